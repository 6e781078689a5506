package dev.tocsin.report.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.report.domain.Compliance.Interval;
import dev.tocsin.report.domain.Compliance.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComplianceTest {
  private static final long HOUR = 3_600_000;
  private static final Period DAY = new Period(0, 24 * HOUR, null);

  /** Semantics 21: 10:00–11:00 and 10:30–11:30 are 90 minutes. */
  @Test
  void overlappingViolationsCountOnce() {
    Compliance row =
        Compliance.of(
            "o",
            "s",
            "t",
            DAY,
            List.of(
                new Interval(10 * HOUR + HOUR / 2, 11 * HOUR + HOUR / 2),
                new Interval(10 * HOUR, 11 * HOUR)),
            null);
    assertThat(row.violations()).isEqualTo(2);
    assertThat(row.violatedSeconds()).isEqualTo(90 * 60);
    assertThat(row.compliance()).isEqualTo(1 - 1.5 / 24);
  }

  @Test
  void whatLastsEndsNowAndWhatBeganEarlierIsClipped() {
    List<Interval> both = List.of(new Interval(-5 * HOUR, 2 * HOUR), new Interval(23 * HOUR, null));
    assertThat(Compliance.of("o", "s", "t", DAY, both, null).violatedSeconds())
        .isEqualTo(3 * 3_600);
    List<Interval> outside =
        List.of(new Interval(-5 * HOUR, 0L), new Interval(24 * HOUR, 25 * HOUR));
    assertThat(Compliance.of("o", "s", "t", DAY, outside, null).violations()).isZero();
  }

  @Test
  void withoutDataThereIsNoFigure() {
    assertThat(Compliance.of("o", "s", "t", DAY, List.of(), null).compliance()).isNull();
    assertThat(Compliance.of("o", "s", "t", DAY, List.of(), standing("NO_DATA")).compliance())
        .isNull();
    assertThat(Compliance.of("o", "s", "t", DAY, List.of(), standing("MET")).compliance()).isOne();
  }

  @Test
  void downtimeIsToldByReason() {
    Compliance row =
        Compliance.of("o", "s", "t", DAY, List.of(new Interval(0, HOUR)), standing("VIOLATED"));
    assertThat(Compliance.downtime(List.of(row, row)))
        .isEqualTo(Map.of("violated", 7_200.0, "excluded: MAINTENANCE", 1_200.0));
  }

  @Test
  void aTeamsTimeIsThatOfAllThatItAnswersFor() {
    Period november = new Period(0, 12 * HOUR, "2026-11");
    List<Compliance> rows =
        List.of(
            row("shop", DAY, List.of(new Interval(0, 6 * HOUR)), "MET"),
            row("shop", november, List.of(new Interval(0, 6 * HOUR)), "MET"),
            row("shop", DAY, List.of(), "MET"),
            row("shop", DAY, List.of(), "NO_DATA"),
            row("pay", DAY, List.of(), "NO_DATA"));
    assertThat(Compliance.byTeam(rows))
        .containsExactly(
            new Compliance.OfTeam("pay", 0, 24 * HOUR, null, 0, 0, 0, null),
            new Compliance.OfTeam("shop", 0, 24 * HOUR, null, 2, 1, 1, 0.875),
            new Compliance.OfTeam("shop", 0, 12 * HOUR, "2026-11", 1, 1, 1, 0.5));
  }

  private static Compliance row(
      String team, Period period, List<Interval> violations, String status) {
    return Compliance.of("o", "s", team, period, violations, standing(status));
  }

  private static Compliance.Standing standing(String status) {
    return new Compliance.Standing(
        0, status, 0.9, 0.8, 0.95, -1.0, 1.0, 9, 10, Map.of("MAINTENANCE", 600.0));
  }
}
