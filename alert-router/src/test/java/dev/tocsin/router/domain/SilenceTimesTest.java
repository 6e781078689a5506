package dev.tocsin.router.domain;

import static dev.tocsin.router.domain.Fixtures.T;
import static dev.tocsin.router.domain.Fixtures.firing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a silence does by its own times, in a group that was told long ago and has nothing else to
 * do. The group restarts before every step.
 */
class SilenceTimesTest {
  private static final Alert A = firing("CPU", Severity.CRITICAL, T);
  private static final String ONCE =
      "'start':'2026-03-01T00:20:00Z','end':'2026-03-01T01:00:00Z','notice':{'before':'15m'}";
  private static final String HOURLY =
      "'start':'2026-03-01T00:20:00Z','duration':'10m','rrule':'FREQ=HOURLY;COUNT=3',"
          + "'notice':{'before':'4m','receiver':'watch'}";
  private static final String UNTIL_RESOLVED =
      "'start':'2026-03-01T00:20:00Z','untilResolved':true";
  private static final String ENDS = "silence/upgrade ends at ";

  @Test
  void itsNoticeComesOnTimeAndItsEndBeginsANewRound() {
    GroupClock clock = clock(silence(ONCE)).to(15);
    clock.taken();

    assertThat(said(clock.to(120)))
        .containsExactly(
            "20 SUPPRESSED: silenced by 'upgrade' of ada until 2026-03-01T01:00:00Z: new disks",
            "45 INTENDED operations: " + ENDS + "2026-03-01T01:00:00Z and this still fires",
            "60 GROUPED: no longer muted by silence/upgrade",
            "63 ESCALATED: level 1 of 1 of 'watch': nobody answered for 3m; tells watch",
            "63 INTENDED watch: level 1 of 1 of 'watch': nobody answered for 3m");
  }

  @Test
  void alsoWhenItIsDeclaredAfterTheAlertWasTold() {
    GroupClock clock = clock().to(15);
    clock.taken();
    clock.declare(definitions(silence(ONCE.replace("00:20", "00:15"))));

    assertThat(said(clock.to(120)))
        .extracting(each -> each.replaceAll(":.*", ""))
        .containsExactly(
            "15 SUPPRESSED",
            "45 INTENDED operations",
            "60 GROUPED",
            "63 ESCALATED",
            "63 INTENDED watch");
  }

  @Test
  void eachTimeThatItRecurs() {
    GroupClock clock = clock(silence(HOURLY)).to(15);
    clock.taken();

    assertThat(said(clock.to(300)))
        .filteredOn(each -> each.contains(ENDS) || each.contains("GROUPED"))
        .extracting(each -> each.replaceAll(":.*", ""))
        .containsExactly(
            "26 INTENDED watch",
            "30 GROUPED",
            "86 INTENDED watch",
            "90 GROUPED",
            "146 INTENDED watch",
            "150 GROUPED");
  }

  @Test
  void oneUntilResolvedSilencesWhatHadBegunUntilItIsOver() {
    GroupClock clock = clock(silence(UNTIL_RESOLVED)).to(15);
    clock.taken();
    assertThat(said(clock.to(500)))
        .containsExactly(
            "20 SUPPRESSED: silenced by 'upgrade' of ada until it is resolved: new disks");

    clock.end(A).to(510);
    assertThat(clock.told()).hasSize(2).allMatch(told -> told.contains("resolved"));
  }

  @Test
  void nobodyIsWarnedWhenTheAlertIsOver() {
    GroupClock clock = clock(silence(ONCE)).to(30).end(A).to(120);
    assertThat(warnings(clock)).isEmpty();
  }

  @Test
  void oneThatIsDeletedNeverEndsAndWhatItSilencedGoesOn() {
    GroupClock clock = clock(silence(ONCE)).to(30);
    clock.taken();
    clock.declare(definitions());

    assertThat(said(clock.to(120)))
        .containsExactly(
            "30 GROUPED: no longer muted by silence/upgrade",
            "33 ESCALATED: level 1 of 1 of 'watch': nobody answered for 3m; tells watch",
            "33 INTENDED watch: level 1 of 1 of 'watch': nobody answered for 3m");
  }

  @Test
  void oneThatIsDeletedBeforeItBeginsDoesNothing() {
    GroupClock clock = clock(silence(ONCE)).to(15).declare(definitions());
    clock.taken();
    assertThat(said(clock.to(120))).isEmpty();
  }

  @Test
  void oneThatIsProlongedWarnsBeforeItsNewEndToo() {
    GroupClock clock = clock(silence(ONCE)).to(50);
    clock.declare(definitions(silence(ONCE.replace("01:00", "02:00"))));
    assertThat(warnings(clock.to(200))).containsExactly("45", "105");
  }

