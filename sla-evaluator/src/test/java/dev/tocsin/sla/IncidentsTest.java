package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Alert.Status;
import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Incidents against the default agreement: high is 30 min to detect and 4 h to resolve. */
class IncidentsTest {
  private final Evaluator evaluator = new Evaluator();

  @BeforeEach
  void declare() {
    evaluator.declareAll(DefaultDefinitions.read("agreements.yaml"));
    // After a start deadlines wait for the backlog.
    evaluator.advance(Duration.ofSeconds(3));
  }

  @AfterEach
  void close() {
    evaluator.close();
  }

  private Evaluator incident(Duration at, String more) {
    return evaluator.incident(
        "INC1",
        Evaluator.relaxed(
            "{incidentId: INC1, service: shop, severity: high, startedAt: %d, timestamp: %d, %s}"
                .formatted(Evaluator.millis(Duration.ZERO), Evaluator.millis(at), more)));
  }

  private String at(String field, Duration at) {
    return field + ": " + Evaluator.millis(at);
  }

  private List<Alert> alerts(String name) {
    return evaluator.alerts().stream().filter(each -> each.name().equals(name)).toList();
  }

  @Test
  void openIncidentFiresUntilItIsClosed() {
    incident(Duration.ofMinutes(1), "state: NEW");
    assertThat(alerts("Incident"))
        .singleElement()
        .returns(Severity.CRITICAL, Alert::severity)
        .returns("incident", Alert::source)
        .satisfies(alert -> assertThat(alert.labels()).containsEntry("incident", "INC1"));

    incident(Duration.ofMinutes(2), "state: ACTIVE");
    assertThat(alerts("Incident")).isEmpty();

    incident(Duration.ofMinutes(5), "state: CLOSED, " + at("resolvedAt", Duration.ofMinutes(4)));
    assertThat(alerts("Incident"))
        .singleElement()
        .returns(Status.RESOLVED, Alert::status)
        .returns(Evaluator.millis(Duration.ofMinutes(4)), Alert::endsAt);
  }

  @Test
  void openIncidentBreachesAtItsDeadlineByTimer() {
    incident(Duration.ofMinutes(5), at("detectedAt", Duration.ofMinutes(5)));
    evaluator.advance(Duration.ofMinutes(234));
    assertThat(evaluator.violations()).isEmpty();

    evaluator.advance(Duration.ofMinutes(2));

    assertThat(evaluator.violations())
        .singleElement()
        .returns("INCIDENT_TIMES", Violation::objective)
        .returns("INC1", Violation::incidentId)
        .returns("high", Violation::severity)
        .returns(Evaluator.millis(Duration.ofHours(4)), Violation::began)
        .returns(null, Violation::ended);
    assertThat(alerts("INCIDENT_TIMES"))
        .extracting(alert -> alert.labels().get("phase"), Alert::status)
        .containsExactly(
            tuple("at-risk", Status.FIRING),
            tuple("at-risk", Status.RESOLVED),
            tuple("breached", Status.FIRING));

    incident(Duration.ofHours(5), at("resolvedAt", Duration.ofHours(5)));

    // Nobody said when it was detected in this event: the newest one counts, whole.
    List<Violation> changes = evaluator.violations();
    assertThat(changes)
        .filteredOn(each -> each.began() == Evaluator.millis(Duration.ofHours(4)))
        .singleElement()
        .returns(Evaluator.millis(Duration.ofHours(5)), Violation::ended)
        .returns(2L, Violation::revision);
  }

  @Test
  void lateResolutionIsABreachEvenWhenNoTimerSawIt() {
    incident(
        Duration.ofHours(6),
        at("detectedAt", Duration.ofMinutes(10)) + ", " + at("resolvedAt", Duration.ofHours(6)));

    assertThat(evaluator.violations())
        .singleElement()
        .returns(Evaluator.millis(Duration.ofHours(4)), Violation::began)
        .returns(Evaluator.millis(Duration.ofHours(6)), Violation::ended);
    assertThat(alerts("INCIDENT_TIMES"))
        .extracting(Alert::status)
        .containsExactly(Status.FIRING, Status.RESOLVED);
  }

