package dev.tocsin.report.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentReportTest {
  private static final long MINUTE = 60_000;

  @Test
  void theSourcesVerdictWinsOverTheAgreements() {
    assertThat(incident("a", true, true, true).breached()).isFalse();
    assertThat(incident("a", true, false, false).breached()).isTrue();
    assertThat(incident("a", true, null, true).breached()).isTrue();
    assertThat(incident("a", true, null, false).breached()).isFalse();
  }

  @Test
  void anOpenIncidentIsJudgedOnlyWhenItIsBreached() {
    assertThat(incident("a", false, null, false).judged()).isFalse();
    assertThat(incident("a", false, true, false).judged()).isFalse();
    assertThat(incident("a", false, null, true).judged()).isTrue();
    assertThat(incident("a", true, null, false).judged()).isTrue();
  }

  @Test
  void theRateIsOfTheJudgedOnes() {
    IncidentReport report =
        report(
            incident("a", true, false, false),
            incident("a", true, true, false),
            incident("a", false, null, false),
            incident("b", false, null, false));

    assertThat(report.all().count()).isEqualTo(4);
    assertThat(report.all().judged()).isEqualTo(2);
    assertThat(report.all().breachRate()).isEqualTo(0.5);
    assertThat(report.open()).isEqualTo(2);
    assertThat(report.by().get("service"))
        .extracting(IncidentFigures::key, IncidentFigures::breachRate)
        .containsExactly(tuple("a", 0.5), tuple("b", null));
    assertThat(report.severityBreach())
        .containsExactly(new IncidentReport.SeverityBreach("high", 1, 1, 2));
  }

  @Test
  void rowsAreOrderedByCountAndThenByKeyAndWhatIsNotKnownIsUnknown() {
    IncidentReport report =
        report(
            incident("c", true, true, false),
            incident("b", true, true, false),
            incident("a", true, true, false),
            incident("b", true, true, false));

    assertThat(report.by().get("service"))
        .extracting(IncidentFigures::key)
        .containsExactly("b", "a", "c");
    assertThat(report.by().get("team")).extracting(IncidentFigures::key).containsExactly("unknown");
    assertThat(report.rootCauses())
        .containsExactly(new IncidentReport.RootCause("unknown", 4, 1.0, 1.0, 0));
  }

  @Test
  void theRankingBeginsWithTheHighestRateThenTheMostIncidents() {
    IncidentReport report =
        report(
            incident("none", false, null, false),
            incident("half", true, false, false),
            incident("half", true, true, false),
            incident("all", true, false, false),
            incident("never", true, true, false),
            incident("also", true, false, false),
            incident("also", true, false, false));

    assertThat(report.ranking())
        .extracting(IncidentReport.Rank::service)
        .containsExactly("also", "all", "half", "never", "none");
    assertThat(report.ranking().get(0).rank()).isEqualTo(1);
  }

  @Test
  void durationsGoFromPointToPoint() {
    IncidentReport report =
        report(
            new IncidentCase(
                "INC1",
                "a",
                "high",
                "c",
                "r",
                "t",
                0L,
                5 * MINUTE,
                7 * MINUTE,
                60 * MINUTE,
                true,
                true,
                false));

    assertThat(report.all().mttd().mean()).isEqualTo(300);
    assertThat(report.all().mtta().mean()).isEqualTo(120);
    assertThat(report.all().mttr().mean()).isEqualTo(3_600);
    assertThat(report.mttd().get(1)).isEqualTo(new DurationHistogram.Bucket(300, 900L, 1));
    assertThat(report.mttr().get(4)).isEqualTo(new DurationHistogram.Bucket(3_600, 7_200L, 1));
  }

  @Test
  void negativeDurationsAreListedAndMissingOnesCounted() {
    IncidentReport report =
        report(
            timed("INC1", 90L, 95L, 200L),
            timed("INC2", null, null, 50L),
            timed("INC3", 100L, 90L, null));

    assertThat(report.invalid())
        .containsExactly(
            new IncidentReport.InvalidDuration("INC1", "mttd", 100, 90),
            new IncidentReport.InvalidDuration("INC2", "mttr", 100, 50),
            new IncidentReport.InvalidDuration("INC3", "mtta", 100, 90));
    assertThat(report.all().mttd()).isEqualTo(new DurationSummary(0.0, 0.0, 0.0, 0.0, 1, 0, 1, 1));
    assertThat(report.all().mttr()).isEqualTo(new DurationSummary(0.1, 0.1, 0.1, 0.1, 1, 0, 1, 1));
  }

  @Test
  void ofManyInvalidOnesTheFirstAreListedAndAllCounted() {
    IncidentCase[] cases = new IncidentCase[IncidentReport.MOST_INVALID + 5];
    for (int i = 0; i < cases.length; i++) {
      cases[i] = timed("INC" + i, null, null, 0L);
    }
    IncidentReport report = report(cases);
    assertThat(report.invalid()).hasSize(IncidentReport.MOST_INVALID);
    assertThat(report.all().mttr().invalid()).isEqualTo(cases.length);
  }

  @Test
  void aReportMayMeasureTheResolutionFromTheDetection() {
    IncidentCase incident = timed("INC1", 3_100L, null, 10_100L);
    assertThat(report(incident).all().mttr().mean()).isEqualTo(10);
    assertThat(report(ResolutionFrom.DETECTED, incident).all().mttr().mean()).isEqualTo(7);
  }

  @Test
  void whoJudgedIsTold() {
    IncidentReport report =
        report(
            incident("a", true, true, true),
            incident("a", false, false, false),
            incident("a", true, null, true),
            incident("a", false, true, false));
    assertThat(report.all().judged()).isEqualTo(3);
    assertThat(report.all().judgedBySource()).isEqualTo(2);
  }

  @Test
  void noIncidentsHaveNoRates() {
    IncidentReport report = report();
    assertThat(report.all().breachRate()).isNull();
    assertThat(report.all().breachRateInterval()).isNull();
    assertThat(report.by().values()).allMatch(List::isEmpty);
    assertThat(report.mttr()).isEmpty();
  }

  private static IncidentCase incident(
      String service, boolean closed, Boolean slaMet, boolean violated) {
    return new IncidentCase(
        "INC1", service, "high", null, null, null, 0L, null, null, null, closed, slaMet, violated);
  }

  private static IncidentCase timed(String id, Long detected, Long acknowledged, Long resolved) {
    return new IncidentCase(
        id,
        "a",
        "high",
        null,
        null,
        null,
        100L,
        detected,
        acknowledged,
        resolved,
        true,
        null,
        false);
  }

  private static IncidentReport report(IncidentCase... incidents) {
    return report(ResolutionFrom.STARTED, incidents);
  }

  private static IncidentReport report(ResolutionFrom from, IncidentCase... incidents) {
    IncidentReport.Collector collector = new IncidentReport.Collector(from, ZoneOffset.UTC);
    for (IncidentCase incident : incidents) {
      collector.add(incident);
    }
    return collector.report();
  }
}
