package dev.tocsin.report.domain;

/**
 * Where a rate lies with 95% confidence, given how often it was seen: E. B. Wilson's score interval
 * (1927), which stays within 0 and 1 and tells something even of one or two.
 *
 * @param low its lower end, 0 to 1
 * @param high its upper end, 0 to 1
 */
public record WilsonInterval(double low, double high) {
  /** The 97.5th percentile of the standard normal distribution. */
  private static final double Z = 1.959963984540054;

  /** The interval of {@code hits} out of {@code n}; null when n is 0. */
  public static WilsonInterval of(long hits, long n) {
    if (n == 0) {
      return null;
    }
    double share = (double) hits / n;
    double square = Z * Z / n;
    double centre = share + square / 2;
    double half = Z * Math.sqrt(share * (1 - share) / n + square / (4 * n));
    double scale = 1 + square;
    return new WilsonInterval(
        Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale));
  }
}
