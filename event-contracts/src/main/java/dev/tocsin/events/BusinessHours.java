package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When people work, by the clock on their wall.
 *
 * @param zone the IANA time zone of that clock
 * @param days the hours of {@code monday} to {@code sunday}, and of {@code weekdays} for those of
 *     Monday to Friday that are not named themselves; a day without hours is closed. In the order
 *     of the clock
 * @param holidays dates on which nobody works, {@code 2026-12-25}; default none
 */
public record BusinessHours(String zone, Map<String, List<Interval>> days, List<String> holidays) {
  private static final String WEEKDAYS = "weekdays";
  private static final String DAYS = "weekdays, monday, tuesday, …, sunday";
  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

  public BusinessHours {
    if (zone == null || !ZONES.contains(zone)) {
      throw new InvalidFieldException(
          "zone", "is required: an IANA time zone such as Europe/London or UTC");
    }
    if (days == null) {
      throw new InvalidFieldException("days", "is required: {weekdays: [\"09:00-17:00\"], …}");
    }
    Map<String, List<Interval>> checked = new LinkedHashMap<>();
    days.forEach((day, intervals) -> checked.put(day, checked("days." + day, day, intervals)));
    days = Collections.unmodifiableMap(checked);
    if (days.values().stream().allMatch(List::isEmpty)) {
      throw new InvalidFieldException("days", "must have hours on at least one day of " + DAYS);
    }
    holidays = holidays == null ? List.of() : List.copyOf(dates(holidays));
  }

  private static List<Interval> checked(String field, String day, List<Interval> intervals) {
    if (!day.equals(WEEKDAYS) && !known(day)) {
      throw new InvalidFieldException(field, "is no day: one of " + DAYS);
    }
    if (intervals == null || intervals.contains(null)) {
      throw new InvalidFieldException(field, "must be a list of hours; [] closes the day");
    }
    for (int i = 1; i < intervals.size(); i++) {
      if (intervals.get(i).from() < intervals.get(i - 1).to()) {
        throw new InvalidFieldException(
            field + "[" + i + "]", "must not begin before the one before it ends");
      }
    }
    return List.copyOf(intervals);
  }

  private static boolean known(String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (name.equals(name(day))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> dates(List<String> holidays) {
    for (int i = 0; i < holidays.size(); i++) {
      try {
        LocalDate.parse(String.valueOf(holidays.get(i)));
      } catch (DateTimeParseException e) {
        throw new InvalidFieldException("holidays[" + i + "]", "must be a date such as 2026-12-25");
      }
    }
    return holidays;
  }

  private static String name(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }

  /** The hours of such a day when it is no holiday, in their order. */
  public List<Interval> on(DayOfWeek day) {
    boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    List<Interval> general = weekend ? List.of() : days.getOrDefault(WEEKDAYS, List.of());
    return days.getOrDefault(name(day), general);
  }

  /**
   * Hours of one day, written {@code 09:00-17:00}. What goes over midnight is written as two, of
   * two days.
   *
   * @param from minute of the day, inclusive
   * @param to minute of the day, exclusive; at most 1440, written {@code 24:00}
   */
  public record Interval(int from, int to) {
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;
    private static final Pattern FORM = Pattern.compile("(\\d\\d):([0-5]\\d)-(\\d\\d):([0-5]\\d)");

    public Interval {
      if (from < 0 || from >= to || to > DAY) {
        throw new InvalidFieldException(
            "", "must be hours such as 09:00-17:00, within one day and at most until 24:00");
      }
    }

    @JsonCreator
    static Interval of(String text) {
      Matcher match = FORM.matcher(text);
      return match.matches()
          ? new Interval(minute(match, 1), minute(match, 3))
          : new Interval(0, 0);
    }

    private static int minute(Matcher match, int group) {
      return Integer.parseInt(match.group(group)) * HOUR + Integer.parseInt(match.group(group + 1));
    }

    @JsonValue
    @Override
    public String toString() {
      return "%02d:%02d-%02d:%02d".formatted(from / HOUR, from % HOUR, to / HOUR, to % HOUR);
    }
  }
}
