package dev.tocsin.standalone.replay;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a row is due: as fast as possible, or as far apart as the rows' times, divided by a factor.
 * Rows whose time lies before an earlier row's are due at once.
 */
final class Pace {
  /** Rows that are due this soon go along, so that a dense file is not sent row by row. */
  private static final long AHEAD_NANOS = Duration.ofMillis(200).toNanos();

  private final double factor;
  private final LongSupplier nanoClock;
  private Long firstTime;
  private long began;

  /**
   * @param factor how much faster than the recording; infinite: as fast as possible
   */
  Pace(double factor, LongSupplier nanoClock) {
    this.factor = factor;
    this.nanoClock = nanoClock;
  }

  /**
   * The factor of a {@code --speed}.
   *
   * @throws InvalidOptionException when it is none
   */
  static double factor(String speed) {
    if (speed.equals("max")) {
      return Double.POSITIVE_INFINITY;
    }
    if (speed.equals("realtime")) {
      return 1;
    }
    return FieldType.number(speed)
        .map(Number::doubleValue)
        .filter(value -> value > 0)
        .orElseThrow(
            () ->
                new InvalidOptionException(
                    "--speed", "'" + speed + "' is not max, realtime or a number above 0"));
  }

  /**
   * How long to wait before a row of this time; zero for one that is due or soon will be.
   *
   * @param time epoch milliseconds, or null when the row has none
   */
  Duration untilDue(Long time) {
    if (time == null || Double.isInfinite(factor)) {
      return Duration.ZERO;
    }
    if (firstTime == null) {
      firstTime = time;
      began = nanoClock.getAsLong();
    }
    double offset = (time - firstTime) / factor * 1_000_000;
    long left = began + (long) offset - nanoClock.getAsLong();
    return left <= AHEAD_NANOS ? Duration.ZERO : Duration.ofNanos(left);
  }
}
