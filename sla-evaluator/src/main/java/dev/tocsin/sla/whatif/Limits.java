package dev.tocsin.sla.whatif;

import java.time.Duration;

/**
 * What one question may cost.
 *
 * @param slices most slices that are read
 * @param time longest time that it may take
 * @param atOnce how many questions are answered at once
 * @param verdicts most verdicts that are listed of one service
 */
public record Limits(long slices, Duration time, int atOnce, int verdicts) {
  /** As the service's page says them. */
  public static final Limits DEFAULT = new Limits(2_000_000, Duration.ofSeconds(30), 2, 10_000);
}
