package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertThresholdTest {
  private static final long DAY_MS = 86_400_000;

  private final AlertThreshold threshold = new AlertThreshold();

  @Test
  void beginsAtHighAndSinksWithTimeToItsLeast() {
    assertThat(threshold.at(0, 2)).isEqualTo(70);
    assertThat(threshold.at(DAY_MS / 2, 2)).isEqualTo(67);
    assertThat(threshold.at(30 * DAY_MS, 2)).isEqualTo(60);
  }

  @Test
  void anAlertCostsWhatComesBackInADayOverTheAlertsWanted() {
    threshold.at(0, 4);
    threshold.alerted();
    assertThat(threshold.at(0, 4)).isEqualTo(73);
    assertThat(threshold.at(DAY_MS / 4, 4)).isEqualTo(70);
  }

  @Test
  void theWorstAlertsHoweverManyThereWere() {
    for (int i = 0; i < 100; i++) {
      threshold.alerted();
    }
    assertThat(threshold.at(0, 2)).isLessThan(97);
  }

  @Test
  void timeThatGoesBackChangesNothing() {
    threshold.at(DAY_MS, 2);
    assertThat(threshold.at(0, 2)).isEqualTo(70);
    assertThat(threshold.at(DAY_MS, 2)).isEqualTo(70);
  }

  @ParameterizedTest
  @CsvSource({"40, 90, 2", "60, 90, 2", "60, 65, 2", "40, 90, 0.5", "70, 80, 6"})
  void settlesAtTheAlertsWantedWhateverTheRisksAreLike(double least, double most, double perDay) {
    SplittableRandom random = new SplittableRandom(1);
    int days = 200;
    int alerts = 0;
    for (long at = 0; at < days * DAY_MS; at += 60_000) {
      if (random.nextDouble(least, most) >= threshold.at(at, perDay)) {
        threshold.alerted();
        alerts++;
      }
    }
    // Between its least and its most the threshold lends at most a dozen.
    assertThat(alerts).isBetween((int) (perDay * days) - 12, (int) (perDay * days) + 12);
  }
}
