package dev.tocsin.router.domain;

import static dev.tocsin.router.domain.Fixtures.T;
import static dev.tocsin.router.domain.Fixtures.firing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Inhibitor;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Inhibition, silences and time intervals of one group; it restarts before every step. */
class MutingTest {
  private static final Alert A = firing("CPU", Severity.CRITICAL, T);

  private static final Definition RECEIVER =
      define(DefinitionKind.RECEIVER, "operations", "{'kafka':{'topic':'pages'}}");
  private static final Definition WATCH =
      define(DefinitionKind.RECEIVER, "watch", "{'kafka':{'topic':'pages'}}");

  private final TreeMap<String, Inhibitor> inhibitors = new TreeMap<>();

  @Test
  void aSilencedAlertIsToldWhenTheSilenceEnds() {
    GroupClock clock = clock(silence("'end':'2026-03-01T00:10:00Z'")).place(A).to(9);
    assertThat(clock.taken())
        .extracting(AlertPipelineTest::said)
        .containsExactly(
            "GROUPED: routed; the group gives its first notice in 1m",
            "SUPPRESSED: silenced by 'upgrade' of ada until 2026-03-01T00:10:00Z: new disks");

    clock.to(12);
    assertThat(clock.taken())
        .extracting(AlertPipelineTest::said)
        .containsExactly(
            "GROUPED: no longer muted by silence/upgrade", "INTENDED: the group's first notice");
  }

  @Test
  void theEndOfWhatWasToldIsToldAlsoWhileItIsSilenced() {
    GroupClock clock = clock(silence("'start':'2026-03-01T00:05:00Z','duration':'1h'"));
    clock.place(A).to(9.5).end(A).to(20);

    assertThat(clock.told())
        .containsExactly(
            "1 operations firing L0 CPU",
            "4 watch firing L1 CPU",
            "10 operations resolved L0 CPU",
            "10 watch resolved L0 CPU");
  }

  /** For PagerDuty and its like the notice that the rest is over closes the whole group. */
  @Test
  void whatANoticeLeftOutBecauseItWasMutedIsToldAgain() {
    Alert other = firing("DISK", Severity.CRITICAL, T);
    GroupClock clock =
        clock(
            define(
                DefinitionKind.SILENCE,
                "upgrade",
                "{'matchers':['alertname=DISK'],'author':'ada','comment':'new disks',"
                    + "'start':'2026-03-01T00:01:30Z','end':'2026-03-01T00:20:00Z'}"));
    clock.place(A).place(other).to(2.5).end(A).to(19);
    assertThat(clock.told())
        .containsExactly("1 operations firing L0 CPU+DISK", "3 operations resolved L0 CPU");

    clock.to(21);
    assertThat(clock.told()).containsExactly("20 operations firing L0 DISK");
  }

  @Test
  void whatBeginsAndEndsUnderASilenceIsNeverTold() {
    GroupClock clock = clock(silence("'end':'2026-03-01T00:10:00Z'")).place(A).to(5).end(A).to(30);

    assertThat(clock.told()).isEmpty();
    assertThat(clock.group().members()).isEmpty();
  }

  @Test
  void aSilenceStopsTheEscalationAndItsEndBeginsANewRound() {
    GroupClock clock =
        clock(silence("'start':'2026-03-01T00:05:00Z','end':'2026-03-01T00:30:00Z'"));
    clock.place(A).to(60);

    assertThat(clock.told())
        .containsExactly(
            "1 operations firing L0 CPU",
            "4 watch firing L1 CPU",
            "33 watch firing L1 CPU",
            "40 watch firing L2 CPU");
  }

  @Test
  void somebodyIsWarnedBeforeASilenceEnds() {
    GroupClock clock =
        clock(silence("'end':'2026-03-01T01:00:00Z','notice':{'before':'15m','receiver':'watch'}"));
    clock.place(A).to(59);

    assertThat(clock.taken())
        .filteredOn(n -> n.receiver() != null)
        .extracting(n -> n.at() - T + " " + n.receiver() + ": " + n.reason())
        .containsExactly(
            Fixtures.minutes(45)
                + " watch: silence/upgrade ends at 2026-03-01T01:00:00Z and this still fires");
  }

  @Test
  void aRecurringSilenceIsSilentAndWarnsEachTime() {
    GroupClock clock =
        clock(
            silence(
                "'start':'2026-03-01T00:00:00Z','duration':'1h','rrule':'FREQ=DAILY',"
                    + "'notice':{'before':'15m','receiver':'watch'}"));
    clock.place(A).to(23 * 60).end(A).to(24 * 60 + 5);
    clock.place(firing("CPU", Severity.CRITICAL, clock.now())).to(26 * 60);

    List<Notification> ledger = clock.taken();
    assertThat(ledger)
        .filteredOn(n -> n.reason().startsWith("silence/upgrade ends"))
        .extracting(n -> (n.at() - T) / 60_000 + " " + n.receiver())
        .containsExactly("45 watch", "1485 watch");
    assertThat(ledger)
        .filteredOn(n -> n.decision() == Decision.INTENDED && n.receiver().equals("operations"))
        .extracting(n -> (n.at() - T) / 60_000 % (24 * 60))
        .hasSizeGreaterThan(1)
        .noneMatch(minute -> minute < 60);
  }

