package dev.tocsin.sla.domain;

import dev.tocsin.events.Definitions;
import dev.tocsin.events.Durations;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.Rejected;
import java.time.Duration;

/** How long slices are kept: at least as configured, and as the longest objective needs. */
public final class Retention {
  private final Duration least;
  private final Duration lateness;
  private final Definitions definitions;
  private final Duration duration;
  private final long millis;

  public Retention(Duration least, Duration lateness, Definitions definitions) {
    this.least = least;
    this.lateness = lateness;
    this.definitions = definitions;
    Duration longest =
        definitions.objectives().stream()
            .map(each -> each.spec())
            .map(ObjectiveSpec::evaluation)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO)
            .plus(lateness);
    this.duration = longest.compareTo(least) > 0 ? longest : least;
    this.millis = duration.toMillis();
  }

  /** The same, or what follows from a newer snapshot. */
  public Retention at(Definitions newest) {
    return newest == definitions ? this : new Retention(least, lateness, newest);
  }

  public long millis() {
    return millis;
  }

  /** Whether something of this time is still kept when the watermark is there. */
  public boolean holds(long time, long watermark) {
    return time > watermark - millis;
  }

  /** Why something is refused that came too late for any correction. */
  public Rejected tooOld() {
    return new Rejected(
        "timestamp",
        "is too old: at most "
            + Durations.format(duration)
            + " behind the newest event of its service");
  }
}
