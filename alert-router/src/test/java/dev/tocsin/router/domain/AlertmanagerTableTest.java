package dev.tocsin.router.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Definition;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Inhibitor;
import dev.tocsin.events.Matcher;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Severity;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Alertmanager's documentation says of its configuration
 * (https://prometheus.io/docs/alerting/latest/configuration), case by case, from a file of its own.
 */
class AlertmanagerTableTest {
  private static final List<Definition> READ =
      AlertmanagerFile.read(
          """
          route:
            receiver: default
            group_by: [alertname, cluster]
            routes:
              - matchers: [ service=~"mysql|cassandra" ]
                receiver: database
                group_by: [cluster]
                routes:
                  - matchers: [ severity="critical" ]
                    receiver: database-pager
                    group_by: []
              - matchers: [ team="frontend" ]
                receiver: frontend
                group_by: ['...']
                continue: true
              - match: { team: frontend, env: prod }
                receiver: frontend-prod
              - match_re: { env: "test|stag.*" }
                receiver: sandbox
              - matchers: [ owner!="", owner!~"bot-.*" ]
                receiver: owners
          inhibit_rules:
            - source_matchers: [ severity="critical" ]
              target_matchers: [ severity="warning" ]
              equal: [ alertname, dc ]
            - source_matchers: [ alertname="ClusterDown" ]
              target_matchers: [ cluster!="" ]
              equal: [ cluster ]
            - source_match: { alertname: Maintenance }
              target_match_re: { job: "batch-.*" }
          time_intervals:
            - name: office
              time_intervals:
                - times: [ { start_time: '09:00', end_time: '17:00' } ]
                  weekdays: [ 'monday:friday' ]
            - name: weekend
              time_intervals:
                - weekdays: [ saturday, sunday ]
            - name: month-end
              time_intervals:
                - days_of_month: [ '-3:-1' ]
            - name: month-begin
              time_intervals:
                - days_of_month: [ '1:5' ]
            - name: mid-to-end
              time_intervals:
                - days_of_month: [ '29:-1' ]
            - name: spring
              time_intervals:
                - months: [ 'march:may' ]
                  years: [ '2026:2027' ]
            - name: london-morning
              time_intervals:
                - times: [ { start_time: '08:00', end_time: '12:00' } ]
                  location: Europe/London
            - name: until-midnight
              time_intervals:
                - times: [ { start_time: '22:00', end_time: '24:00' }, { start_time: '00:00', end_time: '02:00' } ]
            - name: either
              time_intervals:
                - weekdays: [ monday ]
                - months: [ december ]
          receivers:
            - { name: default, webhook_configs: [ { url: http://h/ } ] }
            - { name: database, webhook_configs: [ { url: http://h/ } ] }
            - { name: database-pager, webhook_configs: [ { url: http://h/ } ] }
            - { name: frontend, webhook_configs: [ { url: http://h/ } ] }
            - { name: frontend-prod, webhook_configs: [ { url: http://h/ } ] }
            - { name: sandbox, webhook_configs: [ { url: http://h/ } ] }
            - { name: owners, webhook_configs: [ { url: http://h/ } ] }
          """);

  private static final RouteTree TREE = RouteTree.of(Definitions.of(READ));
  private static final Policies POLICIES = Policies.of(Definitions.of(READ));

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      textBlock =
          """
          foo="bar"                      > foo=bar         > true
          foo="bar"                      > foo=baz         > false
          foo=bar                        > foo=bar         > true
          foo = bar                      > foo=bar         > true
          foo!="bar"                     > foo=baz         > true
          foo!="bar"                     >                 > true
          foo=""                         >                 > true
          foo=""                         > foo=bar         > false
          foo=~"ba"                      > foo=bar         > false
          foo=~"ba."                     > foo=bar         > true
          foo=~"bar|baz"                 > foo=baz         > true
          foo=~"bar|baz"                 > foo=bazooka     > false
          foo!~"bar|baz"                 > foo=bazooka     > true
          foo!~".+"                      >                 > true
          foo=~".*"                      >                 > true
          foo=~"(?i)BAR"                 > foo=bar         > true
          foo=~"\\d+"                    > foo=42          > true
          "größe"="groß"                 > größe=groß      > true
          "a-label"=~"x,y"               > a-label=x,y     > true
          foo="say \\"hi\\""             > foo=say "hi"    > true
          {foo="bar",baz!="1"}           > foo=bar         > true
          foo="bar", baz="1"             > foo=bar         > false
          """)
  void matchers(String matchers, String labels, boolean match) {
    assertThat(Matcher.allMatch(Matcher.all(matchers), labels(labels))).isEqualTo(match);
  }

  @ParameterizedTest(name = "{0} goes to {1}")
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          alertname=A                                   > default
          service=mysql                                 > database
          service=mysql severity=warning                > database
          service=mysql severity=critical               > database-pager
          service=mysqld                                > default
          service=cassandra team=frontend               > database
          team=frontend                                 > frontend
          team=frontend env=prod                        > frontend frontend-prod
          team=frontend env=test                        > frontend sandbox
          env=prod                                      > default
          env=staging                                   > sandbox
          env=atest                                     > default
          owner=ada                                     > owners
          owner=bot-7                                   > default
          owner=ada env=staging                         > sandbox
          """)
  void routes(String labels, String receivers) {
    assertThat(TREE.route(labels(labels)))
        .extracting(routed -> routed.route().receiver())
        .containsExactly(receivers.split(" "));
  }

  @ParameterizedTest(name = "{0} and {1}: one group is {2}")
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          alertname=A cluster=c x=1        > alertname=A cluster=c x=2        > true
          alertname=A cluster=c            > alertname=A cluster=d            > false
          alertname=A                      > alertname=B                      > false
          alertname=A                      > alertname=A cluster=c            > false
          service=mysql cluster=c alertname=A > service=mysql cluster=c alertname=B > true
          service=mysql cluster=c          > service=cassandra cluster=c      > true
          service=mysql severity=critical cluster=c > service=mysql severity=critical cluster=d > false
          service=mysql cluster=c          > service=mysql cluster=c severity=critical > false
          team=frontend x=1                > team=frontend x=2                > false
          team=frontend x=1 y=2            > y=2 team=frontend x=1            > true
          """)
  void groups(String one, String other, boolean together) {
    assertThat(key(one).equals(key(other))).isEqualTo(together);
  }

  @ParameterizedTest(name = "while {0} fires, {1} is inhibited: {2}")
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          alertname=A dc=1 severity=critical  > alertname=A dc=1 severity=warning      > true
          alertname=A dc=1 severity=critical  > alertname=A dc=2 severity=warning      > false
          alertname=A dc=1 severity=critical  > alertname=B dc=1 severity=warning      > false
          alertname=A dc=1 severity=critical  > alertname=A dc=1 severity=info         > false
          alertname=A severity=critical       > alertname=A severity=warning           > true
          alertname=A severity=critical       > alertname=A dc=1 severity=warning      > false
          alertname=A dc=1 severity=warning   > alertname=A dc=1 severity=warning x=1  > false
          alertname=ClusterDown cluster=c     > alertname=A cluster=c                  > true
          alertname=ClusterDown cluster=c     > alertname=A cluster=d                  > false
          alertname=ClusterDown cluster=c     > alertname=ClusterDown cluster=c        > false
          alertname=ClusterDown cluster=c x=1 > alertname=ClusterDown cluster=c x=2    > false
          alertname=ClusterDown               > alertname=A                            > false
          alertname=Maintenance               > job=batch-7                            > true
          alertname=Maintenance               > job=web                                > false
          """)
  void inhibitions(String source, String target, boolean inhibited) {
    TreeMap<String, Inhibitor> firing = new TreeMap<>();
    Alert alert = alert(labels(source));
    AlertLife life = AlertLife.of(alert, List.of(), null, 0);
    POLICIES.inhibitions().keys(life).forEach(key -> firing.put(key, Inhibitor.of(alert)));
    Inhibitors inhibitors =
        prefix ->
            Optional.ofNullable(firing.ceilingEntry(prefix))
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue);
    assertThat(POLICIES.inhibitions().inhibited(labels(target), inhibitors).isPresent())
        .isEqualTo(inhibited);
  }

  @ParameterizedTest(name = "{1} is in {0}: {2}")
  @CsvSource({
    "office,         2026-03-02T09:00Z,      true",
    "office,         2026-03-02T08:59Z,      false",
    "office,         2026-03-02T16:59:59Z,   true",
    "office,         2026-03-02T17:00Z,      false",
    "office,         2026-03-01T10:00Z,      false",
    "office,         2026-03-06T10:00Z,      true",
    "office,         2026-03-02T09:00+02:00, false",
    "weekend,        2026-02-28T00:00Z,      true",
    "weekend,        2026-03-01T23:59Z,      true",
    "weekend,        2026-03-02T00:00Z,      false",
    "month-end,      2026-02-25T12:00Z,      false",
    "month-end,      2026-02-26T12:00Z,      true",
    "month-end,      2026-02-28T23:59Z,      true",
    "month-end,      2028-02-29T00:00Z,      true",
    "month-end,      2026-03-01T00:00Z,      false",
    "month-begin,    2026-03-05T23:59Z,      true",
    "month-begin,    2026-03-06T00:00Z,      false",
    "mid-to-end,     2026-03-29T00:00Z,      true",
    "mid-to-end,     2026-02-28T00:00Z,      false",
    "spring,         2026-03-01T00:00Z,      true",
    "spring,         2026-06-01T00:00Z,      false",
    "spring,         2028-04-01T00:00Z,      false",
    "london-morning, 2026-03-28T08:00Z,      true",
    "london-morning, 2026-03-29T07:00Z,      true",
    "london-morning, 2026-03-29T11:00Z,      false",
    "until-midnight, 2026-03-02T23:59Z,      true",
    "until-midnight, 2026-03-03T01:59Z,      true",
    "until-midnight, 2026-03-03T02:00Z,      false",
    "either,         2026-03-02T03:00Z,      true",
    "either,         2026-12-03T03:00Z,      true",
    "either,         2026-03-03T03:00Z,      false",
  })
  void intervals(String name, String moment, boolean inside) {
    assertThat(
            POLICIES
                .interval(name)
                .orElseThrow()
                .contains(OffsetDateTime.parse(moment).toInstant()))
        .isEqualTo(inside);
  }

  /** One group of a route with group_wait 30s, group_interval 5m and repeat_interval 4h. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          0 +a                    > 10   > 0.5 a
          0 +a, 0.4 +b            > 10   > 0.5 ab
          0 +a, 1 +b              > 10   > 0.5 a, 5.5 ab
          0 +a, 1 +b, 7 +c        > 20   > 0.5 a, 5.5 ab, 10.5 abc
          0 +a, 0.2 -a            > 20   >
          0 +a, 1 -a              > 20   > 0.5 a, 5.5 A
          0 +a, 0 +b, 1 -a        > 20   > 0.5 ab, 5.5 bA
          0 +a, 12 -a             > 20   > 0.5 a, 15.5 A
          0 +a                    > 490  > 0.5 a, 240.5 a, 480.5 a
          0 +a, 100 +b            > 400  > 0.5 a, 100.5 ab, 340.5 ab
          0 +a, 1 -a, 6 +a        > 20   > 0.5 a, 5.5 A, 6.5 a
          """)
  void timing(String events, double until, String notices) {
    Route route = TREE.route(labels("alertname=A")).get(0).route();
    GroupClock clock = new GroupClock(Definitions.of(READ), route, Fixtures.T);
    for (String event : events.split(", ")) {
      String name = event.substring(event.length() - 1);
      clock.to(Double.parseDouble(event.split(" ")[0]));
      Alert alert = Fixtures.firing(name, Severity.INFO, clock.now());
      if (event.contains("+")) {
        clock.place(alert);
      } else {
        clock.end(alert);
      }
    }
    clock.to(until);
    assertThat(
            String.join(
                ", ",
                clock.taken().stream()
                    .filter(n -> n.receiver() != null && !n.alerts().isEmpty())
                    .map(AlertmanagerTableTest::notice)
                    .toList()))
        .isEqualTo(notices == null ? "" : notices);
  }

  /** Firing alerts are small letters, those that are over capital ones, and come last. */
  private static String notice(Notification told) {
    StringBuilder text = new StringBuilder();
    text.append(Math.round((told.at() - Fixtures.T) / 6_000.0) / 10.0).append(' ');
    for (Alert.Status status : Alert.Status.values()) {
      told.alerts().stream()
          .filter(alert -> alert.status() == status)
          .map(alert -> status == Alert.Status.FIRING ? alert.name() : alert.name().toUpperCase())
          .sorted()
          .forEach(text::append);
    }
    return text.toString();
  }

  private static String key(String labels) {
    return GroupKey.of(TREE.route(labels(labels)).get(0).route(), labels(labels));
  }

  private static Alert alert(Map<String, String> labels) {
    return new Alert(
        Alert.fingerprint(labels),
        Alert.Status.FIRING,
        "rule",
        labels.getOrDefault("alertname", "A"),
        "s",
        Severity.INFO,
        labels,
        Map.of(),
        0,
        0,
        null,
        "fired");
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    // Between pairs only: a value may have a space.
    Arrays.stream(text == null ? new String[0] : text.split(" (?=[a-z]+=)"))
        .forEach(pair -> labels.put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
    return labels;
  }
}
