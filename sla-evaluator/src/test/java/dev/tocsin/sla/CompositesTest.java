package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Verdict.State;
import dev.tocsin.events.Verdict.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objectives made of others, and services that depend on others. */
class CompositesTest {
  private static final String UPTIME =
      "{service: %s, indicator: {type: uptime}, target: 0.99, evaluation: 4h}";
  private static final String MEMBERS =
      "members: [{objective: UP_A, service: a}, {objective: UP_B, service: b}]";

  private final Evaluator evaluator = new Evaluator();

  @AfterEach
  void close() {
    evaluator.close();
  }

  /** A is down from 60 to 120, B from 90 to 150, both are checked until 239. */
  private void fourHours() {
    evaluator.objective("UP_A", UPTIME.formatted("a"));
    evaluator.objective("UP_B", UPTIME.formatted("b"));
    for (int minute = 0; minute < 240; minute++) {
      Duration at = Duration.ofMinutes(minute);
      evaluator.check("a", "ping", at, minute < 60 || minute >= 120);
      evaluator.check("b", "ping", at, minute < 90 || minute >= 150);
      if (minute % 10 == 9) {
        evaluator.settle();
      }
    }
  }

  private void composite(String mode) {
    evaluator.objective(
        "BOTH",
        "{service: shop, composite: {%s, %s}, target: 0.9, evaluation: 4h}"
            .formatted(mode, MEMBERS));
  }

  private Verdict last() {
    evaluator.advance(Duration.ofMinutes(5));
    return evaluator.verdicts("BOTH", State.FINAL).stream()
        .filter(each -> each.periodEnd() == Evaluator.millis(Duration.ofMinutes(240)))
        .findFirst()
        .orElseThrow();
  }

  /** They keep some minutes only. */
  private void shortMembers() {
    evaluator.objective("UP_A", UPTIME.formatted("a").replace("4h", "5m"));
    evaluator.objective("UP_B", UPTIME.formatted("b").replace("4h", "5m"));
    composite("mode: any");
    evaluator.settle();
  }

  /** Four hours of checks in one record. */
  private void atOnce(String service, IntPredicate up) {
    String checks =
        IntStream.range(0, 240)
            .mapToObj(
                minute ->
                    "{timestamp: %d, service: %s, check: ping, up: %s}"
                        .formatted(
                            Evaluator.millis(Duration.ofMinutes(minute)), service, up.test(minute)))
            .collect(Collectors.joining(",", "[", "]"));
    evaluator
        .harness()
        .pipeBytes(
            evaluator.topics.checks().name(),
            service,
            Evaluator.relaxed(checks).getBytes(StandardCharsets.UTF_8));
  }

  /** What counts of the four hours when all is settled. */
  private Verdict newest() {
    evaluator.advance(Duration.ofMinutes(5));
    return evaluator.verdicts().stream()
        .filter(each -> each.objective().equals("BOTH"))
        .filter(each -> each.periodEnd() == Evaluator.millis(Duration.ofMinutes(240)))
        .max(Comparator.comparingLong(Verdict::revision))
        .orElseThrow();
  }

  @Test
  void anyIsDownFor90Minutes() {
    composite("mode: any");
    fourHours();

    Verdict verdict = last();

    assertThat(verdict.service()).isEqualTo("shop");
    assertThat(verdict.total() - verdict.good()).isEqualTo(90);
    assertThat(verdict.total()).isEqualTo(240);
    assertThat(verdict.coverage()).isEqualTo(1);
    assertThat(verdict.status()).isEqualTo(Status.VIOLATED);
    assertThat(verdict.provenance())
        .extracting(Verdict.Provenance::topic)
        .containsOnly("sla.outcomes");
  }

  @Test
  void allAreDownFor30Minutes() {
    composite("mode: all");
    fourHours();

    Verdict verdict = last();
    assertThat(verdict.total() - verdict.good()).isEqualTo(30);
    assertThat(verdict.status()).isEqualTo(Status.VIOLATED);
  }

  @Test
  void membersOfShortPeriodsMayBeLoadedAtOnce() {
    shortMembers();
    atOnce("a", minute -> minute < 60 || minute >= 120);
    atOnce("b", minute -> minute < 90 || minute >= 150);

    Verdict newest = newest();
    assertThat(newest.total() - newest.good()).isEqualTo(90);
    assertThat(newest.total()).isEqualTo(240);
  }

