package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.AgreementSpec;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Alert.Status;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.IncidentEvent;
import dev.tocsin.events.Json;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.Evaluator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** All times are minutes after Monday, 2 March 2026, 10:00 UTC, when the harm began. */
class IncidentDeskTest {
  private static final String FOUR_HOURS = "{service: '*', targets: {high: {resolution: 4h}}}";
  private static final String PAUSED =
      "{service: '*', targets: {high: {resolution: 4h}}, pausedStates: [on hold]}";
  private static final String OFFICE =
      "{service: '*', targets: {high: {resolution: 4h}},"
          + " hours: {zone: UTC, days: {weekdays: ['09:00-12:00']}}}";

  private final List<Violation> violations = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private List<Long> deadlines = List.of();
  private IncidentState state;

  private static Agreement agreement(String spec, long effectiveFrom) {
    Definition definition =
        new Definition(
            DefinitionKind.AGREEMENT,
            "A",
            1,
            effectiveFrom,
            Json.read(Evaluator.relaxed(spec).getBytes(StandardCharsets.UTF_8), JsonNode.class));
    return Agreement.of(
        new Definitions.Declared<>(definition, definition.spec(AgreementSpec.class)));
  }

  /** Looks at the incident when its event time is there. */
  private void look(Agreement agreement, long minute) {
    IncidentDesk.Outcome outcome =
        IncidentDesk.judge(state, List.of(agreement), state.wallTimeOf(millis(minute)));
    violations.addAll(outcome.violations());
    alerts.addAll(outcome.alerts());
    deadlines = outcome.deadlines();
    state = outcome.state();
  }

  private void say(Agreement agreement, IncidentEvent event) {
    state = state == null ? IncidentState.first(event, 0) : state.after(event, 0);
    look(agreement, (state.event().timestamp() - millis(0)) / 60_000);
  }

  private static long millis(long minute) {
    return Evaluator.millis(Duration.ofMinutes(minute));
  }

  private static Long minutes(Long millis) {
    return millis == null ? null : Long.valueOf((millis - millis(0)) / 60_000);
  }

  private static IncidentEvent at(long minute, String state) {
    return event(minute, state, null, null, null, null);
  }

  private static IncidentEvent event(
      long minute, String state, Long detected, Long acknowledged, Long resolved, Boolean slaMet) {
    return new IncidentEvent(
        "INC1",
        "shop",
        "2 - High",
        state,
        null,
        "ops",
        null,
        millis(0),
        detected == null ? null : Long.valueOf(millis(detected)),
        acknowledged == null ? null : Long.valueOf(millis(acknowledged)),
        null,
        resolved == null ? null : Long.valueOf(millis(resolved)),
        slaMet,
        millis(minute));
  }

  private List<Alert> told(String phase) {
    return alerts.stream().filter(each -> phase.equals(each.labels().get("phase"))).toList();
  }

  @Test
  void itIsAtRiskAtFourFifthsAndBrokenAtTheDeadline() {
    Agreement agreement = agreement(FOUR_HOURS, 0);
    say(agreement, at(1, "NEW"));
    assertThat(deadlines).containsExactly(millis(192));

    look(agreement, 192);
    assertThat(told("at-risk"))
        .singleElement()
        .returns(Status.FIRING, Alert::status)
        .returns(Severity.WARNING, Alert::severity)
        .returns(millis(192), Alert::startsAt)
        .satisfies(
            alert ->
                assertThat(alert.annotations())
                    .containsEntry("deadline", "2026-03-02T14:00:00Z")
                    .containsEntry("description", "no resolution after 3h12m of 4h"));
    assertThat(violations).isEmpty();
    assertThat(deadlines).containsExactly(millis(240));

    look(agreement, 239);
    assertThat(told("at-risk")).hasSize(1);
    look(agreement, 240);
    assertThat(told("at-risk").get(1))
        .returns(Status.RESOLVED, Alert::status)
        .returns("breached", Alert::reason)
        .returns(millis(240), Alert::endsAt);
    assertThat(told("breached")).singleElement().returns(Status.FIRING, Alert::status);
    assertThat(violations).singleElement().returns(millis(240), Violation::began);
    assertThat(deadlines).isEmpty();
  }

