package dev.tocsin.report.domain.analytics;

/** As it was one season ago. */
final class SeasonalNaive implements ForecastMethod {
  @Override
  public String name() {
    return "seasonalNaive";
  }

  @Override
  public double[] next(double[] history, int season, int horizon) {
    double[] next = new double[horizon];
    for (int i = 0; i < horizon; i++) {
      next[i] = history[history.length - season + i % season];
    }
    return next;
  }
}
