package dev.tocsin.evaluation.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is called the 99th percentile of delays. */
class ScoreDelayTest {
  @Test
  void percentilesAreDelaysThatWereMeasured() {
    double[] millis = IntStream.rangeClosed(1, 600).mapToDouble(i -> i).toArray();
    assertThat(ScoreDelay.rank(millis, 0.5)).isEqualTo(300);
    assertThat(ScoreDelay.rank(millis, 0.99)).isEqualTo(594);
    assertThat(ScoreDelay.rank(millis, 1)).isEqualTo(600);
  }

  @Test
  void ofFewDelaysTheHighPercentileIsTheLargest() {
    assertThat(ScoreDelay.rank(new double[] {3, 9}, 0.99)).isEqualTo(9);
    assertThat(ScoreDelay.rank(new double[] {7}, 0.5)).isEqualTo(7);
    assertThat(ScoreDelay.rank(new double[] {1, 2, 3}, 0)).isEqualTo(1);
  }
}
