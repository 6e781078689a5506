package dev.tocsin.evaluation.bench.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The score of the Numenta Anomaly Benchmark, standard profile (Lavin, Ahmad: "Evaluating Real-time
 * Anomaly Detection Algorithms", ICMLA 2015). The first alarm in a labelled window earns up to 1,
 * the earlier the more; a window without one costs 1; every alarm outside costs up to 0.11, less
 * shortly after a window. One threshold for all files, the best one. 0 is who never alarms, 100 who
 * alarms once, at the first point of every window.
 */
final class NabScore {
  private static final double FALSE_POSITIVE = 0.11;
  private static final double FAR = 3;

  private final List<Point> points = new ArrayList<>();
  private int windows;

  /**
   * Adds a file.
   *
   * @param scores one per row of the series' test part: what comes before is not judged
   */
  NabScore add(Series series, double[] scores) {
    Segment window = null;
    List<Segment> ahead = new ArrayList<>(Segment.of(series.anomalous()));
    for (int i = 0; i < scores.length; i++) {
      if (!ahead.isEmpty() && ahead.get(0).start() == i) {
        window = ahead.remove(0);
        windows++;
      }
      boolean inside = window != null && i < window.end();
      double worth =
          inside
              ? sigmoid(-(window.end() - i) / (double) width(window)) / sigmoid(-1)
              : FALSE_POSITIVE * sigmoid(past(window, i));
      points.add(new Point(scores[i], worth, inside ? windows - 1 : -1));
    }
    return this;
  }

  private static int width(Segment window) {
    return window.end() - window.start();
  }

  /** How far a point lies behind the last window, in widths of it. */
  private static double past(Segment window, int at) {
    return window == null ? FAR : (at - (window.end() - 1)) / (double) (width(window) - 1);
  }

  static double sigmoid(double position) {
    return position >= FAR ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
  }

  /** The score at the best threshold, 100 being perfect. */
  double normalised() {
    points.sort(Comparator.comparingDouble((Point p) -> -p.score));
    double[] earned = new double[windows];
    Arrays.fill(earned, -1);
    double lost = 0;
    double best = -windows;
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      if (point.window < 0) {
        lost += point.worth;
      } else {
        earned[point.window] = Math.max(earned[point.window], point.worth);
      }
      boolean last = i + 1 == points.size() || points.get(i + 1).score != point.score;
      if (last) {
        best = Math.max(best, lost + Arrays.stream(earned).sum());
      }
    }
    return 100 * (best + windows) / (2 * windows);
  }

  /**
   * Alarms instead of a state: a point keeps its score if none of the {@code quiet} points before
   * was as high. The benchmark counts every point above the threshold as an alarm of its own; users
   * are told once.
   */
  static double[] onsets(double[] scores, int quiet) {
    return IntStream.range(0, scores.length)
        .mapToDouble(
            i ->
                IntStream.range(Math.max(0, i - quiet), i).allMatch(j -> scores[j] < scores[i])
                    ? scores[i]
                    : 0)
        .toArray();
  }

  private record Point(double score, double worth, int window) {}
}
