package dev.tocsin.report.domain.analytics;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Hourly values; NaN where there is none.
 *
 * @param start the first hour, epoch milliseconds
 * @param values one for each hour, in order
 */
public record Series(long start, double[] values) {
  /** One step. */
  public static final long HOUR_MS = 3_600_000;

  /** Steps of a day. */
  public static final int DAY = 24;

  /** Steps of a week. */
  public static final int WEEK = 7 * DAY;

  /** The hourly means of values by time. */
  public static Series hourly(SortedMap<Long, Double> points) {
    if (points.isEmpty()) {
      return new Series(0, new double[0]);
    }
    Map<Long, double[]> sums = new TreeMap<>();
    points.forEach(
        (time, value) -> {
          double[] sum = sums.computeIfAbsent(Math.floorDiv(time, HOUR_MS), h -> new double[2]);
          sum[0] += value;
          sum[1]++;
        });
    long first = Math.floorDiv(points.firstKey(), HOUR_MS);
    long last = Math.floorDiv(points.lastKey(), HOUR_MS);
    double[] values = new double[(int) (last - first + 1)];
    Arrays.fill(values, Double.NaN);
    sums.forEach((hour, sum) -> values[(int) (hour - first)] = sum[0] / sum[1]);
    return new Series(first * HOUR_MS, values);
  }

  /** How many hours it spans. */
  public int length() {
    return values.length;
  }

  /** When a value is: the start of its hour, epoch milliseconds. */
  public long at(int index) {
    return start + index * HOUR_MS;
  }

  /** Share of hours that have a value. */
  public double coverage() {
    return values.length == 0
        ? 0
        : Arrays.stream(values).filter(v -> !Double.isNaN(v)).count() / (double) values.length;
  }

  /** The values with gaps bridged by straight lines; the ends are carried on. */
  double[] bridged() {
    double[] whole = values.clone();
    int last = -1;
    for (int i = 0; i < whole.length; i++) {
      if (Double.isNaN(whole[i])) {
        continue;
      }
      for (int gap = last + 1; gap < i; gap++) {
        double share = last < 0 ? 1 : (gap - last) / (double) (i - last);
        whole[gap] = last < 0 ? whole[i] : whole[last] + share * (whole[i] - whole[last]);
      }
      last = i;
    }
    if (last >= 0) {
      Arrays.fill(whole, last + 1, whole.length, whole[last]);
    }
    return whole;
  }

  /** Hour of the day, 0 to 23, of a value. */
  int hour(int index, ZoneId zone) {
    return local(index, zone).getHour();
  }

  /** Day of the week, 1 for Monday to 7, of a value. */
  int weekday(int index, ZoneId zone) {
    return local(index, zone).getDayOfWeek().getValue();
  }

  private ZonedDateTime local(int index, ZoneId zone) {
    return Instant.ofEpochMilli(at(index)).atZone(zone);
  }
}
