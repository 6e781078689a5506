package dev.tocsin.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Predicate;

/**
 * A time by clock and calendar that routes and escalation levels refer to by name, with
 * Alertmanager's meaning.
 *
 * @param title what people call it, or null
 * @param intervals it is any of them; at least one
 * @param origin the kind of file that it is of, {@link Origin}; or null
 */
public record IntervalSpec(String title, List<Interval> intervals, Origin origin) {

  public IntervalSpec {
    intervals = Lists.required("intervals", intervals, "at least one {times, weekdays, …}");
  }

  /** Whether that moment lies in it. */
  public boolean contains(Instant moment) {
    return intervals.stream().anyMatch(each -> each.contains(moment));
  }

  /**
   * All of what it says must hold; what it does not say always does.
   *
   * @param times of the day, such as {@code 09:00-17:00}; the end is not part of it
   * @param weekdays such as {@code monday:friday}, {@code sunday}
   * @param daysOfMonth such as {@code 1:5}; negative ones count from the month's end, {@code -1} is
   *     its last day
   * @param months such as {@code january:march} or {@code 4:6}
   * @param years such as {@code 2026:2028}
   * @param zone an IANA zone; default UTC
   */
  public record Interval(
      List<BusinessHours.Interval> times,
      List<String> weekdays,
      List<String> daysOfMonth,
      List<String> months,
      List<String> years,
      String zone) {
    private static final int HOUR = 60;
    private static final int DAYS_OF_WEEK = 7;

    public Interval {
      times = Lists.orEmpty("times", times);
      weekdays = checked("weekdays", TimeRange.Unit.WEEKDAY, weekdays);
      daysOfMonth = checked("daysOfMonth", TimeRange.Unit.DAY, daysOfMonth);
      months = checked("months", TimeRange.Unit.MONTH, months);
      years = checked("years", TimeRange.Unit.YEAR, years);
      zone = zone == null ? "UTC" : zone;
      try {
        ZoneId.of(zone);
      } catch (DateTimeException e) {
        throw new InvalidFieldException("zone", "must be an IANA zone such as Europe/London");
      }
    }

    private static List<String> checked(String field, TimeRange.Unit unit, List<String> ranges) {
      List<String> given = Lists.orEmpty(field, ranges);
      for (int i = 0; i < given.size(); i++) {
        try {
          TimeRange.of(unit, given.get(i));
        } catch (InvalidFieldException e) {
          throw new InvalidFieldException(field + "[" + i + "]", e.rejected().reason());
        }
      }
      return given;
    }

    boolean contains(Instant moment) {
      ZonedDateTime local = moment.atZone(ZoneId.of(zone));
      int minute = local.getHour() * HOUR + local.getMinute();
      int weekday = local.getDayOfWeek().getValue() % DAYS_OF_WEEK;
      int days = local.toLocalDate().lengthOfMonth();
      return (times.isEmpty()
              || times.stream().anyMatch(t -> t.from() <= minute && minute < t.to()))
          && any(weekdays, TimeRange.Unit.WEEKDAY, r -> r.contains(weekday))
          && any(daysOfMonth, TimeRange.Unit.DAY, r -> r.containsDay(local.getDayOfMonth(), days))
          && any(months, TimeRange.Unit.MONTH, r -> r.contains(local.getMonthValue()))
          && any(years, TimeRange.Unit.YEAR, r -> r.contains(local.getYear()));
    }

    private static boolean any(
        List<String> ranges, TimeRange.Unit unit, Predicate<TimeRange> test) {
      return ranges.isEmpty()
          || ranges.stream().anyMatch(range -> test.test(TimeRange.of(unit, range)));
    }
  }
}
