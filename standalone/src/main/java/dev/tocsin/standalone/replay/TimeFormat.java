package dev.tocsin.standalone.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * How a file writes times: a java.time pattern, or ISO-8601 and epoch milliseconds when none is
 * given. A time without an offset is one of the given zone. In a daylight-saving gap it moves
 * forward by the gap, in an overlap the earlier offset counts, as java.time does it.
 */
final class TimeFormat {
  /** Names for whole numbers; they can never be mistaken for a pattern. */
  private static final String EPOCH_SECONDS = "epoch-seconds";

  private static final String EPOCH_MILLIS = "epoch-millis";

  /** Epoch milliseconds before this (March 1973) are more likely seconds of our days. */
  private static final long LEAST_PLAUSIBLE_MILLIS = 100_000_000_000L;

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  private final String pattern;
  private final ZoneId zone;
  private final DateTimeFormatter formatter;

  /**
   * @param pattern a java.time pattern with English month names, {@code epoch-seconds}, {@code
   *     epoch-millis}, or null for ISO-8601 and epoch milliseconds
   * @throws IllegalArgumentException when the pattern is none
   */
  TimeFormat(String pattern, ZoneId zone) {
    this.pattern = pattern;
    this.zone = zone;
    this.formatter = pattern == null || epoch(pattern) ? ISO : strict(pattern);
  }

  private static boolean epoch(String pattern) {
    return pattern.equals(EPOCH_SECONDS) || pattern.equals(EPOCH_MILLIS);
  }

  /** Strict, because the default would silently read the 30th of February as the 29th. */
  private static DateTimeFormatter strict(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.ERA, 1)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * The instant in this text.
   *
   * @throws DateTimeException when it is not written in this format
   */
  Instant parse(String text) {
    String time = text.strip();
    if (EPOCH_SECONDS.equals(pattern)) {
      return Instant.ofEpochMilli(whole(time, 3));
    }
    if (EPOCH_MILLIS.equals(pattern)) {
      return Instant.ofEpochMilli(whole(time, 0));
    }
    if (pattern != null) {
      return resolve(formatter, time);
    }
    if (time.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return plausibleMillis(time);
    }
    boolean spaced = time.length() > 10 && time.charAt(10) == ' ';
    return resolve(formatter, spaced ? time.substring(0, 10) + "T" + time.substring(11) : time);
  }

  private static Instant plausibleMillis(String time) {
    long millis = whole(time, 0);
    if (millis < LEAST_PLAUSIBLE_MILLIS) {
      throw new DateTimeException("looks like epoch seconds");
    }
    return Instant.ofEpochMilli(millis);
  }

  private static long whole(String text, int shift) {
    return FieldType.number(text)
        .map(value -> value.movePointRight(shift).longValue())
        .orElseThrow(() -> new DateTimeException("not a number"));
  }

  private Instant resolve(DateTimeFormatter by, String text) {
    TemporalAccessor parsed = by.parse(text);
    LocalDate date = parsed.query(TemporalQueries.localDate());
    if (date == null) {
      throw new DateTimeException("has no date");
    }
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneId own = parsed.query(TemporalQueries.zone());
    return LocalDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time)
        .atZone(own == null ? zone : own)
        .toInstant();
  }

  /** What a time must look like, for a sentence that begins with "is not". */
  @Override
  public String toString() {
    return pattern == null
        ? "ISO-8601 or epoch milliseconds (else name its form with --date-format)"
        : "a time of the form " + pattern;
  }
}
