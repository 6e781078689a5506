package dev.tocsin.router.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.router.domain.AlertmanagerFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same configuration file and the same alerts go through a real Alertmanager and through this
 * router; both must tell the same receivers of the same alerts, in the same order. Alertmanager
 * runs in real time with short intervals, the router on a virtual clock.
 */
class AlertmanagerParityTest {
  private static final Path ALERTMANAGER = Path.of("/usr/bin/prometheus-alertmanager");

  private static final String FILE =
      """
      route:
        receiver: default
        group_by: [alertname, cluster]
        group_wait: 1s
        group_interval: 2s
        repeat_interval: 1h
        routes:
          - matchers: [ severity="critical" ]
            receiver: pager
            continue: true
          - matchers: [ 'service=~"my.*|cassandra"', 'env!~"test-.+"' ]
            receiver: database
          - match: { team: ops }
            receiver: single
            group_by: ['...']
          - match_re: { kind: "quiet.*" }
            receiver: never
            active_time_intervals: [long-ago]
          - match: { kind: loud }
            receiver: always
            mute_time_intervals: [long-ago]
          - match: { kind: muted }
            receiver: never
            mute_time_intervals: [every-day]
          - match: { kind: reminder }
            receiver: reminder
            repeat_interval: 3s
          - match: { kind: starts }
            receiver: starts-only
      inhibit_rules:
        - source_matchers: [ severity="critical" ]
          target_matchers: [ severity="warning" ]
          equal: [ cluster, dc ]
      time_intervals:
        - name: long-ago
          time_intervals: [ { years: ['2000:2001'] } ]
        - name: every-day
          time_intervals: [ { weekdays: ['sunday:saturday'] } ]
      receivers:
        - { name: default, webhook_configs: [ { url: URL/default } ] }
        - { name: pager, webhook_configs: [ { url: URL/pager } ] }
        - { name: database, webhook_configs: [ { url: URL/database } ] }
        - { name: single, webhook_configs: [ { url: URL/single } ] }
        - { name: never, webhook_configs: [ { url: URL/never } ] }
        - { name: always, webhook_configs: [ { url: URL/always } ] }
        - { name: reminder, webhook_configs: [ { url: URL/reminder } ] }
        - { name: starts-only, webhook_configs: [ { url: URL/starts-only, send_resolved: false } ] }
      """;

  /**
   * Trees in trees, a receiver of two routes, and what is muted while others of its group are not.
   */
  private static final String NESTED =
      """
      route:
        receiver: default
        group_by: [alertname]
        group_wait: 1s
        group_interval: 2s
        repeat_interval: 1h
        routes:
          - matchers: [ team="net" ]
            receiver: net
            continue: true
            routes:
              - matchers: [ 'site=~"eu-.*"' ]
                receiver: net-eu
                continue: true
                group_by: [ site ]
              - match: { site: eu-1 }
                receiver: net-eu1
                group_by: [ '...' ]
              - match: { site: eu-1, level: deep }
                receiver: never
          - matchers: [ '{team="net", kind!=""}' ]
            receiver: audit
            group_by: [ kind ]
          - match: { team: active }
            receiver: active
            active_time_intervals: [ long-ago, every-day ]
          - match: { team: both }
            receiver: never
            active_time_intervals: [ every-day ]
            mute_time_intervals: [ every-day ]
          - match: { team: twice }
            receiver: twice
            continue: true
          - match_re: { team: twi.* }
            receiver: twice
          - match: { team: reminder }
            receiver: reminder
            repeat_interval: 3s
      inhibit_rules:
        - source_matchers: [ alertname="Down" ]
          target_matchers: [ alertname="Slow" ]
          equal: [ cluster, dc ]
        - source_match: { alertname: Both }
          target_match_re: { alertname: Both|Other }
          equal: [ x ]
      time_intervals:
        - name: long-ago
          time_intervals: [ { years: ['2000:2001'], days_of_month: ['1:-1'] } ]
        - name: every-day
          time_intervals: [ { months: ['january:december'], location: Asia/Kathmandu } ]
      receivers:
        - { name: default, webhook_configs: [ { url: URL/default } ] }
        - { name: net, webhook_configs: [ { url: URL/net } ] }
        - { name: net-eu, webhook_configs: [ { url: URL/net-eu } ] }
        - { name: net-eu1, webhook_configs: [ { url: URL/net-eu1 } ] }
        - { name: never, webhook_configs: [ { url: URL/never } ] }
        - { name: audit, webhook_configs: [ { url: URL/audit } ] }
        - { name: active, webhook_configs: [ { url: URL/active } ] }
        - { name: twice, webhook_configs: [ { url: URL/twice } ] }
        - { name: reminder, webhook_configs: [ { url: URL/reminder } ] }
      """;

  /** Steps for either of them. */
  private interface Story {
    void tell(Script script) throws Exception;
  }

  @TempDir Path folder;

  @Test
  void bothTellTheSame() throws Exception {
    assertSame(FILE, AlertmanagerParityTest::everyday, 11);
  }

