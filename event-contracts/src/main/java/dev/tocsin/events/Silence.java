package dev.tocsin.events;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** A silence that is in force: which alerts it silences, and until when. */
public final class Silence {
  /** The end of a silence that only the alert's own end ends. */
  public static final long UNTIL_RESOLVED = Long.MAX_VALUE;

  private final SilenceSpec spec;
  private final long start;
  private final long end;
  private final Recurrence recurrence;

  public Silence(SilenceSpec spec) {
    this.spec = spec;
    Instant from = SilenceSpec.moment("start", spec.start());
    Instant to = SilenceSpec.moment("end", spec.end());
    this.start = from == null ? Long.MIN_VALUE : from.toEpochMilli();
    this.end =
        to != null
            ? to.toEpochMilli()
            : spec.duration() != null && spec.rrule() == null
                ? start + spec.duration().toMillis()
                : UNTIL_RESOLVED;
    this.recurrence =
        spec.rrule() == null
            ? null
            : new Recurrence(from, spec.duration(), spec.rrule(), ZoneId.of(spec.zone()));
  }

  public SilenceSpec spec() {
    return spec;
  }

  /**
   * Until when it silences an alert, epoch milliseconds, or {@link #UNTIL_RESOLVED}; empty when it
   * does not silence it now.
   *
   * @param startsAt when the alert began, epoch milliseconds
   * @param now wall clock, epoch milliseconds
   */
  public Optional<Long> silences(Map<String, String> labels, long startsAt, long now) {
    return start <= now && concerns(labels, startsAt) ? until(now) : Optional.empty();
  }

  /**
   * Whether it is for such an alert, at whatever time.
   *
   * @param startsAt when the alert began, epoch milliseconds
   */
  public boolean concerns(Map<String, String> labels, long startsAt) {
    return (!spec.untilResolved() || startsAt <= start)
        && Matcher.allMatch(spec.matchers(), labels);
  }

  /** Whether it silences nothing from a time on, epoch milliseconds; one that recurs is never. */
  public boolean over(long now) {
    return end <= now;
  }

  /** Whether it may begin, for the first time or again, after a time, epoch milliseconds. */
  public boolean mayBegin(long after) {
    return start > after || recurrence != null;
  }

  /** When it first begins after a time, both epoch milliseconds; empty when it does not. */
  public Optional<Long> begins(long after) {
    if (recurrence != null) {
      return recurrence.next(after);
    }
    return start > after ? Optional.of(start) : Optional.empty();
  }

  private Optional<Long> until(long now) {
    if (recurrence == null) {
      return end > now ? Optional.of(end) : Optional.empty();
    }
    long[] latest = {now};
    recurrence.forEach(now, now + 1, (from, to) -> latest[0] = Math.max(latest[0], to));
    return latest[0] > now ? Optional.of(latest[0]) : Optional.empty();
  }
}
