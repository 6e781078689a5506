package dev.tocsin.sla.domain;

import dev.tocsin.events.Verdict;

/** Puts a verdict together. */
public final class Verdicts {
  private Verdicts() {}

  /**
   * @param outages of what the service depends on, or null
   * @param number the last slice of the period
   */
  public static Verdict of(
      Progress progress,
      Outages outages,
      String service,
      long number,
      Judgement figures,
      Verdict.State state,
      long revision) {
    Objective objective = progress.objective().inForce(number);
    return new Verdict(
        objective.name(),
        service,
        objective.startOf(objective.periodFirst(number)),
        objective.startOf(number + 1),
        figures.sli(),
        figures.value(),
        objective.spec().target(),
        objective.spec().indicator().bound(),
        figures.budgetRemaining(),
        figures.burnRates(),
        figures.good(),
        figures.total(),
        figures.coverage(),
        figures.windowFull(),
        figures.status(),
        state,
        revision,
        objective.version(),
        progress.provenance(number),
        figures.certainty(),
        state == Verdict.State.CORRECTED
            ? null
            : progress.exhaustion(number, figures, state == Verdict.State.FINAL),
        figures.excluded(),
        outages == null
            ? null
            : outages.attributed(
                objective,
                progress::slot,
                objective.startOf(objective.periodFirst(number)),
                objective.startOf(number + 1)));
  }
}
