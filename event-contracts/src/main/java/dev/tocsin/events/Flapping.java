package dev.tocsin.events;

import java.time.Duration;

/**
 * When an alert comes and goes too often to be told each time: then it stays firing, said once with
 * the reason {@code flapping}, until it was calm for {@code within}.
 *
 * @param changes how many changes (each firing and each clearing) make it flap, at least 3; default
 *     6
 * @param within in how long; default 1h
 */
public record Flapping(Integer changes, Duration within) {
  /** The usual. */
  public static final Flapping DEFAULT = new Flapping(null, null);

  public Flapping {
    changes = changes == null ? 6 : changes;
    if (changes < 3 || changes > 100) {
      throw new InvalidFieldException("changes", "must be from 3 to 100");
    }
    within = within == null ? Duration.ofHours(1) : within;
    if (within.isZero()) {
      throw new InvalidFieldException("within", "must be longer than nothing");
    }
  }
}
