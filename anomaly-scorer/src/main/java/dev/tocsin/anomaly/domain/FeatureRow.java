package dev.tocsin.anomaly.domain;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The features of one window, and for each what is behind it. */
final class FeatureRow {
  private final double[] values = new double[Feature.COUNT];
  private final Map<Feature, Cause> causes = new EnumMap<>(Feature.class);

  FeatureRow() {
    Arrays.fill(values, Double.NaN);
  }

  void set(Feature feature, double value) {
    values[feature.ordinal()] = value;
  }

  void set(Feature feature, double value, Cause cause) {
    set(feature, value);
    causes.put(feature, cause);
  }

  double get(Feature feature) {
    return values[feature.ordinal()];
  }

  boolean has(Feature feature) {
    return !Double.isNaN(get(feature));
  }

  /** The vector, in the order of {@link Feature}. */
  double[] values() {
    return values.clone();
  }

  /** What is behind a feature, or null. */
  Cause cause(Feature feature) {
    return causes.get(feature);
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

  /** The features that are not missing, by name, in their order. */
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
   */
  record Cause(String signal, double observed, double usual) {}
}
