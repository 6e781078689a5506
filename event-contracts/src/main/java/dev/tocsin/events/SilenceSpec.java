package dev.tocsin.events;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * That alerts page nobody for a while. It ends at {@code end}, or {@code duration} after {@code
 * start} and again whenever it recurs, or for each alert when that is over.
 *
 * @param matchers which alerts: all must match; at least one, and not all of them without the label
 * @param author who wants it
 * @param comment why
 * @param start from when, ISO-8601 with an offset; default always
 * @param end until when, ISO-8601 with an offset, or null
 * @param duration how long, from the start; or null
 * @param untilResolved whether it silences the alerts that have begun before its start, each until
 *     it is over
 * @param rrule how it recurs (RFC 5545), at the local time of its zone; needs start and duration
 * @param zone an IANA zone; default UTC
 * @param notice who is told before it ends while something that it silences still fires; or null
 */
public record SilenceSpec(
    List<Matcher> matchers,
    String author,
    String comment,
    String start,
    String end,
    Duration duration,
    boolean untilResolved,
    String rrule,
    String zone,
    Notice notice) {
  private static final String TIME = "must be ISO-8601 with an offset, such as 2026-03-01T02:00Z";

  public SilenceSpec {
    matchers = Lists.required("matchers", matchers, "at least one, such as service=\"checkout\"");
    if (Matcher.allMatch(matchers, Map.of())) {
      throw new InvalidFieldException(
          "matchers",
          "must have one that does not match a missing label: this silences everything");
    }
    if (author == null || author.isBlank()) {
      throw new InvalidFieldException("author", "is required: who wants it");
    }
    if (comment == null || comment.isBlank()) {
      throw new InvalidFieldException("comment", "is required: why");
    }
    Instant from = moment("start", start);
    Instant to = moment("end", end);
    int ends = (end == null ? 0 : 1) + (duration == null ? 0 : 1) + (untilResolved ? 1 : 0);
    if (ends != 1) {
      throw new InvalidFieldException(
          "end", "is required, or duration, or untilResolved; only one");
    }
    if (from == null && end == null) {
      throw new InvalidFieldException("start", "is required unless there is an end");
    }
    if (from != null && to != null && !to.isAfter(from)) {
      throw new InvalidFieldException("end", "must be after the start");
    }
    if (duration != null && duration.isZero()) {
      throw new InvalidFieldException("duration", "must be longer than 0s");
    }
    if (rrule != null && duration == null) {
      throw new InvalidFieldException("rrule", "needs a duration");
    }
    if (notice != null && untilResolved) {
      throw new InvalidFieldException("notice", "needs an end that is known");
    }
    zone = zone == null ? "UTC" : zone;
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new InvalidFieldException("zone", "must be an IANA zone such as Europe/London");
    }
    if (duration != null) {
      new Recurrence(from, duration, rrule, ZoneId.of(zone));
    }
  }

  /** When that text says, or null. */
  static Instant moment(String field, String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidFieldException(field, TIME);
    }
  }

  /**
   * A word of warning.
   *
   * @param before how long before the end
   * @param receiver whom to tell; default whoever the alerts' route tells
   */
  public record Notice(Duration before, String receiver) {
    public Notice {
      if (before == null || before.isZero()) {
        throw new InvalidFieldException("before", "is required: a duration such as 15m");
      }
    }
  }
}
