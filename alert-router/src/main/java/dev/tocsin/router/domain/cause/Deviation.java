package dev.tocsin.router.domain.cause;

/**
 * That a service is not as it normally is.
 *
 * @param service which
 * @param signal in what
 * @param harm how much is lost through it in all, in the signal's unit and beyond what is normal:
 *     the failed requests, the seconds that all requests together waited. So a caller's harm
 *     contains that of what it calls. Infinite where it was not measured
 * @param sigmas how far from normal, in robust standard deviations; infinite for an alert, which
 *     was somebody's judgement
 * @param since when it began, epoch milliseconds
 */
public record Deviation(String service, Signal signal, double harm, double sigmas, long since) {
  public Deviation {
    if (!(harm >= 0)) {
      throw new IllegalArgumentException("harm: must be 0 or more");
    }
  }

  /** Fewer standard deviations are noise: the usual three. */
  static final double LEAST_SIGMAS = 3;

  /**
   * What a stretch of measurements says, or null when none of them deviates.
   *
   * @param normal how the values are without faults
   * @param times when each was measured, epoch milliseconds, ascending
   * @param values what was measured, more being worse: the share of failed requests, the mean wait
   *     in seconds; NaN where there is none
   * @param requests how many requests each value is about
   */
  public static Deviation measured(
      String service,
      Signal signal,
      Normal normal,
      long[] times,
      double[] values,
      double[] requests) {
    double harm = 0;
    double sigmas = 0;
    Long since = null;
    for (int i = 0; i < times.length; i++) {
      double apart = normal.sigmas(values[i]);
      if (apart >= LEAST_SIGMAS && requests[i] > 0) {
        harm += (values[i] - normal.median()) * requests[i];
        sigmas = Math.max(sigmas, apart);
        since = since == null ? times[i] : since;
      }
    }
    return since == null ? null : new Deviation(service, signal, harm, sigmas, since);
  }

  /** What an alert says: something is wrong, not how much. */
  public static Deviation alerted(String service, Signal signal, long since) {
    return alerted(service, signal, Double.POSITIVE_INFINITY, since);
  }

  /** What an alert says that knows how much is lost, in a minute. */
  public static Deviation alerted(String service, Signal signal, double harm, long since) {
    return new Deviation(service, signal, harm, Double.POSITIVE_INFINITY, since);
  }

  /** Whether it is known how much is lost. */
  public boolean measured() {
    return harm < Double.POSITIVE_INFINITY;
  }
}
