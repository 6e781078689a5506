package dev.tocsin.sla.domain;

import dev.tocsin.events.BusinessHours;
import dev.tocsin.events.BusinessHours.Interval;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A clock that runs only while people work: whenever the clock on their wall shows business hours
 * of a day that is no holiday. What it shows is real elapsed time, so an hour that the wall clock
 * skips does not count, and one that it shows twice counts twice.
 */
public final class WorkingTime {
  /** Around the clock. */
  public static final WorkingTime ALWAYS = new WorkingTime(ZoneOffset.UTC, Map.of(), Set.of());

  /** Farther away nothing is looked for. */
  private static final long CENTURY_MS = Duration.ofDays(36_525).toMillis();

  private static final long DAY_MS = Duration.ofDays(1).toMillis();
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

  private final ZoneRules rules;
  private final Map<DayOfWeek, List<Interval>> days;
  private final Set<LocalDate> holidays;

  private WorkingTime(ZoneId zone, Map<DayOfWeek, List<Interval>> days, Set<LocalDate> holidays) {
    this.rules = zone.getRules();
    this.days = days;
    this.holidays = holidays;
  }

  /** Of these hours; null is around the clock. */
  public static WorkingTime of(BusinessHours hours) {
    if (hours == null) {
      return ALWAYS;
    }
    Map<DayOfWeek, List<Interval>> days = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      days.put(day, hours.on(day));
    }
    return new WorkingTime(
        ZoneId.of(hours.zone()),
        days,
        hours.holidays().stream().map(LocalDate::parse).collect(Collectors.toSet()));
  }

  /**
   * The first moment at which this much working time has passed: closing time when it ends just
   * there, not the next opening.
   *
   * @param start epoch milliseconds
   * @param time how much
   * @param pauses when the clock stands still, in their order and apart from each other
   * @return epoch milliseconds; null when a pause has no end or it takes over a hundred years
   */
  public Long deadline(long start, Duration time, List<Span> pauses) {
    long left = time.toMillis();
    long at = start;
    while (left > 0) {
      Span open = next(at, start + CENTURY_MS, pauses);
      if (open == null) {
        return null;
      }
      if (left <= open.to() - open.from()) {
        return open.from() + left;
      }
      left -= open.to() - open.from();
      at = open.to();
    }
    return at;
  }

  /**
   * How much working time lies between two moments; zero when the second is not after the first.
   *
   * @param from epoch milliseconds
   * @param to epoch milliseconds
   * @param pauses when the clock stands still, in their order and apart from each other
   */
  public Duration between(long from, long to, List<Span> pauses) {
    long sum = 0;
    long at = from;
    for (Span open; (open = next(at, to, pauses)) != null; at = open.to()) {
      sum += open.to() - open.from();
    }
    return Duration.ofMillis(sum);
  }

  /**
   * The first span from {@code from} on, cut at {@code until}, in which the clock runs; or null.
   */
  private Span next(long from, long until, List<Span> pauses) {
    long at = resumed(from, pauses);
    while (at < until) {
      Span open = days.isEmpty() ? new Span(at, until) : open(at, until);
      if (open == null) {
        return null;
      }
      at = resumed(open.from(), pauses);
      if (at == open.from()) {
        return new Span(at, Math.min(open.to(), paused(at, pauses)));
      }
    }
    return null;
  }

  /** This moment, or the end of the pause that it lies in. */
  private static long resumed(long at, List<Span> pauses) {
    for (Span pause : pauses) {
      if (pause.from() <= at && at < pause.to()) {
        return pause.to();
      }
    }
    return at;
  }

  /** When the first pause after this moment begins. */
  private static long paused(long at, List<Span> pauses) {
    for (Span pause : pauses) {
      if (pause.from() > at) {
        return pause.from();
      }
    }
    return Long.MAX_VALUE;
  }

  /**
   * The first span of business hours. Between two changes of the wall clock local time is linear,
   * so each such stretch is searched by itself: this is exact whatever a change skips or repeats.
   */
  private Span open(long from, long until) {
    long at = from;
    while (at < until) {
      Instant instant = Instant.ofEpochMilli(at);
      ZoneOffset offset = rules.getOffset(instant);
      ZoneOffsetTransition change = rules.nextTransition(instant);
      long end = change == null ? until : Math.min(until, change.getInstant().toEpochMilli());
      long shift = offset.getTotalSeconds() * 1_000L;
      LocalDate day = LocalDateTime.ofInstant(instant, offset).toLocalDate();
      for (long midnight = day.toEpochDay() * DAY_MS - shift; midnight < end; midnight += DAY_MS) {
        for (Interval hours : on(day)) {
          long opens = Math.max(at, midnight + hours.from() * MINUTE_MS);
          long closes = Math.min(end, midnight + hours.to() * MINUTE_MS);
          if (opens < closes) {
            return new Span(opens, closes);
          }
        }
        day = day.plusDays(1);
      }
      at = end;
    }
    return null;
  }

  private List<Interval> on(LocalDate day) {
    return holidays.contains(day) ? List.of() : days.get(day.getDayOfWeek());
  }

  /**
   * A span of time.
   *
   * @param from epoch milliseconds, inclusive
   * @param to epoch milliseconds, exclusive; {@link Long#MAX_VALUE} while nobody knows
   */
  public record Span(long from, long to) {}
}
