package dev.tocsin.anomaly.domain;

/**
 * A signal that every service has, made of its requests and logs: which features it fills, which
 * way it must move to be a risk, and by how much at least.
 */
enum Vital {
  REQUEST_RATE(
      Feature.REQUEST_RATE,
      Feature.REQUEST_RATE_CHANGE,
      Feature.REQUEST_RATE_TREND,
      Feature.REQUEST_RATE_SEASON,
      Direction.BOTH,
      0.1,
      0.2),
  ERROR_RATE(
      Feature.ERROR_RATE,
      Feature.ERROR_RATE_CHANGE,
      Feature.ERROR_RATE_TREND,
      Feature.ERROR_RATE_SEASON,
      Direction.UP,
      0.005,
      0),
  LATENCY_MEAN(
      Feature.LATENCY_MEAN,
      Feature.LATENCY_MEAN_CHANGE,
      Feature.LATENCY_MEAN_TREND,
      Feature.LATENCY_MEAN_SEASON,
      Direction.UP,
      1,
      0.1),
  LATENCY_P95(
      Feature.LATENCY_P95,
      Feature.LATENCY_P95_CHANGE,
      Feature.LATENCY_P95_TREND,
      Feature.LATENCY_P95_SEASON,
      Direction.UP,
      1,
      0.1),
  LOG_RATE(Feature.LOG_RATE, null, null, null, Direction.UP, 0.1, 0.3),
  ERROR_LOG_SHARE(
      Feature.ERROR_LOG_SHARE, null, Feature.ERROR_LOG_SHARE_TREND, null, Direction.UP, 0.01, 0),
  WARN_LOG_SHARE(
      Feature.WARN_LOG_SHARE, null, Feature.WARN_LOG_SHARE_TREND, null, Direction.UP, 0.02, 0),
  NEW_LOG_SHARE(Feature.NEW_LOG_SHARE, null, null, null, Direction.UP, 0.02, 0),
  LOG_BURST(Feature.LOG_BURST, null, null, null, Direction.UP, 2, 0.3);

  private final Feature value;
  private final Feature change;
  private final Feature trend;
  private final Feature season;
  private final Direction direction;
  private final double least;
  private final double leastShare;

  Vital(
      Feature value,
      Feature change,
      Feature trend,
      Feature season,
      Direction direction,
      double least,
      double leastShare) {
    this.value = value;
    this.change = change;
    this.trend = trend;
    this.season = season;
    this.direction = direction;
    this.least = least;
    this.leastShare = leastShare;
  }

  /** The feature that shows it. */
  Feature value() {
    return value;
  }

  /** The feature that holds its deviation from what is usual. */
  Feature deviation() {
    return Feature.at(value.ordinal() + 1);
  }

  /** The feature that holds the deviation of its change, or null. */
  Feature change() {
    return change;
  }

  /** The feature that holds the deviation of its trend, or null. */
  Feature trend() {
    return trend;
  }

  /** The feature that holds the deviation from what is usual at this hour of the week, or null. */
  Feature season() {
    return season;
  }

  /**
   * What it is in this window; NaN when the window says nothing about it.
   *
   * @param logs what the window's log lines look like to the entity's templates
   */
  double in(Window window, LogTemplates.Look logs) {
    return switch (this) {
      case REQUEST_RATE -> window.hasRequests() ? window.requestsPerSecond() : Double.NaN;
      case ERROR_RATE -> window.hasRequests() ? window.errorRate() : Double.NaN;
      case LATENCY_MEAN -> window.hasRequests() ? window.meanLatencyMs() : Double.NaN;
      case LATENCY_P95 -> window.hasRequests() ? window.latencyMs(0.95) : Double.NaN;
      case LOG_RATE -> window.hasLogs() ? window.logsPerSecond() : Double.NaN;
      case ERROR_LOG_SHARE -> window.hasLogs() ? window.errorLogShare() : Double.NaN;
      case WARN_LOG_SHARE -> window.hasLogs() ? window.warnLogShare() : Double.NaN;
      case NEW_LOG_SHARE -> logs.freshShare();
      case LOG_BURST -> logs.burst();
    };
  }

  /** The deviation as far as it is a risk: harmless or immaterial ones are 0. */
  double harm(double z, double now, double usual) {
    if (Math.abs(now - usual) < Math.max(least, leastShare * usual)) {
      return Double.isNaN(z) ? z : 0;
    }
    return direction.harm(z);
  }
}
