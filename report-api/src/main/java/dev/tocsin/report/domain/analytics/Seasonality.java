package dev.tocsin.report.domain.analytics;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * How a series repeats itself by hour of the day and by weekday.
 *
 * @param hours the median distance of each hour, 0 to 23, from the day around it; null without four
 *     whole days
 * @param hourStrength from 0, none, to 1, nothing else
 * @param weekdays the median distance of each weekday, Monday to Sunday, from the week around it;
 *     null without four whole weeks
 * @param weekdayStrength the same
 */
public record Seasonality(
    double[] hours, double hourStrength, double[] weekdays, double weekdayStrength) {

  /** Of fewer, chance alone looks like a course. */
  private static final int LEAST_SEASONS = 4;

  /** Of a series, in the zone in which people live. */
  public static Seasonality of(Series series, ZoneId zone) {
    Course hours = course(series, series.values(), Series.DAY, 24, i -> series.hour(i, zone));
    // The days' own course would hide the week's: each hour is the mean of the day around it.
    double[] days = MovingAverage.centred(series.values(), Series.DAY);
    Course weekdays = course(series, days, Series.WEEK, 7, i -> series.weekday(i, zone) - 1);
    return new Seasonality(hours.medians, hours.strength, weekdays.medians, weekdays.strength);
  }

  /** The values without the usual course of the day; as they are where that is not known. */
  double[] removedFrom(Series series, ZoneId zone) {
    double[] rest = series.values().clone();
    for (int i = 0; hours != null && i < rest.length; i++) {
      rest[i] -= hours[series.hour(i, zone)];
    }
    return rest;
  }

  private record Course(double[] medians, double strength) {}

  /**
   * Strength is 1 less the variance of the remainder over that of remainder and season together, at
   * least 0 (Wang, Smith and Hyndman 2006).
   */
  private static Course course(
      Series series, double[] values, int season, int phases, IntUnaryOperator phase) {
    if (series.length() < LEAST_SEASONS * season) {
      return new Course(null, Double.NaN);
    }
    double[] trend = MovingAverage.centred(values, season);
    double[] detrended = new double[values.length];
    Arrays.setAll(detrended, i -> values[i] - trend[i]);
    double[] medians = new double[phases];
    Arrays.setAll(medians, p -> median(detrended, i -> phase.applyAsInt(i) == p));
    double[] rest = new double[values.length];
    Arrays.setAll(rest, i -> detrended[i] - medians[phase.applyAsInt(i)]);
    double all = new Sample(detrended).variance();
    double strength = all > 0 ? Math.max(0, 1 - new Sample(rest).variance() / all) : 0;
    return new Course(medians, strength);
  }

  /** The middle of those that count; 0 where there are none. */
  private static double median(double[] values, IntPredicate counts) {
    double[] own =
        IntStream.range(0, values.length).filter(counts).mapToDouble(i -> values[i]).toArray();
    double median = new Sample(own).quantile(0.5);
    return Double.isNaN(median) ? 0 : median;
  }
}
