package dev.tocsin.evaluation.bench.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
   * Adds a file. The benchmark counts every point above the threshold as an alarm of its own, but
   * users are told once: a point alarms if it reaches the threshold and none shortly before did.
   *
   * @param scores one per row of the series' test part: what comes before is not judged
   * @param quiet how many points are shortly before
   */
  NabScore add(Series series, double[] scores, int quiet) {
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
      double before =
          Arrays.stream(scores, Math.max(0, i - quiet), i).max().orElse(Double.NEGATIVE_INFINITY);
      if (scores[i] > before) {
        points.add(new Point(scores[i], before, worth, inside ? windows - 1 : -1));
      }
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
    double best =
        points.stream()
            .mapToDouble(Point::score)
            .distinct()
            .map(this::earned)
            .reduce(-windows, Math::max);
    return 100 * (best + windows) / (2 * windows);
  }

  private double earned(double threshold) {
    double[] earned = new double[windows];
    Arrays.fill(earned, -1);
    double lost = 0;
    for (Point point : points) {
      if (point.score >= threshold && point.before < threshold) {
        if (point.window < 0) {
          lost += point.worth;
        } else {
          earned[point.window] = Math.max(earned[point.window], point.worth);
        }
      }
    }
    return lost + Arrays.stream(earned).sum();
  }

  /**
   * A point that is higher than those shortly before it.
   *
   * @param before the highest of those
   * @param worth what an alarm there earns
   * @param window the labelled window that it is in, or -1
   */
  private record Point(double score, double before, double worth, int window) {}
}
