package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * Periods as a calendar has them, in the time of one place. They differ in length: March 2026 in
 * Europe/London has 743 hours.
 *
 * @param unit day, week (from Monday), month, quarter or year
 * @param zone an IANA zone such as {@code Europe/London}; default UTC
 */
public record CalendarPeriod(Unit unit, String zone) {

  public CalendarPeriod {
    if (unit == null) {
      throw new InvalidFieldException("unit", "is required: one of " + Unit.NAMES);
    }
    zone = zone == null ? "UTC" : zone;
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new InvalidFieldException("zone", "must be an IANA zone such as Europe/London");
    }
  }

  /** The start of the period in which {@code time} lies, epoch milliseconds. */
  public long start(long time) {
    return millis(first(time));
  }

  /** The end of the period in which {@code time} lies, exclusive: the start of the next one. */
  public long end(long time) {
    LocalDate first = first(time);
    return millis(
        switch (unit) {
          case DAY -> first.plusDays(1);
          case WEEK -> first.plusWeeks(1);
          case MONTH -> first.plusMonths(1);
          case QUARTER -> first.plusMonths(3);
          case YEAR -> first.plusYears(1);
        });
  }

  private LocalDate first(long time) {
    LocalDate day = Instant.ofEpochMilli(time).atZone(ZoneId.of(zone)).toLocalDate();
    return switch (unit) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case QUARTER -> day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  private long millis(LocalDate day) {
    return day.atStartOfDay(ZoneId.of(zone)).toInstant().toEpochMilli();
  }

  /** The unit of a calendar. */
  public enum Unit {
    DAY(1, 25),
    WEEK(7, 7 * 24 + 1),
    MONTH(30, 31 * 24 + 1),
    QUARTER(91, 92 * 24 + 1),
    YEAR(365, 366 * 24);

    static final String NAMES = "day, week, month, quarter, year";

    private final Duration nominal;
    private final Duration longest;

    Unit(long days, long hours) {
      this.nominal = Duration.ofDays(days);
      this.longest = Duration.ofHours(hours);
    }

    /** The length by which people reckon. */
    public Duration nominal() {
      return nominal;
    }

    /** No period is longer, whatever clocks do. */
    public Duration longest() {
      return longest;
    }

    @JsonValue
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Unit of(String name) {
      for (Unit unit : values()) {
        if (unit.name().equalsIgnoreCase(name)) {
          return unit;
        }
      }
      throw new InvalidFieldException("unit", "must be one of " + NAMES);
    }
  }
}