  @Test
  void afterAnOutageTheNoticeIsLateAndAfterTheEndThereIsNone() {
    assertThat(warnings(clock(silence(ONCE)).to(30).downTo(50).to(120))).containsExactly("50");
    assertThat(warnings(clock(silence(ONCE)).to(15).downTo(50).to(120))).containsExactly("50");
    assertThat(warnings(clock(silence(ONCE)).to(30).downTo(61).to(120))).isEmpty();
  }

  @Test
  void anAlertThatComesIntoTheGroupHasItsOwnSilences() {
    Alert disk = firing("DISK", Severity.CRITICAL, T + Fixtures.minutes(10));
    GroupClock clock =
        clock(silence(ONCE).replace("service=checkout", "alertname=DISK")).to(10).place(disk);
    assertThat(clock.group().silenceAt()).isEqualTo(T + Fixtures.minutes(20));
    clock.to(120);

    assertThat(clock.taken())
        .filteredOn(n -> n.reason().startsWith(ENDS))
        .extracting(Notification::alerts)
        .containsExactly(List.of(disk));
  }

  @ParameterizedTest
  @ValueSource(strings = {ONCE, HOURLY, UNTIL_RESOLVED})
  void aRestartNeitherForgetsNorRepeatsAnything(String when) {
    List<String> undisturbed = said(clock(silence(when)).to(200));
    for (double at = 0; at < 200; at += 0.5) {
      assertThat(said(clock(silence(when)).to(at).restart().to(200)))
          .as("restarted after %s minutes", at)
          .isEqualTo(undisturbed);
    }
  }

  @Test
  void whomNoSilenceConcernsItIsNotAsked() {
    String other = silence(ONCE).replace("checkout", "search");
    Group group = clock(other).to(15).group();

    assertThat(group.silenceAt()).isNull();
    assertThat(changes(policies(), policies(other)).concern(group, T)).isFalse();
    assertThat(changes(policies(silence(ONCE)), policies()).concern(group, T)).isFalse();
    assertThat(changes(policies(silence(ONCE)), policies(silence(ONCE))).none()).isTrue();
    assertThat(changes(policies(), policies(silence(ONCE))).concern(group, T)).isTrue();
    assertThat(
            changes(policies(), policies(silence(ONCE))).concern(group, T + Fixtures.minutes(60)))
        .as("it is over")
        .isFalse();
  }

  private static SilenceChanges changes(Policies before, Policies now) {
    return SilenceChanges.between(before, now);
  }

  private static Policies policies(String... silences) {
    return Policies.of(definitions(silences));
  }

  /** What was decided since the last look: {@code minute decision receiver: reason}. */
  private static List<String> said(GroupClock clock) {
    return clock.taken().stream()
        .map(
            n ->
                "%d %s%s: %s"
                    .formatted(
                        (n.at() - T) / 60_000,
                        n.decision(),
                        n.receiver() == null ? "" : " " + n.receiver(),
                        n.reason()))
        .toList();
  }

  /** At which minutes somebody was told that a silence ends. */
  private static List<String> warnings(GroupClock clock) {
    return said(clock).stream()
        .filter(each -> each.contains(ENDS))
        .map(each -> each.replaceAll(" .*", ""))
        .toList();
  }

  /** Told after a minute and then every minute, three minutes later to others, and then no more. */
  private static GroupClock clock(String... silences) {
    Route shipped = EscalationPolicyTest.route(A);
    Route route =
        new Route(
            shipped.path(),
            "operations",
            "watch",
            shipped.groupBy(),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofDays(1),
            List.of(),
            List.of());
    return new GroupClock(definitions(silences), route, T).place(A);
  }

  private static Definitions definitions(String... silences) {
    List<Definition> all = new ArrayList<>();
    for (String receiver : List.of("operations", "watch")) {
      all.add(define(DefinitionKind.RECEIVER, receiver, "{'kafka':{'topic':'pages'}}"));
    }
    all.add(
        define(
            DefinitionKind.ESCALATION,
            "watch",
            "{'levels':[{'after':'3m','receivers':['watch']}]}"));
    for (int i = 0; i < silences.length; i++) {
      all.add(define(DefinitionKind.SILENCE, i == 0 ? "upgrade" : "upgrade-" + i, silences[i]));
    }
    return Definitions.of(all);
  }

  private static String silence(String when) {
    return "{'matchers':['service=checkout'],'author':'ada','comment':'new disks'," + when + "}";
  }

  private static Definition define(DefinitionKind kind, String name, String spec) {
    return Fixtures.definition(kind, name, spec.replace('\'', '"'));
  }
}