  @Test
  void aLateEventChangesASliceThatItsMemberKeepsNoLonger() {
    shortMembers();
    atOnce("a", minute -> true);
    atOnce("b", minute -> true);
    assertThat(newest().good()).isEqualTo(240);

    evaluator.check("a", "tcp", Duration.ofMinutes(100), false);
    evaluator.check("b", "tcp", Duration.ofMinutes(130), true);

    Verdict corrected = newest();
    assertThat(corrected.state()).isEqualTo(State.CORRECTED);
    assertThat(corrected.total()).isEqualTo(240);
    assertThat(corrected.good()).isEqualTo(239);
  }

  @Test
  void weightedIsTheMeanOfItsMembers() {
    evaluator.objective(
        "BOTH",
        "{service: shop, composite: {mode: weighted, members: ["
            + "{objective: UP_A, service: a, weight: 3}, {objective: UP_B, service: b}]}, "
            + "target: 0.9, evaluation: 4h}");
    fourHours();

    // 60 minutes at a weight of 3/4 and 60 minutes at 1/4 are 60 of 240 lost minutes.
    assertThat(last().sli()).isEqualTo(0.75);
  }

  @Test
  void aCompositeThatIsDeclaredLaterKnowsWhatItsMembersStillKeep() {
    fourHours();
    composite("mode: any");

    assertThat(last().total() - last().good()).isEqualTo(90);
  }

  @Test
  void whatIsNotKnownOfASilentMemberIsNoData() {
    composite("mode: any");
    evaluator.objective("UP_A", UPTIME.formatted("a"));
    evaluator.objective("UP_B", UPTIME.formatted("b"));
    evaluator.check("a", "ping", Duration.ZERO, true).settle().settle();
    evaluator.check("a", "ping", Duration.ofMinutes(1), false).settle().settle();

    Verdict verdict = evaluator.verdict("BOTH", "shop");

    // Of the first minute nobody knows, the second is down whatever b was.
    assertThat(verdict.total()).isEqualTo(1);
    assertThat(verdict.good()).isZero();
  }

  @Test
  void aMemberThatIsNotDeclaredIsNamed() {
    composite("mode: any");
    fourHours();
    evaluator.remove("objective/UP_B");

    assertThat(
            new dev.tocsin.sla.domain.Relations(evaluator.definitions())
                .problems()
                .get("objective/BOTH")
                .field())
        .isEqualTo("spec.composite.members[1].objective");
  }

  @Test
  void whileADependencyIsDownAlertsSayWhoIsToBlame() {
    evaluator.declare(DefinitionKind.DEPENDENCY, "a-needs", "{service: a, on: [b]}");
    fourHours();
    evaluator.advance(Duration.ofMinutes(5));

    List<Alert> alerts = evaluator.alerts();

    assertThat(alerts.stream().filter(each -> each.service().equals("b")))
        .noneMatch(each -> each.annotations().containsKey(Alert.SUPPRESSED_BY));
    List<Alert> own = alerts.stream().filter(each -> each.service().equals("a")).toList();
    assertThat(own.get(0).annotations()).doesNotContainKey(Alert.SUPPRESSED_BY);
    assertThat(own)
        .anySatisfy(
            each -> {
              assertThat(each.reason()).isEqualTo("dependencyDown");
              assertThat(each.annotations()).containsEntry(Alert.SUPPRESSED_BY, "b");
            })
        .anySatisfy(
            each -> {
              assertThat(each.reason()).isEqualTo("dependencyUp");
              assertThat(each.annotations()).doesNotContainKey(Alert.SUPPRESSED_BY);
            });
  }

  @Test
  void downtimeIsAttributedToTheDependency() {
    evaluator.declare(DefinitionKind.DEPENDENCY, "a-needs", "{service: a, on: [b]}");
    fourHours();
    evaluator.advance(Duration.ofMinutes(5));

    Verdict verdict =
        evaluator.verdicts("UP_A", State.FINAL).stream()
            .filter(each -> each.periodEnd() == Evaluator.millis(Duration.ofMinutes(240)))
            .findFirst()
            .orElseThrow();
    assertThat(verdict.total() - verdict.good()).isEqualTo(60);
    // Both were down from 90 to 120.
    assertThat(verdict.attributed()).isEqualTo(Map.of("b", 30L));
  }
}
