package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.FeatureRow.Cause;
import dev.tocsin.anomaly.domain.Signal.View;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** Turns a window into features and lets the profile learn it, in one pass. */
final class FeatureExtractor {
  private static final double NOTABLE = 3;
  private static final int TOP = 3;

  private FeatureExtractor() {}

  /**
   * The window's features against what was usual before it.
   *
   * @param memory keeps the hours of the week
   * @param start of the window, epoch milliseconds
   */
  static FeatureRow extract(Profile profile, EntityMemory memory, long start, Window window) {
    profile.seasons.advance(start, memory);
    Map<String, Double> means = window.metricMeans();
    Signal[] signals = signals(profile, means);
    FeatureRow row = new FeatureRow(profile.metricNames());
    vitals(profile, window, row);
    metrics(signals, profile.seasons, means, row);
    return row;
  }

  private static void vitals(Profile profile, Window window, FeatureRow row) {
    double[] z = new double[View.COUNT];
    LogTemplates.Look logs = profile.templates.look(window.logKinds());
    for (Vital vital : Vital.values()) {
      double now = vital.in(window, logs);
      if (Double.isFinite(now)) {
        Signal signal = profile.vitals[vital.ordinal()];
        double usual = signal.usual();
        signal.observe(now, z);
        Season season = profile.seasons.of(vital);
        Cause cause = new Cause(vital.value().label(), now, usual, season.usual());
        row.set(vital.value(), now);
        row.set(vital.deviation(), vital.harm(z[View.LEVEL.ordinal()], now, usual), cause);
        if (vital.change() != null) {
          row.set(vital.change(), vital.harm(z[View.CHANGE.ordinal()], now, usual), cause);
        }
        if (vital.trend() != null) {
          trend(vital, profile.trends[vital.ordinal()], now, signal.scale(), row);
        }
        if (vital.season() != null) {
          season(vital, season, now, row);
        }
      }
    }
  }

  private static void trend(Vital vital, Trend trend, double now, double scale, FeatureRow row) {
    double z = trend.observe(now, scale);
    Cause cause = new Cause(vital.value().label(), trend.shortMean(), trend.longMean(), Double.NaN);
    row.set(vital.trend(), vital.harm(z, trend.shortMean(), trend.longMean()), cause);
  }

  private static void season(Vital vital, Season season, double now, FeatureRow row) {
    double z = season.observe(now);
    if (!Double.isNaN(z)) {
      Cause cause = new Cause(vital.value().label(), now, season.usual(), season.usual());
      row.set(vital.season(), vital.harm(z, now, season.usual()), cause);
    }
  }

  /** The signal of each metric; null where the value is none or the entity has too many. */
  private static Signal[] signals(Profile profile, Map<String, Double> means) {
    Signal[] signals = new Signal[means.size()];
    int i = 0;
    for (Map.Entry<String, Double> each : means.entrySet()) {
      signals[i] = Double.isFinite(each.getValue()) ? profile.metric(each.getKey()) : null;
      profile.leftOutMetrics += signals[i] == null ? 1 : 0;
      i++;
    }
    return signals;
  }

  private static void metrics(
      Signal[] signals, Seasons seasons, Map<String, Double> means, FeatureRow row) {
    double[] z = new double[View.COUNT];
    double[] ofHour = new double[row.metrics().size()];
    Arrays.fill(ofHour, Double.NaN);
    int i = 0;
    for (Map.Entry<String, Double> each : means.entrySet()) {
      Signal signal = signals[i++];
      if (signal != null) {
        double now = each.getValue();
        Season season = seasons.ofMetric(signal.index);
        Cause cause = new Cause(each.getKey(), now, signal.usual(), season.usual());
        ofHour[signal.index] = signal.direction.harm(season.observe(now));
        signal.observe(now, z);
        for (int view = 0; view < z.length; view++) {
          z[view] = signal.direction.harm(z[view]);
        }
        row.setMetric(signal.index, z, cause);
      }
    }
    for (View view : View.values()) {
      summarise(Feature.summary(view), m -> row.get(FeatureRow.column(m, view)), row);
    }
    summarise(Feature.METRIC_SEASON_MAX, m -> ofHour[m], row);
  }

  /**
   * Fills the summaries of one way to look at metrics.
   *
   * @param first of four that follow each other
   * @param deviations by metric
   */
  private static void summarise(Feature first, IntToDoubleFunction deviations, FeatureRow row) {
    double[] top = new double[TOP];
    int worst = -1;
    int known = 0;
    int notable = 0;
    double sum = 0;
    for (int i = 0; i < row.metrics().size(); i++) {
      double harm = Math.abs(deviations.applyAsDouble(i));
      if (!Double.isNaN(harm)) {
        known++;
        sum += harm;
        notable += harm > NOTABLE ? 1 : 0;
        worst = worst < 0 || harm > top[0] ? i : worst;
        insert(top, harm);
      }
    }
    if (known > 0) {
      Cause cause = row.cause(FeatureRow.column(worst, View.LEVEL));
      int place = first.ordinal();
      row.set(first, top[0], cause);
      row.set(Feature.at(place + 1), (top[0] + top[1] + top[2]) / Math.min(TOP, known), cause);
      row.set(Feature.at(place + 2), sum / known, cause);
      row.set(Feature.at(place + 3), notable, cause);
    }
  }

  private static void insert(double[] top, double value) {
    for (int i = 0; i < top.length; i++) {
      if (value > top[i]) {
        System.arraycopy(top, i, top, i + 1, top.length - 1 - i);
        top[i] = value;
        return;
      }
    }
  }
}
