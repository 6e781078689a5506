package dev.tocsin.sla.domain;

import dev.tocsin.events.Verdict;

/**
 * What was last published as final or corrected: enough to see whether a late event changed it.
 *
 * @param revision its revision
 * @param status what it meant
 * @param good what counted as good
 * @param total what counted
 * @param sli the ratio, NaN for none
 * @param value the figure, NaN for none
 * @param coverage share of the period's slices with data, NaN where that was not kept yet
 */
public record FinalVerdict(
    long revision,
    Verdict.Status status,
    long good,
    long total,
    double sli,
    double value,
    double coverage) {

  /** The revision of what is open: not final yet, so there is nothing to revise. */
  public static final long NONE = 0;

  /** The revision of what is final: not a matter of how often it was published while open. */
  public static final long FIRST = 1;

  public static FinalVerdict of(Judgement figures, long revision) {
    return new FinalVerdict(
        revision,
        figures.status(),
        figures.good(),
        figures.total(),
        figures.sli() == null ? Double.NaN : figures.sli(),
        figures.value() == null ? Double.NaN : figures.value(),
        figures.coverage());
  }

  /** Whether these figures are the ones that were published. */
  public boolean says(Judgement figures) {
    FinalVerdict as = of(figures, revision);
    return equals(
        Double.isNaN(coverage)
            ? new FinalVerdict(revision, as.status, as.good, as.total, as.sli, as.value, coverage)
            : as);
  }

  public boolean violated() {
    return status == Verdict.Status.VIOLATED;
  }
}