  @Test
  void theWarningEndsWhenThePromiseIsKept() {
    Agreement agreement = agreement(FOUR_HOURS, 0);
    say(agreement, at(1, "NEW"));
    look(agreement, 200);
    say(agreement, event(230, "RESOLVED", null, null, 225L, null));

    assertThat(told("at-risk").get(1))
        .returns("resolved", Alert::reason)
        .returns(millis(225), Alert::endsAt);
    look(agreement, 300);
    assertThat(violations).isEmpty();
  }

  @Test
  void whoDoesNotWantWarningsHasNone() {
    Agreement agreement = agreement(FOUR_HOURS.replace("}}}", "}}, atRisk: 1}"), 0);
    say(agreement, at(1, "NEW"));
    look(agreement, 240);
    assertThat(told("at-risk")).isEmpty();
    assertThat(violations).hasSize(1);
  }

  @Test
  void theClockRunsInBusinessHoursOnly() {
    Agreement agreement = agreement(OFFICE, 0);
    say(agreement, at(1, "NEW"));
    // Two hours on Monday, the other two on Tuesday until 11:00, 25 hours after the start.
    look(agreement, 25 * 60 - 1);
    assertThat(violations).isEmpty();
    look(agreement, 25 * 60);
    assertThat(violations).singleElement().returns(millis(25 * 60), Violation::began);
    say(agreement, event(26 * 60, "RESOLVED", null, null, 26L * 60, null));
    assertThat(violations.get(1).reason()).endsWith(": it took 5h");
  }

  @Test
  void pausedStatesStopTheClockUntilItGoesOn() {
    Agreement agreement = agreement(PAUSED, 0);
    say(agreement, at(1, "NEW"));
    say(agreement, at(200, "On Hold"));
    assertThat(deadlines).isEmpty();
    look(agreement, 10_000);
    assertThat(violations).isEmpty();
    assertThat(told("at-risk")).singleElement().returns(Status.FIRING, Alert::status);

    say(agreement, at(10_000, "ACTIVE"));
    assertThat(deadlines).containsExactly(millis(10_040));
    assertThat(told("at-risk").get(1).annotations()).containsKey("deadline");
    look(agreement, 10_040);
    assertThat(violations).singleElement().returns(millis(10_040), Violation::began);
  }

