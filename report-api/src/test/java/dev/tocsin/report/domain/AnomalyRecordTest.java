package dev.tocsin.report.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.report.domain.AnomalyRecord.High;
import dev.tocsin.report.domain.AnomalyRecord.Trouble;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnomalyRecordTest {
  private static final long MINUTE = 60_000;
  private static final long TEN = 600 * MINUTE;

  @Test
  void episodesOfTheSameServiceConfirmAndAnnounceEachOther() {
    AnomalyRecord record =
        AnomalyRecord.of(
            List.of(
                // One episode, half an hour before the incident.
                new High("a", TEN - 20 * MINUTE),
                new High("a", TEN - 30 * MINUTE),
                // Another one while it lasts.
                new High("a", TEN + 30 * MINUTE),
                // Too early for anything, and another service's.
                new High("a", TEN - 300 * MINUTE),
                new High("b", TEN)),
            List.of(
                new Trouble("a", TEN, TEN + 60 * MINUTE),
                new Trouble("a", TEN + 900 * MINUTE, null),
                new Trouble("c", TEN, TEN + MINUTE)));

    assertThat(record.episodes()).isEqualTo(4);
    assertThat(record.confirmed()).isEqualTo(2);
    assertThat(record.precision()).isEqualTo(0.5);
    assertThat(record.announced()).isEqualTo(1);
    assertThat(record.recall()).isEqualTo(1.0 / 3);
    assertThat(record.early()).isEqualTo(1);
    assertThat(record.medianLeadSeconds()).isEqualTo(30 * 60);
  }

  @Test
  void anAlarmAfterTheEndAnnouncesNothing() {
    AnomalyRecord record =
        AnomalyRecord.of(
            List.of(new High("a", TEN + 2 * MINUTE)), List.of(new Trouble("a", TEN, TEN + MINUTE)));
    assertThat(record.precision()).isZero();
    assertThat(record.recall()).isZero();
    assertThat(record.medianLeadSeconds()).isNull();
  }

  @Test
  void nothingHasNoRates() {
    AnomalyRecord record = AnomalyRecord.of(List.of(), List.of());
    assertThat(record.precision()).isNull();
    assertThat(record.recall()).isNull();
  }
}
