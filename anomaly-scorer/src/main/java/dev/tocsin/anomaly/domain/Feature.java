package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.Signal.View;
import java.util.Arrays;
import java.util.Locale;

/**
 * The feature vector, in its fixed order. What is missing in a window is NaN.
 *
 * <p>The values themselves ({@code request_rate}, {@code latency_p95}, …) are shown and not scored:
 * a forest cannot tell a harmless fall from a harmful rise, a deviation with a direction can. The
 * metric features summarise however many metrics an entity has: the greatest robust deviation, the
 * mean of the greatest three, the mean of all, and how many are over three. The residual is how far
 * all signals together are from where they usually are to each other; it is the model's to say. How
 * far metrics are from what is usual at this hour of the week is shown, and no model looks at it.
 */
enum Feature {
  REQUEST_RATE(false),
  REQUEST_RATE_Z(true),
  REQUEST_RATE_CHANGE(true),
  REQUEST_RATE_TREND(true),
  REQUEST_RATE_SEASON(true),
  ERROR_RATE(false),
  ERROR_RATE_Z(true),
  ERROR_RATE_CHANGE(true),
  ERROR_RATE_TREND(true),
  ERROR_RATE_SEASON(true),
  LATENCY_MEAN(false),
  LATENCY_MEAN_Z(true),
  LATENCY_MEAN_CHANGE(true),
  LATENCY_MEAN_TREND(true),
  LATENCY_MEAN_SEASON(true),
  LATENCY_P95(false),
  LATENCY_P95_Z(true),
  LATENCY_P95_CHANGE(true),
  LATENCY_P95_TREND(true),
  LATENCY_P95_SEASON(true),
  LOG_RATE(false),
  LOG_RATE_Z(true),
  ERROR_LOG_SHARE(false),
  ERROR_LOG_SHARE_Z(true),
  ERROR_LOG_SHARE_TREND(true),
  WARN_LOG_SHARE(false),
  WARN_LOG_SHARE_Z(true),
  WARN_LOG_SHARE_TREND(true),
  NEW_LOG_SHARE(false),
  NEW_LOG_SHARE_Z(true),
  LOG_BURST(false),
  LOG_BURST_Z(true),
  METRIC_LEVEL_MAX(true),
  METRIC_LEVEL_TOP3(true),
  METRIC_LEVEL_MEAN(true),
  METRIC_LEVEL_COUNT(true),
  METRIC_CHANGE_MAX(true),
  METRIC_CHANGE_TOP3(true),
  METRIC_CHANGE_MEAN(true),
  METRIC_CHANGE_COUNT(true),
  METRIC_SPREAD_MAX(true),
  METRIC_SPREAD_TOP3(true),
  METRIC_SPREAD_MEAN(true),
  METRIC_SPREAD_COUNT(true),
  METRIC_DRIFT_MAX(true),
  METRIC_DRIFT_TOP3(true),
  METRIC_DRIFT_MEAN(true),
  METRIC_DRIFT_COUNT(true),
  METRIC_RESIDUAL(false),
  METRIC_SEASON_MAX(false),
  METRIC_SEASON_TOP3(false),
  METRIC_SEASON_MEAN(false),
  METRIC_SEASON_COUNT(false);

  /** How many of them are columns of a row, which models look at: those before the seasons. */
  static final int COUNT = METRIC_SEASON_MAX.ordinal();

  private static final Feature[] ALL = values();

  private final boolean scored;

  Feature(boolean scored) {
    this.scored = scored;
  }

  /** Whether it takes part in the score, or is only shown. */
  boolean scored() {
    return scored;
  }

  /** The name that users see. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is measured in robust deviations; the others are values and counts. */
  boolean isDeviation() {
    return scored && !name().endsWith("_COUNT");
  }

  static Feature at(int index) {
    return ALL[index];
  }

  /** Whether it is the change of a number that every service has. */
  boolean isVitalChange() {
    return ordinal() < METRIC_LEVEL_MAX.ordinal() && name().endsWith("_CHANGE");
  }

  /** Whether it is where a number that every service has is heading. */
  boolean isTrend() {
    return name().endsWith("_TREND");
  }

  /** Whether it tells how something moves, not where it is. */
  boolean isChange() {
    return isVitalChange() || summarised() == View.CHANGE || summarised() == View.SPREAD;
  }

  /** The way to look at metrics that it summarises, or null. */
  View summarised() {
    int place = ordinal() - METRIC_LEVEL_MAX.ordinal();
    return place < 0 || place >= 4 * View.COUNT ? null : View.values()[place / 4];
  }

  /** The first of the four summaries of a view: max, top3, mean and count follow each other. */
  static Feature summary(View view) {
    return ALL[METRIC_LEVEL_MAX.ordinal() + 4 * view.ordinal()];
  }

  /**
   * The feature of this name.
   *
   * @throws IllegalArgumentException when there is none: a model of another vector
   */
  static Feature of(String label) {
    return Arrays.stream(ALL)
        .filter(f -> f.label().equals(label))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("an unknown feature: " + label));
  }
}
