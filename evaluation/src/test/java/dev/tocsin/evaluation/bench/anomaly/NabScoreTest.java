package dev.tocsin.evaluation.bench.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Worked by hand from the published definition. */
class NabScoreTest {
  private static Series series(int rows, int... windows) {
    BitSet anomalous = new BitSet();
    for (int i = 0; i < windows.length; i += 2) {
      anomalous.set(windows[i], windows[i + 1]);
    }
    double[][] train = new double[1][1];
    double[][] test = new double[rows][1];
    long[] times = LongStream.rangeClosed(0, rows).map(i -> i * 300_000).toArray();
    return new Series("by hand", List.of("value"), train, test, anomalous, times, 1);
  }

  private static double[] alarms(int rows, int... at) {
    double[] scores = new double[rows];
    for (int each : at) {
      scores[each] = 1;
    }
    return scores;
  }

  @Test
  void theSigmoidIsThePublishedOne() {
    assertThat(NabScore.sigmoid(-1)).isCloseTo(0.98661, within(1e-5));
    assertThat(NabScore.sigmoid(-0.5)).isCloseTo(0.84828, within(1e-5));
    assertThat(NabScore.sigmoid(0)).isZero();
    assertThat(NabScore.sigmoid(1)).isCloseTo(-0.98661, within(1e-5));
    assertThat(NabScore.sigmoid(3)).isEqualTo(-1);
  }

  @Test
  void whoNeverAlarmsHasNothingAndWhoAlarmsAtTheFirstPointHasAll() {
    Series series = series(100, 40, 50);
    assertThat(new NabScore().add(series, new double[100], 0).normalised()).isZero();
    assertThat(new NabScore().add(series, alarms(100, 40), 0).normalised()).isEqualTo(100);
  }

  @Test
  void aLaterAlarmEarnsLess() {
    // Half way: (0.84828 / 0.98661 + 1) / 2; the sixth of ten points lies at -5/10.
    double half = 0.848284 / 0.986614;
    assertThat(new NabScore().add(series(100, 40, 50), alarms(100, 45), 0).normalised())
        .isCloseTo(100 * (half + 1) / 2, within(1e-3));
  }

  @Test
  void onlyTheBestAlarmOfAWindowCountsAndEveryFalseOneCosts() {
    // Two before any window, each -0.11; windows: the first found at once, the second missed.
    Series series = series(200, 40, 50, 150, 160);
    assertThat(new NabScore().add(series, alarms(200, 10, 20, 40, 45), 0).normalised())
        .isCloseTo(100 * (1 - 0.22 - 1 + 2) / 4, within(1e-9));
  }

  @Test
  void aFalseAlarmShortlyAfterAWindowCostsLess() {
    // Three points behind the last one, window of ten: 3/9 of its width.
    double cost = 0.11 * (2 / (1 + Math.exp(5.0 / 3)) - 1);
    assertThat(new NabScore().add(series(100, 40, 50), alarms(100, 40, 52), 0).normalised())
        .isCloseTo(100 * (1 + cost + 1) / 2, within(1e-9));
  }

  @Test
  void oneThresholdIsChosenForAllFiles() {
    // At 0.9 one window is found; at 0.5 the other too, for one false alarm: better by 0.89.
    Series first = series(100, 40, 50);
    Series second = series(100, 40, 50);
    double[] one = new double[100];
    one[40] = 0.9;
    one[5] = 0.5;
    double[] other = new double[100];
    other[40] = 0.5;
    assertThat(new NabScore().add(first, one, 0).add(second, other, 0).normalised())
        .isCloseTo(100 * (2 - 0.11 + 2) / 4, within(1e-9));
  }

  @Test
  void whatGoesOnIsTheSameAlarmAtAThresholdThatItNeverLeft() {
    // Reaches 0.5 at 5 and goes on and up into the window: one false alarm, and none in the window.
    double[] scores = new double[100];
    Arrays.fill(scores, 5, 50, 0.5);
    scores[40] = 0.9;
    Series series = series(100, 40, 50);
    // At 0.9 it alarms where the window begins. At 0.5 it would not, so 0.9 is the best.
    assertThat(new NabScore().add(series, scores, 10).normalised()).isEqualTo(100);
    scores[40] = 0.5;
    assertThat(new NabScore().add(series, scores, 10).normalised()).isZero();
    // Forgotten after ten quiet points.
    Arrays.fill(scores, 25, 40, 0);
    assertThat(new NabScore().add(series, scores, 10).normalised())
        .isCloseTo(100 * (1 - 0.11 + 1) / 2, within(1e-9));
  }
}
