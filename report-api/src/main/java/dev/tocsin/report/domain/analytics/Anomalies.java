package dev.tocsin.report.domain.analytics;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Hours that are far from what is usual at their time of the day.
 *
 * @param method how far is measured
 * @param threshold from how many deviations on
 * @param judged how many hours were
 * @param found the odd ones, in order
 */
public record Anomalies(Method method, double threshold, int judged, List<Odd> found) {
  /** How distance is measured. */
  public enum Method {
    /** From the mean, in standard deviations. */
    Z,
    /** From the median, in 1.4826 median absolute deviations: outliers do not hide themselves. */
    ROBUST;

    /** As a query writes it. */
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One odd hour.
   *
   * @param at its start, epoch milliseconds
   * @param value what it was
   * @param usual what it is usually at this time of the day
   * @param deviations how far off, negative when below
   */
  public record Odd(long at, double value, double usual, double deviations) {}

  /** Of a series. */
  public static Anomalies of(Series series, Method method, double threshold, ZoneId zone) {
    double[] rest = Seasonality.of(series, zone).removedFrom(series, zone);
    Sample sample = new Sample(rest);
    double centre = method == Method.Z ? sample.mean() : sample.quantile(0.5);
    double unit = method == Method.Z ? Math.sqrt(sample.variance()) : sample.robustDeviation();
    List<Odd> found = new ArrayList<>();
    for (int i = 0; i < rest.length; i++) {
      double deviations = (rest[i] - centre) / unit;
      if (unit > 0 && Math.abs(deviations) >= threshold) {
        double value = series.values()[i];
        found.add(new Odd(series.at(i), value, value - rest[i] + centre, deviations));
      }
    }
    return new Anomalies(method, threshold, sample.size(), found);
  }
}
