package dev.tocsin.sla.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;

/**
 * Whether an objective is violated for one service. A violation begins with the first slice whose
 * verdict is violated and ends with the first one that is met again; too little data neither begins
 * nor ends one. Its severity is the worst so far.
 *
 * <p>It takes verdicts in the order of slices; what a final one says of a slice behind the newest
 * slice is for {@link Boundaries}.
 */
public final class Standing {
  private Violation violation;
  private long judged = Long.MIN_VALUE;

  /** As it was stored: the newest violation or null, and the newest slice that was judged. */
  public static Standing restored(Violation violation, long judged) {
    Standing standing = new Standing();
    standing.violation = violation;
    standing.judged = judged;
    return standing;
  }

  /**
   * Takes a verdict.
   *
   * @param number its last slice
   * @param at event time of this change, epoch milliseconds
   * @return what changed, or null
   */
  public Change judged(
      Objective objective, long number, Verdict verdict, Judgement judgement, long at) {
    boolean violated = verdict.status() == Verdict.Status.VIOLATED;
    if (number < judged) {
      return null;
    }
    judged = number;
    if (violated) {
      return ongoing()
          ? worsened(objective, verdict, judgement, at)
          : begun(objective, number, verdict, judgement, at);
    }
    return verdict.status() == Verdict.Status.MET && ongoing()
        ? ended(objective, number, verdict, at)
        : null;
  }

  /** Whether a violation goes on. */
  public boolean ongoing() {
    return violation != null && violation.ended() == null && !violation.withdrawn();
  }

  /** The newest violation, or null. */
  public Violation violation() {
    return violation;
  }

  /** The newest slice that was judged. */
  public long judged() {
    return judged;
  }

  /**
   * Ends what goes on because there is nothing left to judge; null when nothing does.
   *
   * @param spec the objective, or null when it is declared no more
   */
  public Change closed(ObjectiveSpec spec, long at, String why) {
    if (!ongoing()) {
      return null;
    }
    long end = Math.max(at, violation.began());
    violation = Violations.ended(violation, end, violation.verdict());
    return new Change(violation, Violations.alert(spec, violation, end).resolved(end, why));
  }

  /**
   * Takes over a violation from another definition, or other windows.
   *
   * @param sameSlices whether slices have the same numbers; otherwise none was judged yet
   */
  void inherit(Standing predecessor, boolean sameSlices) {
    violation = predecessor.violation;
    judged = sameSlices ? predecessor.judged : judged;
  }

  /**
   * Takes over what the violations became.
   *
   * @param newest the newest one, or null
   * @param number up to which slice they agree with the verdicts
   */
  public void settled(Violation newest, long number) {
    violation = newest;
    judged = Math.max(judged, number);
  }

  private Change begun(
      Objective objective, long number, Verdict verdict, Judgement judgement, long at) {
    long began = objective.startOf(number);
    Harm harm = Harm.of(objective, judgement);
    // Violated, met and violated again within one slice, or from one to the next, is one violation.
    boolean again = violation != null && (violation.began() == began || endedAt(began));
    violation =
        again
            ? Violations.again(objective, violation, harm, verdict)
            : Violations.begun(objective, began, harm, verdict);
    return new Change(violation, Violations.alert(objective.spec(), violation, at));
  }

  private Change worsened(Objective objective, Verdict verdict, Judgement judgement, long at) {
    Harm harm = Harm.of(objective, judgement);
    if (harm.compareTo(Harm.of(violation.severity())) <= 0) {
      return null;
    }
    violation = Violations.again(objective, violation, harm, verdict);
    return new Change(violation, Violations.alert(objective.spec(), violation, at));
  }

  private Change ended(Objective objective, long number, Verdict verdict, long at) {
    long start = objective.startOf(number);
    long end = start > violation.began() ? start : objective.startOf(number + 1);
    violation = Violations.ended(violation, end, verdict);
    return new Change(
        violation,
        Violations.alert(objective.spec(), violation, at)
            .resolved(Math.max(at, violation.began()), "cleared"));
  }

  private boolean endedAt(long time) {
    return violation != null
        && !violation.withdrawn()
        && violation.ended() != null
        && violation.ended() == time;
  }

  /**
   * What changed.
   *
   * @param violation the violation under its new revision
   * @param alert the alert, or null when nobody needs to be told any more
   */
  public record Change(Violation violation, Alert alert) {}
}
