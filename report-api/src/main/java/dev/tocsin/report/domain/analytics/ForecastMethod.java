package dev.tocsin.report.domain.analytics;

/** A way to go on with a series. */
interface ForecastMethod {
  /** The field's name for it. */
  String name();

  /**
   * What comes next.
   *
   * @param history without gaps, at least two seasons
   * @param season steps until it repeats itself
   * @param horizon how many steps
   */
  double[] next(double[] history, int season, int horizon);
}
