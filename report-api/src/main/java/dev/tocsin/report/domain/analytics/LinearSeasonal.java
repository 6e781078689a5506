package dev.tocsin.report.domain.analytics;

/** A straight line of least squares, and the mean course of the season around it. */
final class LinearSeasonal implements ForecastMethod {
  @Override
  public String name() {
    return "linear";
  }

  @Override
  public double[] next(double[] history, int season, int horizon) {
    Polynomial line = Polynomial.fit(history, 1);
    double[] sums = new double[season];
    int[] counts = new int[season];
    for (int i = 0; i < history.length; i++) {
      sums[i % season] += history[i] - line.at(i);
      counts[i % season]++;
    }
    double[] next = new double[horizon];
    for (int i = 0; i < horizon; i++) {
      int at = history.length + i;
      next[i] = line.at(at) + sums[at % season] / counts[at % season];
    }
    return next;
  }
}