  @Test
  void aPauseThatIsHeardOfTooLateTakesTheBreachBack() {
    Agreement agreement = agreement(PAUSED, 0);
    say(agreement, at(1, "NEW"));
    say(agreement, at(230, "ACTIVE"));
    look(agreement, 250);
    assertThat(violations).hasSize(1);

    say(agreement, at(100, "ON HOLD"));
    assertThat(violations.get(1)).returns(true, Violation::withdrawn);
    assertThat(deadlines).containsExactly(millis(240 + 130 - 48));
    look(agreement, 370);
    assertThat(violations.get(2))
        .returns(false, Violation::withdrawn)
        .returns(millis(370), Violation::began);
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    List<IncidentEvent> events =
        new ArrayList<>(
            List.of(
                at(1, "NEW"),
                at(60, "On Hold"),
                at(90, "On Hold"),
                at(120, "ACTIVE"),
                at(150, "CLOSED"),
                at(400, "ACTIVE"),
                at(420, "on hold"),
                at(430, "ACTIVE")));
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      Collections.shuffle(events, random);
      state = null;
      violations.clear();
      Agreement agreement = agreement(PAUSED, 0);
      events.forEach(each -> say(agreement, each));
      // 60 minutes until the hold, 30 until it was closed, 20 and then all the rest.
      long due = 430 + (240 - 60 - 30 - 20);
      look(agreement, due - 1);
      assertThat(state.breaches().values()).allMatch(Violation::withdrawn);
      look(agreement, due);
      assertThat(state.breaches().values())
          .singleElement()
          .returns(false, Violation::withdrawn)
          .returns(millis(due), Violation::began);
    }
  }

  @Test
  void aReopenedIncidentGoesOnWithoutTheTimeThatItWasClosed() {
    Agreement agreement = agreement(FOUR_HOURS, 0);
    say(agreement, at(1, "NEW"));
    say(agreement, event(130, "RESOLVED", null, null, 120L, null));
    look(agreement, 1_000);
    assertThat(violations).isEmpty();

    say(agreement, at(1_000, "REOPENED"));
    look(agreement, 1_119);
    assertThat(violations).isEmpty();
    look(agreement, 1_120);
    assertThat(violations).singleElement().returns(millis(1_120), Violation::began);
  }

  @Test
  void whatIsSaidAfterTheClosingDoesNotCloseItLater() {
    Agreement agreement = agreement(FOUR_HOURS, 0);
    say(agreement, at(1, "NEW"));
    say(agreement, at(200, "CLOSED"));
    say(agreement, at(500, "CLOSED"));
    assertThat(violations).isEmpty();
  }

  @Test
  void acknowledgementRunsFromDetection() {
    Agreement agreement =
        agreement("{service: '*', targets: {high: {acknowledgement: 15m}}, atRisk: 1}", 0);
    say(agreement, at(50, "NEW"));
    assertThat(deadlines).isEmpty();

    say(agreement, event(60, "NEW", 55L, null, null, null));
    assertThat(deadlines).containsExactly(millis(70));
    look(agreement, 70);
    assertThat(violations)
        .singleElement()
        .returns(millis(70), Violation::began)
        .returns(
            "no acknowledgement within 15m of the detection (severity high)", Violation::reason);

    say(agreement, event(80, "ACTIVE", 55L, 75L, null, null));
    assertThat(violations.get(1)).returns(millis(75), Violation::ended);
  }

  @Test
  void aNegativeTimeIsNoBreach() {
    Agreement agreement = agreement(FOUR_HOURS, 0);
    say(agreement, event(300, "RESOLVED", null, null, -10L, null));
    assertThat(violations).isEmpty();
    assertThat(told("at-risk")).isEmpty();
  }

  @Test
  void theSourcesOwnVerdictNeedsNoTimer() {
    Agreement agreement = agreement(FOUR_HOURS, 0);
    say(agreement, at(1, "NEW"));
    look(agreement, 200);
    say(agreement, event(210, "ACTIVE", null, null, null, true));
    assertThat(told("at-risk").get(1).reason()).isEqualTo("corrected");
    assertThat(deadlines).isEmpty();
    look(agreement, 10_000);
    assertThat(violations).isEmpty();
  }

  @Test
  void othersTeamsAndEarlierIncidentsAreNotItsConcern() {
    say(agreement(FOUR_HOURS.replace("'*'", "'*', team: network"), 0), at(1, "NEW"));
    assertThat(deadlines).isEmpty();
    say(agreement(FOUR_HOURS.replace("'*'", "'*', team: ops"), 0), at(2, "NEW"));
    assertThat(deadlines).hasSize(1);
    say(agreement(FOUR_HOURS, millis(1)), at(3, "NEW"));
    assertThat(deadlines).isEmpty();
  }

  @Test
  void theCourseIsBoundedAndKeepsWhatMatters() {
    state = IncidentState.first(at(0, "NEW"), 0);
    state = state.after(at(1, "On Hold"), 0).after(at(2, "NEW"), 0);
    for (int i = 3; i < 2 * IncidentCourse.MOST; i++) {
      state = state.after(at(i, "NEW"), 0);
    }
    assertThat(state.course().moments()).hasSize(IncidentCourse.MOST);
    assertThat(state.course().pauses("On Hold"::equals))
        .extracting(each -> minutes(each.from()), each -> minutes(each.to()))
        .containsExactly(tuple(1L, 2L));
  }
}
