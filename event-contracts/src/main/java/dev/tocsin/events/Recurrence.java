package dev.tocsin.events;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * When a declared window is: once, or again and again (RFC 5545, section 3.3.10) at the local time
 * of its zone. Its length is real time. As section 3.3.5 has it, a local time that a clock change
 * skips comes an hour later, and of one that it repeats the first is meant.
 */
public final class Recurrence {
  /** Further than any clock was ever moved at once. */
  private static final long LARGEST_SHIFT_MS = Duration.ofDays(1).toMillis();

  private final long begins;
  private final long lengthMs;
  private final ZoneId zone;
  private final RecurrenceRule rule;

  /**
   * @param first when the first window begins
   * @param length how long each is
   * @param rrule how it recurs (RFC 5545, {@code FREQ=WEEKLY;BYDAY=SU}), or null for once
   * @param in whose local time it recurs at
   * @throws InvalidFieldException naming {@code rrule} and what is wrong with it
   */
  public Recurrence(Instant first, Duration length, String rrule, ZoneId in) {
    begins = first.toEpochMilli();
    lengthMs = length.toMillis();
    zone = in;
    rule = rrule == null ? null : parsed(rrule);
  }

  private RecurrenceRule parsed(String text) {
    try {
      RecurrenceRule parsed = new RecurrenceRule(text, RecurrenceRule.RfcMode.RFC5545_STRICT);
      DateTime until = parsed.getUntil();
      if (until != null) {
        parsed.setUntil(local(until));
      }
      parsed.iterator(local(begins), DateTime.UTC).hasNext();
      return parsed;
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
      throw new InvalidFieldException(
          "rrule", "must be a rule of RFC 5545 that ever occurs: " + e.getMessage());
    }
  }

  /** A last day counts to its end, in the window's own zone. */
  private DateTime local(DateTime until) {
    if (!until.isAllDay() && !until.isFloating()) {
      return new DateTime(DateTime.UTC, local(until.getTimestamp()));
    }
    boolean day = until.isAllDay();
    return new DateTime(
        DateTime.UTC,
        until.getYear(),
        until.getMonth(),
        until.getDayOfMonth(),
        day ? 23 : until.getHours(),
        day ? 59 : until.getMinutes(),
        day ? 59 : until.getSeconds());
  }

  /**
   * What the zone's clocks show, as if it were UTC. The rule is followed on these: its library
   * takes the second of two equal local times.
   */
  private long local(long millis) {
    Instant at = Instant.ofEpochMilli(millis);
    return millis + zone.getRules().getOffset(at).getTotalSeconds() * 1_000L;
  }

  /** When the zone's clocks first show this; an hour later if they skip it. */
  private long real(long local) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(local), ZoneOffset.UTC)
        .atZone(zone)
        .toInstant()
        .toEpochMilli();
  }

  /** Goes on from what may be this time, and from a little before. */
  private RecurrenceRuleIterator from(long millis) {
    RecurrenceRuleIterator each = rule.iterator(local(begins), DateTime.UTC);
    each.fastForward(local(millis) - LARGEST_SHIFT_MS);
    return each;
  }

  /** Visits the windows that have a part from one time, inclusive, to another, exclusive. */
  public void forEach(long from, long to, Visitor visitor) {
    visit(begins, from, to, visitor);
    if (rule == null) {
      return;
    }
    RecurrenceRuleIterator each = from(Math.max(begins, from - lengthMs));
    long last = local(to) + LARGEST_SHIFT_MS;
    while (each.hasNext() && each.peekMillis() < last) {
      long start = real(each.nextMillis());
      if (start > begins) {
        visit(start, from, to, visitor);
      }
    }
  }

  /** When the first window after a time begins, epoch milliseconds; empty when none does. */
  public Optional<Long> next(long after) {
    if (begins > after) {
      return Optional.of(begins);
    }
    if (rule == null) {
      return Optional.empty();
    }
    RecurrenceRuleIterator each = from(after);
    while (each.hasNext()) {
      long start = real(each.nextMillis());
      if (start > after) {
        return Optional.of(start);
      }
    }
    return Optional.empty();
  }

  private void visit(long start, long from, long to, Visitor visitor) {
    if (start < to && start + lengthMs > from) {
      visitor.accept(start, start + lengthMs);
    }
  }

  /** Takes one window: its start, inclusive, and its end, exclusive; epoch milliseconds. */
  public interface Visitor {
    void accept(long start, long end);
  }
}
