package dev.tocsin.sla.whatif;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Indicator;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.domain.Objective;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Takes down what a judge says of one service, as far as it is about the range in question. */
final class Minutes implements Consumer<Object> {
  private final Objective objective;
  private final long from;
  private final long every;
  private final Consumer<Verdict> witness;
  private final Map<Verdict.Status, Long> counts = new EnumMap<>(Verdict.Status.class);
  private final List<Verdict> listed = new ArrayList<>();
  private final Map<String, Violation> violations = new LinkedHashMap<>();
  private final List<Alert> alerts = new ArrayList<>();
  private Verdict first;
  private Verdict last;
  private Verdict worst;

  /**
   * @param from only verdicts whose period ends after this
   * @param to when the last period of the range ends
   * @param wanted about how many verdicts to list
   * @param witness sees every final verdict of the range
   */
  Minutes(Objective objective, long from, long to, int wanted, Consumer<Verdict> witness) {
    this.objective = objective;
    this.from = from;
    long slots = Math.max(1, (to - from) / objective.measurementMs());
    this.every = wanted == 0 ? Long.MAX_VALUE : (slots + wanted - 1) / wanted;
    this.witness = witness;
  }

  @Override
  public void accept(Object said) {
    if (said instanceof Verdict verdict) {
      if (verdict.state() == Verdict.State.FINAL && verdict.periodEnd() > from) {
        take(verdict);
      }
    } else if (said instanceof Violation violation) {
      violations.put(violation.id(), violation);
    } else if (said instanceof Alert alert && alert.updatedAt() > from) {
      alerts.add(alert);
    }
  }

  private void take(Verdict verdict) {
    witness.accept(verdict);
    counts.merge(verdict.status(), 1L, Long::sum);
    boolean changed = last == null || last.status() != verdict.status();
    boolean itsTurn = objective.slotOf(verdict.periodEnd()) % every == 0;
    if (every != Long.MAX_VALUE && (changed || itsTurn)) {
      listed.add(verdict);
    }
    first = first == null ? verdict : first;
    worst = worse(verdict, worst) ? verdict : worst;
    last = verdict;
  }

  private boolean worse(Verdict verdict, Verdict than) {
    Double badness = badness(verdict);
    return badness != null && (than == null || badness > badness(than));
  }

  /** Larger is worse; null without data. */
  private Double badness(Verdict verdict) {
    if (verdict.budgetRemaining() != null) {
      return -verdict.budgetRemaining();
    }
    if (verdict.value() != null) {
      boolean atMost = objective.spec().indicator().op() == Indicator.Op.AT_MOST;
      return atMost ? verdict.value() : -verdict.value();
    }
    return verdict.sli() == null ? null : (Double) (-verdict.sli());
  }

  Finding finding(String service, Long coveredFrom, long slices) {
    List<Violation> relevant =
        violations.values().stream()
            .filter(each -> each.ended() == null || each.ended() > from)
            .toList();
    return new Finding(
        service, coveredFrom, slices, counts, first, last, worst, listed, relevant, alerts);
  }
}
