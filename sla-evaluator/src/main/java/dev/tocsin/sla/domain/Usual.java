package dev.tocsin.sla.domain;

/**
 * What a figure usually is from minute to minute: an exponentially weighted mean, in which a minute
 * counts half as much as one that is an hour younger. No minute counts as more than twice what was
 * usual before, or 1, so that an incident does not become usual while it lasts.
 *
 * @param mean the mean; meaningless before it is {@link #known}
 * @param minutes how many minutes it is made of
 */
public record Usual(double mean, long minutes) {
  static final Usual NOTHING_YET = new Usual(0, 0);

  /** Before that many minutes nothing is usual. */
  static final long LEAST_MINUTES = 10;

  private static final double WEIGHT = 1 - Math.pow(2, -1 / 60.0);

  /** Whether it is made of enough minutes. */
  public boolean known() {
    return minutes >= LEAST_MINUTES;
  }

  /** With one more minute. */
  Usual and(double value) {
    double most = known() ? Math.max(1, 2 * mean) : Double.POSITIVE_INFINITY;
    double weight = Math.max(WEIGHT, 1.0 / (minutes + 1));
    return new Usual(mean + weight * (Math.min(value, most) - mean), minutes + 1);
  }
}
