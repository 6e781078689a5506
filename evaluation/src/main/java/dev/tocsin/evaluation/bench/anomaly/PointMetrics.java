package dev.tocsin.evaluation.bench.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How well scores of points fit labelled points and segments, without any adjustment of points. The
 * definitions are those of {@code tools/evaluate.py} beside the recordings. An alarm is a score
 * above the threshold, not at it.
 */
final class PointMetrics {
  /** Points at most this far apart belong to one false-alarm episode. */
  private static final int EPISODE_GAP = 15;

  /** How far before a segment an alarm counts as a warning, in points. */
  private static final int LEAD = 15;

  private static final int GRID = 400;

  private final double[] scores;
  private final BitSet anomalous;
  private final double[] normalDescending;

  PointMetrics(double[] given, BitSet anomalous) {
    this.scores = Arrays.stream(given).map(s -> Double.isNaN(s) ? 0 : s).toArray();
    this.anomalous = anomalous;
    double[] normal =
        IntStream.range(0, scores.length)
            .filter(i -> !anomalous.get(i))
            .mapToDouble(i -> scores[i])
            .sorted()
            .toArray();
    this.normalDescending =
        IntStream.range(0, normal.length).mapToDouble(i -> normal[normal.length - 1 - i]).toArray();
  }

  /**
   * The probability that an anomalous point scores higher than a normal one, ties counting half.
   */
  double rocAuc() {
    Integer[] order = ascending();
    double rankSum = 0;
    for (int i = 0, j; i < order.length; i = j) {
      for (j = i; j < order.length && scores[order[j]] == scores[order[i]]; j++) {}
      for (int k = i; k < j; k++) {
        rankSum += anomalous.get(order[k]) ? (i + j + 1) / 2.0 : 0;
      }
    }
    double positives = anomalous.cardinality();
    double negatives = scores.length - positives;
    return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
  }

  /** Precision averaged over the recall gained at each distinct score. */
  double averagePrecision() {
    Integer[] order = ascending();
    double sum = 0;
    int seen = 0;
    int hits = 0;
    int hitsBefore = 0;
    for (int i = order.length - 1; i >= 0; i--) {
      seen++;
      hits += anomalous.get(order[i]) ? 1 : 0;
      if (i == 0 || scores[order[i - 1]] != scores[order[i]]) {
        sum += (double) hits / seen * (hits - hitsBefore);
        hitsBefore = hits;
      }
    }
    return sum / anomalous.cardinality();
  }

  private Integer[] ascending() {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> scores[i]));
    return order;
  }

  /** The threshold that leaves at most this share of the normal points above it. */
  double thresholdAtFalsePositives(double share) {
    return normalDescending[(int) Math.floor(share * normalDescending.length)];
  }

  /** The lowest threshold, scanned from the top, with at most so many false-alarm episodes. */
  double thresholdAtEpisodes(int budget) {
    int most = Math.max(50, (int) (0.2 * normalDescending.length));
    double[] distinct = Arrays.stream(normalDescending).limit(most).distinct().toArray();
    double best = distinct[0];
    int before = -1;
    for (int k = 0; k < GRID; k++) {
      int at = k == GRID - 1 ? distinct.length : (int) Math.pow(distinct.length, k / (GRID - 1.0));
      if (at - 1 != before) {
        before = at - 1;
        if (falseEpisodes(distinct[before]) > budget) {
          break;
        }
        best = distinct[before];
      }
    }
    return best;
  }

  /** Alarms on normal points, those close together counting once. */
  int falseEpisodes(double threshold) {
    return episodes(i -> !anomalous.get(i) && scores[i] > threshold);
  }

  private int episodes(IntPredicate alarm) {
    int episodes = 0;
    int last = Integer.MIN_VALUE / 2;
    for (int i = 0; i < scores.length; i++) {
      if (alarm.test(i)) {
        episodes += i - last > EPISODE_GAP ? 1 : 0;
        last = i;
      }
    }
    return episodes;
  }

  /** What a threshold finds. */
  Events events(double threshold) {
    List<Segment> segments = Segment.of(anomalous);
    List<Integer> delays = new ArrayList<>();
    int warned = 0;
    for (Segment segment : segments) {
      int first = firstAlarm(segment.start(), segment.end(), threshold);
      if (first >= 0) {
        delays.add(first - segment.start());
      }
      int from = Math.max(0, segment.start() - LEAD);
      warned += firstAlarm(from, segment.start(), threshold) >= 0 ? 1 : 0;
    }
    int alarms = 0;
    for (double score : normalDescending) {
      alarms += score > threshold ? 1 : 0;
    }
    return new Events(
        share(delays.size(), segments.size()),
        median(delays),
        share(warned, segments.size()),
        share(alarms, normalDescending.length));
  }

  private int firstAlarm(int from, int to, double threshold) {
    for (int i = from; i < to; i++) {
      if (scores[i] > threshold) {
        return i;
      }
    }
    return -1;
  }

  private static double share(int part, int whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }

  static double median(List<Integer> values) {
    int[] sorted = values.stream().mapToInt(Integer::intValue).sorted().toArray();
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
  }

  /** The quantile with linear interpolation between ranks. */
  static double quantile(double[] values, double q) {
    double[] sorted = Arrays.stream(values).map(s -> Double.isNaN(s) ? 0 : s).sorted().toArray();
    double rank = q * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }

  /**
   * What alarms find.
   *
   * @param recall share of labelled segments with an alarm inside; NaN without segments
   * @param medianDelay points from a segment's start to the first alarm inside; NaN without any
   * @param warned share of segments with an alarm in the 15 points before
   * @param normalShare share of normal points that alarm
   */
  record Events(double recall, double medianDelay, double warned, double normalShare) {}
}
