package dev.tocsin.report.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A range by the days of a zone, in as few rows as possible. What is stored are days of UTC: most
 * of one lies in the zone's day of the same date, and only the hours that do not are read besides,
 * to be moved.
 *
 * @param whole days of UTC that lie within the range
 * @param ends what lies around them; each row lies within one day of the zone
 * @param moved the parts of {@code whole} that are another date in the zone
 */
public record LocalDays(List<Span> whole, List<Span> ends, List<Span> moved) {

  /**
   * Covers the range.
   *
   * @param from epoch milliseconds, inclusive
   * @param to epoch milliseconds, exclusive
   */
  public static LocalDays cover(long from, long to, ZoneId zone) {
    List<Span> whole = new ArrayList<>();
    List<Span> ends = new ArrayList<>();
    List<Span> moved = new ArrayList<>();
    for (Span span : Span.cover(from, to, Resolution.DAY)) {
      if (span.resolution() != Resolution.DAY) {
        split(span.from(), span.to(), zone).forEach(part -> ends.addAll(part.spans()));
        continue;
      }
      whole.add(span);
      for (long day = span.from(); day < span.to(); day += Resolution.DAY.length()) {
        LocalDate date = Instant.ofEpochMilli(day).atZone(ZoneOffset.UTC).toLocalDate();
        split(day, day + Resolution.DAY.length(), zone).stream()
            .filter(part -> !part.date().equals(date))
            .forEach(part -> moved.addAll(part.spans()));
      }
    }
    return new LocalDays(whole, Span.joined(ends), Span.joined(moved));
  }

  private record Part(LocalDate date, List<Span> spans) {}

  private static List<Part> split(long from, long to, ZoneId zone) {
    List<Part> parts = new ArrayList<>();
    long start = from;
    while (start < to) {
      ZonedDateTime day = Instant.ofEpochMilli(start).atZone(zone);
      LocalDate date = day.toLocalDate();
      long end = Math.min(to, date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli());
      parts.add(new Part(date, Span.cover(start, end, Resolution.HOUR)));
      start = end;
    }
    return parts;
  }
}
