package dev.tocsin.standalone.sample;

/**
 * How a service does.
 *
 * @param cause what ails it, or null
 * @param intensity how bad that is, from 0 to 1
 */
record Health(Cause cause, double intensity) {
  static final Health GOOD = new Health(null, 0);

  /** Requests begin to fail only when it is rather bad: latency, load and logs speak earlier. */
  private static final double ERRORS_FROM = 0.5;

  private static final double USUAL_ERROR_RATE = 0.001;
  private static final double DOWN_FROM = 0.95;

  double slowdown() {
    return cause == null ? 1 : 1 + (cause.slowdown() - 1) * intensity;
  }

  double errorRate() {
    double share = (intensity - ERRORS_FROM) / (1 - ERRORS_FROM);
    return USUAL_ERROR_RATE + (cause == null ? 0 : cause.errorRate() * Math.max(0, share));
  }

  /** Percent points of CPU beyond the usual. */
  double cpu() {
    return cause == null ? 0 : cause.cpu() * intensity;
  }

  /** Percent points of memory beyond the usual. */
  double memory() {
    return cause == null ? 0 : cause.memory() * intensity;
  }

  /** Whether a health check fails: only failures that take a service away do that. */
  boolean down() {
    return (cause == Cause.DEPENDENCY_FAILURE || cause == Cause.RESOURCE_EXHAUSTION)
        && intensity >= DOWN_FROM;
  }
}
