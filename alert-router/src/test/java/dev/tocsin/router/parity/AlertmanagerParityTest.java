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

  @TempDir Path folder;

  @Test
  void bothTellTheSame() throws Exception {
    assumeTrue(
        Files.isExecutable(ALERTMANAGER),
        ALERTMANAGER + " is not installed (apt-get install prometheus-alertmanager)");
    List<List<Router.Told>> theirs;
    try (RealAlertmanager real = RealAlertmanager.start(ALERTMANAGER, FILE, folder)) {
      theirs = run(real);
    }
    List<List<Router.Told>> ours;
    try (VirtualRouter router =
        new VirtualRouter(AlertmanagerFile.read(FILE.replace("URL", "http://127.0.0.1:1")))) {
      ours = run(router);
    }
    assertThat(ours).isEqualTo(theirs);
    assertThat(theirs).hasSize(11).noneMatch(List::isEmpty);
  }

  /** What each step told, in the order of each group. */
  private static List<List<Router.Told>> run(Router router) throws Exception {
    Script script = new Script(router);
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
    return script.phases();
  }
}