  @Test
  void laterKnowledgeTakesABreachBack() {
    incident(Duration.ofMinutes(40), "state: NEW").advance(Duration.ofSeconds(1));
    Violation detection = evaluator.violations().get(0);
    assertThat(detection.reason()).contains("no detection within 30m");
    evaluator.alerts();

    incident(Duration.ofMinutes(41), at("detectedAt", Duration.ofMinutes(20)));

    assertThat(evaluator.violations())
        .singleElement()
        .returns(detection.id(), Violation::id)
        .returns(true, Violation::withdrawn);
    assertThat(alerts("INCIDENT_TIMES"))
        .singleElement()
        .returns(Status.RESOLVED, Alert::status)
        .returns("corrected", Alert::reason);
  }

  @Test
  void theSourcesOwnVerdictWins() {
    incident(Duration.ofHours(9), at("resolvedAt", Duration.ofHours(9)) + ", slaMet: true");
    assertThat(evaluator.violations()).isEmpty();

    incident(Duration.ofHours(10), at("resolvedAt", Duration.ofHours(1)) + ", slaMet: false");
    assertThat(evaluator.violations())
        .singleElement()
        .satisfies(each -> assertThat(each.reason()).contains("the source says"));
  }

  @Test
  void ofSeveralEventsTheNewestCountsAndOfEqualOnesTheLast() {
    incident(Duration.ofHours(2), at("resolvedAt", Duration.ofHours(2)) + ", state: CLOSED");
    incident(Duration.ofHours(1), "state: NEW");
    evaluator.advance(Duration.ofHours(5));
    assertThat(evaluator.alerts()).filteredOn(each -> each.name().equals("Incident")).isEmpty();

    incident(Duration.ofHours(2), "state: NEW");
    assertThat(evaluator.alerts())
        .filteredOn(each -> each.name().equals("Incident"))
        .singleElement()
        .returns(Status.FIRING, Alert::status);
  }

  @Test
  void businessHoursHolidaysAndPausesHoldBackTheTimer() {
    evaluator.remove("agreement/INCIDENT_TIMES");
    evaluator.declare(
        DefinitionKind.AGREEMENT,
        "OFFICE",
        """
        {service: shop, team: ops, targets: {high: {resolution: 4h}}, pausedStates: [On Hold],
         hours: {zone: UTC, days: {weekdays: ['09:00-12:00']}, holidays: ['2026-03-03']}}""");
    evaluator.advance(Duration.ofSeconds(1));
    // Two hours on Monday; Tuesday is a holiday, Wednesday from 9:00 on waits for the customer.
    incident(Duration.ofMinutes(1), "state: NEW, team: ops");
    incident(Duration.ofHours(47), "state: On Hold, team: ops");
    incident(Duration.ofHours(48), "state: ACTIVE, team: ops");
    evaluator.advance(Duration.ofMinutes(71));
    assertThat(alerts("OFFICE")).isEmpty();

    evaluator.advance(Duration.ofMinutes(2));
    assertThat(alerts("OFFICE"))
        .singleElement()
        .satisfies(alert -> assertThat(alert.labels()).containsEntry("phase", "at-risk"));
    assertThat(evaluator.violations()).isEmpty();

    evaluator.advance(Duration.ofMinutes(47));
    assertThat(evaluator.violations())
        .singleElement()
        .returns("OFFICE", Violation::objective)
        .returns(Evaluator.millis(Duration.ofHours(50)), Violation::began);
  }

  @Test
  void badIncidentGoesToTheDeadLetters() {
    evaluator.incident("x", "{\"severity\":\"high\"}");

    assertThat(evaluator.deadLetters())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(
                        new String(
                            letter.headers().lastHeader(DeadLetter.TOPIC).value(),
                            StandardCharsets.UTF_8))
                    .isEqualTo("tocsin.incidents"));
  }
}
