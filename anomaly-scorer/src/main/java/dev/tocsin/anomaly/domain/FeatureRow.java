package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.Signal.View;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one window looks like: first the features, in the order of {@link Feature}, then of each
 * metric its four deviations, in the order of {@link View}. What is missing is NaN.
 */
final class FeatureRow {
  private final double[] values;
  private final List<String> metrics;
  private final Map<Feature, Cause> causes = new EnumMap<>(Feature.class);
  private final Cause[] metricCauses;

  /** The features that are no columns. */
  private final double[] seasons = new double[Feature.values().length - Feature.COUNT];

  /** A row of an entity without metrics. */
  FeatureRow() {
    this(List.of());
  }

  /** A row in which everything is missing. */
  FeatureRow(List<String> metrics) {
    this.metrics = metrics;
    values = new double[width(metrics.size())];
    metricCauses = new Cause[metrics.size()];
    Arrays.fill(values, Double.NaN);
    Arrays.fill(seasons, Double.NaN);
  }

  /**
   * A row as it was kept.
   *
   * @param kept its values; one that ends early lacks the metrics that were not known yet
   */
  FeatureRow(List<String> metrics, double[] kept) {
    this(metrics);
    System.arraycopy(kept, 0, values, 0, Math.min(kept.length, values.length));
  }

  /** How many columns a row with so many metrics has. */
  static int width(int metrics) {
    return Feature.COUNT + View.COUNT * metrics;
  }

  /** The column of a metric's deviation. */
  static int column(int metric, View view) {
    return Feature.COUNT + View.COUNT * metric + view.ordinal();
  }

  void set(Feature feature, double value) {
    int place = feature.ordinal();
    if (place < Feature.COUNT) {
      values[place] = value;
    } else {
      seasons[place - Feature.COUNT] = value;
    }
  }

  void set(Feature feature, double value, Cause cause) {
    set(feature, value);
    causes.put(feature, cause);
  }

  void setMetric(int metric, double[] deviations, Cause cause) {
    System.arraycopy(deviations, 0, values, column(metric, View.LEVEL), View.COUNT);
    metricCauses[metric] = cause;
  }

  double get(Feature feature) {
    int place = feature.ordinal();
    return place < Feature.COUNT ? values[place] : seasons[place - Feature.COUNT];
  }

  double get(int column) {
    return values[column];
  }

  boolean has(Feature feature) {
    return !Double.isNaN(get(feature));
  }

  /** The columns. */
  double[] values() {
    return values.clone();
  }

  /** The names of the metrics, in the order of their columns. */
  List<String> metrics() {
    return metrics;
  }

  /** What is behind a feature, or null. */
  Cause cause(Feature feature) {
    return causes.get(feature);
  }

  /** What is behind a column, or null. */
  Cause cause(int column) {
    return column < Feature.COUNT
        ? causes.get(Feature.at(column))
        : metricCauses[(column - Feature.COUNT) / View.COUNT];
  }

  /** The name of a column: a feature's, or the metric's with what of it deviates. */
  String name(int column) {
    if (column < Feature.COUNT) {
      return Feature.at(column).label();
    }
    View view = View.values()[(column - Feature.COUNT) % View.COUNT];
    return metrics.get((column - Feature.COUNT) / View.COUNT)
        + "_"
        + view.name().toLowerCase(Locale.ROOT);
  }

  /** How many metrics deviate by at least so much, in whatever view. */
  int metricsFrom(double deviation) {
    int count = 0;
    for (int metric = 0; metric < metrics.size(); metric++) {
      boolean deviates = false;
      for (View view : View.values()) {
        deviates |= Math.abs(get(column(metric, view))) >= deviation;
      }
      count += deviates ? 1 : 0;
    }
    return count;
  }

  /** The greatest deviation of all, whatever its sign; 0 when there is none. */
  double greatestDeviation() {
    double greatest = 0;
    for (Feature feature : Feature.values()) {
      if (feature.isDeviation() && has(feature)) {
        greatest = Math.max(greatest, Math.abs(get(feature)));
      }
    }
    return greatest;
  }

  /** The features that are not missing, by name, in their order; metrics only as summaries. */
  Map<String, Double> byName() {
    Map<String, Double> named = new LinkedHashMap<>();
    for (Feature feature : Feature.values()) {
      if (has(feature)) {
        named.put(feature.label(), get(feature));
      }
    }
    return named;
  }

  /**
   * What a deviation is a deviation of.
   *
   * @param signal the metric's name, or the vital's
   * @param observed its value now
   * @param usual its usual value
   * @param usualNow what it usually is at this hour of the week; NaN where that is not known
   */
  record Cause(String signal, double observed, double usual, double usualNow) {}
}
