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
    this.end = to == null ? UNTIL_RESOLVED : to.toEpochMilli();
    this.recurrence =
        spec.duration() == null
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
    boolean concerned = start <= now && (!spec.untilResolved() || startsAt <= start);
    return concerned && Matcher.allMatch(spec.matchers(), labels) ? until(now) : Optional.empty();
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