  @Test
  void bothTellTheSameOfTreesInTreesAndOfWhatIsMutedInPart() throws Exception {
    assertSame(NESTED, AlertmanagerParityTest::nested, 10);
  }

  private void assertSame(String file, Story story, int steps) throws Exception {
    assumeTrue(
        Files.isExecutable(ALERTMANAGER),
        ALERTMANAGER + " is not installed (apt-get install prometheus-alertmanager)");
    List<List<Router.Told>> theirs;
    try (RealAlertmanager real = RealAlertmanager.start(ALERTMANAGER, file, folder)) {
      theirs = run(real, story);
    }
    List<List<Router.Told>> ours;
    try (VirtualRouter router =
        new VirtualRouter(AlertmanagerFile.read(file.replace("URL", "http://127.0.0.1:1")))) {
      ours = run(router, story);
    }
    assertThat(ours).isEqualTo(theirs);
    assertThat(theirs).hasSize(steps).noneMatch(List::isEmpty);
  }

  /** What each step told, in the order of each group. */
  private static List<List<Router.Told>> run(Router router, Story story) throws Exception {
    Script script = new Script(router);
    story.tell(script);
    return script.phases();
  }

  private static void everyday(Script script) throws Exception {
    script
        .fire(
            "alertname=A cluster=c1 severity=critical",
            "alertname=A cluster=c1 severity=warning instance=1",
            "alertname=B cluster=c2 severity=warning service=mysql",
            "alertname=B cluster=c2 severity=warning service=mysql env=test-7")
        .told(3, "a critical alert, what it does not inhibit, and a value that is excluded");
    script
        .fire("alertname=A cluster=c1 severity=critical instance=2")
        .told(1, "another alert of the group, at its next interval");
    script
        .resolve(
            "alertname=A cluster=c1 severity=critical",
            "alertname=A cluster=c1 severity=critical instance=2")
        .told(2, "both are over, and what they inhibited is told");
    script
        .silence("s", "alertname=A")
        .fire("alertname=A cluster=c1 severity=warning instance=3")
        .fire("alertname=C cluster=c9 severity=info")
        .told(1, "a silenced group tells nothing, another one does");
    script.resolve("alertname=C cluster=c9 severity=info").told(1, "an interval later, still");
    script.unsilence("s").told(1, "what was silenced and still fires");
    script
        .fire(
            "alertname=D severity=info team=ops instance=1",
            "alertname=D severity=info team=ops instance=2")
        .told(2, "grouped by all labels");
    script
        .fire(
            "alertname=E severity=info kind=quiet-1",
            "alertname=F severity=info kind=muted",
            "alertname=G severity=info kind=loud")
        .told(1, "by time intervals");
    script.fire("alertname=R severity=info kind=reminder").told(2, "told again");
    script.resolve("alertname=R severity=info kind=reminder").told(1, "and over");
    script
        .fire("alertname=S severity=info kind=starts")
        .fire("alertname=B cluster=c2 severity=warning service=mysql instance=2")
        .resolve(
            "alertname=B cluster=c2 severity=warning service=mysql",
            "alertname=G severity=info kind=loud",
            "alertname=D severity=info team=ops instance=1",
            "alertname=E severity=info kind=quiet-1",
            "alertname=F severity=info kind=muted")
        .told(4, "a change and two ends, and the start of what has no end");
  }

  private static void nested(Script script) throws Exception {
    script
        .fire(
            "alertname=A severity=info team=net site=eu-1 level=deep kind=k",
            "alertname=A severity=info team=net",
            "alertname=A severity=info team=active",
            "alertname=A severity=info team=both")
        .told(5, "children and siblings past continue, and hours that are now");
    script.fire("alertname=A severity=info team=twice").told(2, "two routes to one receiver");
    script
        .fire("alertname=Down severity=info cluster=c")
        .fire(
            "alertname=Slow severity=info cluster=c",
            "alertname=Slow severity=info cluster=c dc=1",
            "alertname=Slow severity=info")
        .told(2, "inhibited by equal labels of which one is missing on both sides");
    script
        .resolve("alertname=Down severity=info cluster=c")
        .told(2, "over, and what it inhibited is told with its group");
    script
        .fire(
            "alertname=Both severity=info x=1 i=1",
            "alertname=Both severity=info x=1 i=2",
            "alertname=Other severity=info x=1",
            "alertname=Other severity=info x=2")
        .told(2, "what matches both sides does not inhibit its like");
    script
        .silence("regex", "alertname=~Q.+")
        .fire("alertname=Q severity=info", "alertname=Q1 severity=info")
        .told(1, "a silence's expression matches the whole value");
    script
        .fire("alertname=X severity=info i=1", "alertname=X severity=info i=2")
        .told(1, "two of a group");
    script
        .silence("second", "i=2")
        .resolve("alertname=X severity=info i=1")
        .told(1, "all that is not silenced is over");
    script
        .unsilence("second")
        .told(1, "what was silenced fires still, and was not in the last notice");
    script
        .fire("alertname=R severity=info team=reminder i=1")
        .fire("alertname=R severity=info team=reminder i=2")
        .told(2, "told, and told again");
  }
}
