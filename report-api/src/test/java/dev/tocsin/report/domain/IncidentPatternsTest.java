package dev.tocsin.report.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a report says beyond counts and durations: rhythm, trend, recurrence, summary. */
class IncidentPatternsTest {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  /** A Friday. */
  private static final long FRIDAY = Instant.parse("2026-11-20T23:30:00Z").toEpochMilli();

  @Test
  void hoursAndWeekdaysAreThoseOfTheZone() {
    IncidentCase late = incident("a", "x", FRIDAY, true);
    assertThat(report(ZoneOffset.UTC, late).rhythm())
        .hasSize(7 * 24)
        .filteredOn(cell -> cell.count() > 0)
        .containsExactly(new IncidentRhythm.Cell(5, 23, 1, 1));
    assertThat(report(ZoneId.of("Europe/Berlin"), late).rhythm())
        .filteredOn(cell -> cell.count() > 0)
        .containsExactly(new IncidentRhythm.Cell(6, 0, 1, 1));
    assertThat(report(ZoneOffset.UTC).rhythm()).isEmpty();
  }

  @Test
  void aWeekWithoutIncidentsIsPartOfTheTrend() {
    IncidentReport report =
        report(
            ZoneOffset.UTC,
            incident("a", "x", FRIDAY, true),
            incident("a", "x", FRIDAY + 14 * DAY, false),
            incident("a", "x", FRIDAY + 15 * DAY, false));
    assertThat(report.weeks())
        .extracting(IncidentTrend.Period::start, week -> week.figures().count())
        .containsExactly(tuple("2026-11-16", 1L), tuple("2026-11-23", 0L), tuple("2026-11-30", 2L));
    assertThat(report.weeks().get(1).figures().breachRate()).isNull();
    assertThat(report.months())
        .extracting(IncidentTrend.Period::start, month -> month.figures().count())
        .containsExactly(tuple("2026-11-01", 1L), tuple("2026-12-01", 2L));
  }

  @Test
  void theSameCauseInTheSameServiceComesBack() {
    IncidentReport report =
        report(
            ZoneOffset.UTC,
            incident("a", "disk", FRIDAY + 10 * DAY, true),
            incident("a", "disk", FRIDAY, false),
            incident("a", "disk", FRIDAY + 2 * DAY, false),
            incident("b", "disk", FRIDAY, false),
            incident("a", null, FRIDAY, false),
            incident("a", null, FRIDAY, false));
    assertThat(report.recurrence())
        .containsExactly(new Recurrence("a", "disk", 3, 1, 5 * 86_400.0, 1));
  }

  @Test
  void causesAddUpToAll() {
    IncidentReport report =
        report(
            ZoneOffset.UTC,
            incident("a", "disk", 0, true),
            incident("a", "disk", 0, true),
            incident("a", "disk", 0, false),
            incident("a", "cable", 0, false));
    assertThat(report.rootCauses())
        .containsExactly(
            new IncidentReport.RootCause("disk", 3, 0.75, 0.75, 2),
            new IncidentReport.RootCause("cable", 1, 0.25, 1.0, 0));
  }

  @Test
  void theSummaryNamesWhatBreachesMoreThanAllDoAndWhy() {
    List<IncidentCase> cases = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      cases.add(incident("good", "cause-" + i % 8, i * 30 * DAY, i % 20 == 0));
      cases.add(incident("bad", "disk", i * DAY, i % 4 != 0));
    }
    IncidentSummary summary = report(ZoneOffset.UTC, cases.toArray(IncidentCase[]::new)).summary();

    assertThat(summary.headline())
        .startsWith("80 incidents, 0 open; 32 of 80 judged ones (40.0%) broke their promise.");
    assertThat(summary.drivers())
        .extracting(IncidentSummary.Driver::dimension, IncidentSummary.Driver::key)
        .containsExactly(tuple("service", "bad"), tuple("rootCause", "disk"));
    assertThat(summary.drivers().get(0).excess()).isEqualTo(30 - 40 * 0.4);
    assertThat(summary.actions())
        .extracting(IncidentSummary.Action::action)
        .contains("Begin with service bad.", "Mend disk in bad at its root.");
  }

  @Test
  void nothingIsSaidThatTheFiguresDoNotShow() {
    IncidentSummary few =
        report(
                ZoneOffset.UTC,
                incident("a", "x", 0, true),
                incident("b", "y", 0, false),
                incident("c", "z", 0, false))
            .summary();
    assertThat(few.drivers()).isEmpty();
    assertThat(few.actions()).isEmpty();
    assertThat(report(ZoneOffset.UTC).summary().headline()).isEqualTo("No incidents.");
  }

  private static IncidentCase incident(
      String service, String rootCause, long startedAt, boolean breached) {
    return new IncidentCase(
        "I", service, "high", null, rootCause, "t", startedAt, null, null, null, true, !breached,
        false);
  }

  private static IncidentReport report(ZoneId zone, IncidentCase... incidents) {
    IncidentReport.Collector collector = new IncidentReport.Collector(ResolutionFrom.STARTED, zone);
    for (IncidentCase incident : incidents) {
      collector.add(incident);
    }
    return collector.report();
  }
}
