package dev.tocsin.sla.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Indicator;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import java.util.Map;
import java.util.TreeMap;

/** How violations of objectives and their alerts are written. */
public final class Violations {
  private Violations() {}

  static Violation begun(Objective objective, long began, Harm harm, Verdict verdict) {
    return new Violation(
        Identity.of(verdict.objective(), verdict.service(), began),
        verdict.objective(),
        verdict.service(),
        harm.json(),
        began,
        null,
        false,
        null,
        reason(objective, verdict),
        verdict,
        1);
  }

  /** Goes on, or goes on again, at least as bad as it was. */
  static Violation again(Objective objective, Violation was, Harm harm, Verdict verdict) {
    Harm worst = harm.compareTo(Harm.of(was.severity())) > 0 ? harm : Harm.of(was.severity());
    return new Violation(
        was.id(),
        was.objective(),
        was.service(),
        worst.json(),
        was.began(),
        null,
        false,
        null,
        reason(objective, verdict),
        verdict,
        was.revision() + 1);
  }

  public static Violation ended(Violation was, long end, Verdict verdict) {
    return copy(was, was.began(), end, false, verdict);
  }

  /** The same violation, which began earlier or later than was thought. */
  public static Violation earlier(Violation was, long began) {
    return copy(was, began, was.ended(), false, was.verdict());
  }

  /** Two that turned out to be one. */
  static Violation joined(Violation first, Violation second) {
    Harm harm = Harm.of(first.severity());
    Harm other = Harm.of(second.severity());
    return new Violation(
        first.id(),
        first.objective(),
        first.service(),
        (harm.compareTo(other) >= 0 ? harm : other).json(),
        first.began(),
        second.ended(),
        false,
        null,
        second.reason(),
        second.verdict(),
        first.revision() + 1);
  }

  /** What of a violation comes after a slice that turned out met: another one. */
  public static Violation rest(Violation whole, long began) {
    return new Violation(
        Identity.of(whole.objective(), whole.service(), began),
        whole.objective(),
        whole.service(),
        whole.severity(),
        began,
        whole.ended(),
        false,
        null,
        whole.reason(),
        whole.verdict(),
        1);
  }

  /** It never was one. */
  public static Violation withdrawn(Violation was, long at, Verdict verdict) {
    return copy(was, was.began(), was.ended() == null ? (Long) at : was.ended(), true, verdict);
  }

  private static Violation copy(
      Violation was, long began, Long ended, boolean withdrawn, Verdict verdict) {
    return new Violation(
        was.id(),
        was.objective(),
        was.service(),
        was.severity(),
        began,
        ended,
        withdrawn,
        was.incidentId(),
        was.reason(),
        verdict,
        was.revision() + 1);
  }

  /**
   * The violation's alert, firing.
   *
   * @param spec the objective, or null when it is declared no more
   */
  public static Alert alert(ObjectiveSpec spec, Violation violation, long at) {
    boolean declared = spec != null;
    Severity severity =
        declared && spec.severity() != null
            ? spec.severity()
            : Harm.of(violation.severity()).alert();
    Map<String, String> annotations = new TreeMap<>();
    String what = declared && spec.title() != null ? spec.title() : violation.objective();
    annotations.put("summary", what + " is violated for " + violation.service());
    annotations.put("description", violation.reason());
    annotations.put("violation", violation.id());
    annotations.put("violationSeverity", violation.severity());
    return Alert.firing(
        "objective",
        violation.objective(),
        violation.service(),
        severity,
        Map.of("objective", violation.objective()),
        annotations,
        violation.began(),
        Math.max(at, violation.began()));
  }

  private static String reason(Objective objective, Verdict verdict) {
    String period = objective.periodText();
    if (objective.judgesOnce()) {
      return "%s over %s, promised %s %s"
          .formatted(
              Figures.brief(verdict.value()),
              period,
              objective.spec().indicator().op() == Indicator.Op.AT_MOST ? "at most" : "at least",
              Figures.plain(verdict.bound()));
    }
    return "%s good over %s (%d of %d), promised %s"
        .formatted(
            Figures.percent(verdict.sli()),
            period,
            verdict.good(),
            verdict.total(),
            Figures.percent(verdict.target()));
  }
}
