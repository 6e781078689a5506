package dev.tocsin.router.domain;

import java.time.Duration;

/**
 * What an operator may choose.
 *
 * @param staleAfter an alert whose event time is older than this pages nobody
 * @param recordEvery how often at most the ledger hears of the same repetition of one alert
 * @param forgetAfter how long an alert that is over, and a group that is empty, are remembered;
 *     must be longer than staleAfter, or an id could be used twice
 * @param stormAbove more alerts than this in a minute make a storm of a group
 */
public record Rules(
    Duration staleAfter, Duration recordEvery, Duration forgetAfter, int stormAbove) {
  private static final int USUAL_STORM = 200;

  /** The defaults, given how old an alert may be. */
  public static Rules staleAfter(Duration staleAfter) {
    return new Rules(
        staleAfter,
        Duration.ofMinutes(10),
        Duration.ofDays(1).plus(staleAfter.multipliedBy(2)),
        USUAL_STORM);
  }
}
