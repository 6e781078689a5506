package dev.tocsin.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them in a query. */
public final class QueryTime {
  private static final Pattern RELATIVE = Pattern.compile("now(?:([-+])([^/]+))?(?:/([mhdwMy]))?");

  /** Weeks, months and years as the calendar of the zone has them. */
  private static final Pattern CALENDAR = Pattern.compile("(\\d{1,4})([wMy])");

  private static final Pattern EPOCH = Pattern.compile("\\d{1,16}");

  /** An offset's plus sign, when a client forgot to escape it. */
  private static final Pattern LOST_PLUS = Pattern.compile(" (?=\\d{2}:?\\d{2}$)");

  private QueryTime() {}

  /** As the other one, in UTC. */
  public static Instant parse(String parameter, String text, Instant now) {
    return parse(parameter, text, now, ZoneOffset.UTC);
  }

  /**
   * The time in this text: RFC 3339, epoch milliseconds, {@code now}, {@code now-6h}, {@code
   * now+2h}, or {@code now-1d/d}: the day that holds it, from its beginning, or to its end when the
   * parameter is {@code to}. Besides {@code d} there are {@code m} (minute), {@code h}, {@code w}
   * (from Monday), {@code M} (month) and {@code y}. {@code now-1w}, {@code now-1M} and {@code
   * now-1y} go by the zone's calendar, to the same time of the day.
   *
   * @param parameter the query parameter's name, for the complaint
   * @param now the wall clock
   * @param zone where days begin
   * @return null when there is no text
   * @throws InvalidFieldException naming the parameter and what is allowed
   */
  public static Instant parse(String parameter, String text, Instant now, ZoneId zone) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      Matcher relative = RELATIVE.matcher(text);
      if (relative.matches()) {
        int sign = "+".equals(relative.group(1)) ? 1 : -1;
        Instant time = relative.group(1) == null ? now : away(now, sign, relative.group(2), zone);
        return relative.group(3) == null
            ? time
            : rounded(time.atZone(zone), relative.group(3).charAt(0), parameter.equals("to"));
      }
      if (EPOCH.matcher(text).matches()) {
        return Instant.ofEpochMilli(Long.parseLong(text));
      }
      Instant instant = OffsetDateTime.parse(LOST_PLUS.matcher(text).replaceFirst("+")).toInstant();
      return instant.truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      throw new InvalidFieldException(
          parameter,
          "must be RFC 3339 (2026-11-21T09:00:00Z), epoch milliseconds, now, now-6h, now+2h"
              + " or now-1d/d");
    }
  }

  private static Instant away(Instant now, int sign, String howFar, ZoneId zone) {
    Matcher calendar = CALENDAR.matcher(howFar);
    if (!calendar.matches()) {
      return now.plus(Durations.parse(howFar).multipliedBy(sign));
    }
    int count = sign * Integer.parseInt(calendar.group(1));
    ZonedDateTime here = now.atZone(zone);
    return switch (calendar.group(2).charAt(0)) {
      case 'w' -> here.plusWeeks(count).toInstant();
      case 'M' -> here.plusMonths(count).toInstant();
      default -> here.plusYears(count).toInstant();
    };
  }

  private static Instant rounded(ZonedDateTime time, char unit, boolean up) {
    ZonedDateTime day = time.toLocalDate().atStartOfDay(time.getZone());
    return switch (unit) {
      case 'm' -> end(time.truncatedTo(ChronoUnit.MINUTES), ChronoUnit.MINUTES, up);
      case 'h' -> end(time.truncatedTo(ChronoUnit.HOURS), ChronoUnit.HOURS, up);
      case 'd' -> end(day, ChronoUnit.DAYS, up);
      case 'w' -> end(day.minusDays(time.getDayOfWeek().getValue() - 1), ChronoUnit.WEEKS, up);
      case 'M' -> end(day.withDayOfMonth(1), ChronoUnit.MONTHS, up);
      default -> end(day.withDayOfYear(1), ChronoUnit.YEARS, up);
    };
  }

  private static Instant end(ZonedDateTime start, ChronoUnit unit, boolean up) {
    return (up ? start.plus(1, unit) : start).toInstant();
  }
}
