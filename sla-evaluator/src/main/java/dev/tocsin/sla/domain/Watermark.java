package dev.tocsin.sla.domain;

/**
 * How far the event time of one service and kind of telemetry has come: the newest event time, and
 * while nothing newer arrives as much further as the wall clock has moved. It never goes back.
 *
 * <p>The wall clock is only ever compared with itself: a recording of last year closes its slices
 * exactly as a live stream does. After a restart the silence goes on from where it had come to.
 */
public final class Watermark {
  private static final long UNSEEN = Long.MIN_VALUE;

  private long newest;
  private long reached;
  private long closedThrough;
  private long seenAt = UNSEEN;

  /** A watermark as it was stored. */
  public Watermark(long newest, long reached, long closedThrough) {
    this.newest = newest;
    this.reached = reached;
    this.closedThrough = closedThrough;
  }

  /** The watermark of a key whose first event has this time. */
  public static Watermark first(long eventTime, long latenessMs) {
    return new Watermark(eventTime, eventTime, SliceKey.minuteOf(eventTime - latenessMs));
  }

  /** Takes note of an event time. */
  public void observe(long eventTime, long wallNow) {
    at(wallNow);
    if (eventTime > newest) {
      newest = eventTime;
      seenAt = wallNow;
      reached = Math.max(reached, newest);
    }
  }

  /** The watermark now, epoch milliseconds of event time. */
  public long at(long wallNow) {
    if (seenAt == UNSEEN) {
      seenAt = wallNow - (reached - newest);
    }
    reached = Math.max(reached, newest + Math.max(0, wallNow - seenAt));
    return reached;
  }

  /**
   * Closes what is due.
   *
   * @param latenessMs how long after its end a minute still counts what comes
   * @return whether {@link #closedThrough} moved
   */
  public boolean close(long wallNow, long latenessMs) {
    long due = SliceKey.minuteOf(at(wallNow) - latenessMs);
    if (due <= closedThrough) {
      return false;
    }
    closedThrough = due;
    return true;
  }

  /** The wall time at which the next minute closes if nothing arrives. */
  public long nextClose(long wallNow, long latenessMs) {
    return wallNow + closedThrough + SliceKey.MINUTE_MS + latenessMs - at(wallNow);
  }

  /** Every minute that ends here or earlier is closed; epoch milliseconds, a whole minute. */
  public long closedThrough() {
    return closedThrough;
  }

  /** The newest event time. */
  public long newest() {
    return newest;
  }

  /** The farthest that {@link #at} ever said. */
  public long reached() {
    return reached;
  }
}
