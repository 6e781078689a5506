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
 * <p>Open verdicts begin and end violations ahead of the final ones, and in a replay some slices
 * never have an open verdict. So what a final verdict says of a slice behind the newest one moves
 * the beginning or the end to where it is: they do not depend on how often anybody looked.
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
      if (violated) {
        return before(objective, number, verdict, judgement, at);
      }
      return verdict.status() == Verdict.Status.MET ? metBefore(objective, number, verdict) : null;
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

  /** Takes what a correction made of the newest violation. */
  public void corrected(Violation newest) {
    violation = newest;
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

  /** A slice that turned out violated only after newer ones had been judged. */
  private Change before(
      Objective objective, long number, Verdict verdict, Judgement judgement, long at) {
    long start = objective.startOf(number);
    if (violation != null
        && violation.began() <= start
        && (violation.ended() == null || violation.ended() > start)) {
      return null;
    }
    if (ongoing() && violation.began() > start) {
      violation = Violations.earlier(violation, start);
      return new Change(violation, Violations.alert(objective.spec(), violation, at));
    }
    long end = objective.startOf(number + 1);
    if (endedAt(start)) {
      violation = Violations.ended(violation, end, verdict);
      return new Change(violation, null);
    }
    Harm harm = Harm.of(objective, judgement);
    Violation past =
        Violations.ended(Violations.begun(objective, start, harm, verdict), end, verdict);
    if (violation == null || violation.began() < start) {
      violation = past;
    }
    return new Change(past, null);
  }

  /** A slice that turned out met only after newer ones had been judged. */
  private Change metBefore(Objective objective, long number, Verdict verdict) {
    long start = objective.startOf(number);
    long end = objective.startOf(number + 1);
    if (violation == null || violation.withdrawn() || violation.began() > start) {
      return null;
    }
    if (violation.began() < start) {
      // One that goes on is not cut in two: it was never seen to end.
      if (violation.ended() == null || violation.ended() <= start) {
        return null;
      }
      violation = Violations.ended(violation, start, verdict);
    } else if (violation.ended() == null || violation.ended() > end) {
      violation = Violations.earlier(violation, end);
    } else {
      // Nothing but this slice, while it was open: that was told, and stays.
      return null;
    }
    return new Change(violation, null);
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
