package dev.tocsin.events;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TimeZone;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * When a declared window is: once, or again and again (RFC 5545, section 3.3.10) at the local time
 * of its zone. Its length is real time; a local time that a clock change skips comes an hour later.
 */
public final class Recurrence {
  private final long begins;
  private final long lengthMs;
  private final TimeZone zone;
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
    zone = TimeZone.getTimeZone(in);
    rule = rrule == null ? null : parsed(rrule);
  }

  private RecurrenceRule parsed(String text) {
    try {
      RecurrenceRule parsed = new RecurrenceRule(text, RecurrenceRule.RfcMode.RFC5545_STRICT);
      DateTime until = parsed.getUntil();
      if (until != null && (until.isAllDay() || until.isFloating())) {
        parsed.setUntil(local(until));
      }
      parsed.iterator(begins, zone).hasNext();
      return parsed;
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
      throw new InvalidFieldException(
          "rrule", "must be a rule of RFC 5545 that ever occurs: " + e.getMessage());
    }
  }

  /** A last day counts to its end, in the window's own zone. */
  private DateTime local(DateTime until) {
    boolean day = until.isAllDay();
    return new DateTime(
        zone,
        until.getYear(),
        until.getMonth(),
        until.getDayOfMonth(),
        day ? 23 : until.getHours(),
        day ? 59 : until.getMinutes(),
        day ? 59 : until.getSeconds());
  }

  /** Visits the windows that have a part from one time, inclusive, to another, exclusive. */
  public void forEach(long from, long to, Visitor visitor) {
    visit(begins, from, to, visitor);
    if (rule == null) {
      return;
    }
    RecurrenceRuleIterator each = rule.iterator(begins, zone);
    each.fastForward(Math.max(begins, from - lengthMs));
    while (each.hasNext() && each.peekMillis() < to) {
      visit(each.nextMillis(), from, to, visitor);
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
    RecurrenceRuleIterator each = rule.iterator(begins, zone);
    each.fastForward(after);
    while (each.hasNext()) {
      long start = each.nextMillis();
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