  @Test
  void nobodyIsWarnedWhenNothingFires() {
    GroupClock clock =
        clock(silence("'end':'2026-03-01T01:00:00Z','notice':{'before':'15m','receiver':'watch'}"));
    clock.place(A).to(30).end(A).to(90);

    assertThat(clock.told()).isEmpty();
  }

  @Test
  void aSilenceUntilResolvedEndsWithTheEpisode() {
    GroupClock clock = clock(silence("'start':'2026-03-01T00:00:00Z','untilResolved':true"));
    clock.place(A).to(100).end(A).to(110);
    assertThat(clock.told()).isEmpty();

    clock.place(firing("CPU", Severity.CRITICAL, clock.now())).to(112);
    assertThat(clock.told()).containsExactly("111 operations firing L0 CPU");
  }

  @Test
  void anInhibitedAlertIsToldWhenTheOtherEnds() {
    Definition rule =
        define(
            DefinitionKind.INHIBITION,
            "site",
            "{'rules':[{'source':['alertname=SiteDown'],'target':['alertname=CPU'],'equal':['service']}]}");
    Alert site = firing("SiteDown", Severity.EMERGENCY, T);
    GroupClock clock = clock(rule);
    Policies policies = Policies.of(Definitions.of(List.of(rule)));
    policies
        .inhibitions()
        .keys(AlertLife.of(site, List.of(), null, T))
        .forEach(key -> inhibitors.put(key, Inhibitor.of(site)));
    clock.place(A).to(60);
    assertThat(clock.taken())
        .extracting(AlertPipelineTest::said)
        .contains(
            "SUPPRESSED: inhibited by rule site[0] while SiteDown of checkout fires ("
                + site.fingerprint()
                + ")")
        .noneMatch(said -> said.startsWith("INTENDED"));

    inhibitors.clear();
    clock.to(63);
    assertThat(clock.told()).containsExactly("61 operations firing L0 CPU");
  }

  @Test
  void outsideOfTheRoutesHoursStartsAndEndsWait() {
    Definition night =
        define(
            DefinitionKind.INTERVAL,
            "night",
            "{'intervals':[{'times':['00:00-00:30','01:00-02:00']}]}");
    GroupClock clock = clock(List.of("night"), List.of(), night);
    clock.place(A).to(39);
    assertThat(clock.told())
        .containsExactly("30 operations firing L0 CPU", "33 watch firing L1 CPU");

    clock.to(70).taken();
    clock.end(A).to(119);
    assertThat(clock.told()).isEmpty();
    clock.to(130);
    assertThat(clock.told())
        .containsExactly("120 operations resolved L0 CPU", "120 watch resolved L0 CPU");
  }

  @Test
  void aRouteThatIsActiveAtTimesTellsOnlyThen() {
    Definition hours =
        define(DefinitionKind.INTERVAL, "hours", "{'intervals':[{'times':['00:20-00:40']}]}");
    GroupClock clock = clock(List.of(), List.of("hours"), hours);
    clock.place(A).to(19);
    assertThat(clock.taken())
        .extracting(AlertPipelineTest::said)
        .contains("SUPPRESSED: outside of time interval 'hours'");
    clock.to(24);
    assertThat(clock.told())
        .containsExactly("20 operations firing L0 CPU", "23 watch firing L1 CPU");
  }

  @Test
  void anIntervalThatIsNotDefinedKeepsNobodyFromBeingTold() {
    assertThat(clock(List.of("gone"), List.of("gone too")).place(A).to(2).told())
        .containsExactly("1 operations firing L0 CPU");
  }

  private GroupClock clock(Definition... more) {
    return clock(List.of(), List.of(), more);
  }

  /** First notice after a minute, then every minute; escalation three and ten minutes later. */
  private GroupClock clock(List<String> mute, List<String> active, Definition... more) {
    List<Definition> all = new ArrayList<>(Arrays.asList(more));
    all.add(RECEIVER);
    all.add(WATCH);
    all.add(
        define(
            DefinitionKind.ESCALATION,
            "watch",
            "{'levels':[{'after':'3m','receivers':['watch']},{'after':'10m','receivers':['watch']}]}"));
    Route shipped = EscalationPolicyTest.route(A);
    Route route =
        new Route(
            shipped.path(),
            "operations",
            "watch",
            shipped.groupBy(),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            shipped.repeatInterval(),
            mute,
            active);
    return new GroupClock(
        Definitions.of(all),
        route,
        T,
        prefix ->
            Optional.ofNullable(inhibitors.ceilingEntry(prefix))
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue));
  }

  private static Definition silence(String when) {
    return define(
        DefinitionKind.SILENCE,
        "upgrade",
        "{'matchers':['service=checkout'],'author':'ada','comment':'new disks'," + when + "}");
  }

  private static Definition define(DefinitionKind kind, String name, String spec) {
    return Fixtures.definition(kind, name, spec.replace('\'', '"'));
  }
}
