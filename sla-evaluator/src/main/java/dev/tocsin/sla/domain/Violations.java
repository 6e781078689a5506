package dev.tocsin.sla.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Indicator;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import java.util.Map;
import java.util.Objects;
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

  /**
   * One that was not known until now.
   *
   * @param whole the known one that it was a part of, or null
   */
  static Violation begun(Objective objective, Boundaries.Span span, Harm worst, Violation whole) {
    Verdict verdict = whole == null ? span.begun.verdict() : whole.verdict();
    return new Violation(
        Identity.of(verdict.objective(), verdict.service(), span.began),
        verdict.objective(),
        verdict.service(),
        worst.json(),
        span.began,
        span.ended,
        false,
        null,
        whole == null ? reason(objective, verdict) : whole.reason(),
        span.endedBy == null ? verdict : span.endedBy,
        1);
  }

  /** The same one as the verdicts say now; null when that is what was known. */
  static Violation settled(Objective objective, Violation was, Boundaries.Span span, Harm worst) {
    boolean moved = was.began() != span.began || !Objects.equals(was.ended(), span.ended);
    boolean worse = worst.compareTo(Harm.of(was.severity())) > 0;
    if (!moved && !worse) {
      return null;
    }
    boolean by = worse && span.begun != null;
    Verdict verdict = by ? span.begun.verdict() : was.verdict();
    return new Violation(
        was.id(),
        was.objective(),
        was.service(),
        worst.json(),
        span.began,
        span.ended,
        false,
        null,
        by ? reason(objective, verdict) : was.reason(),
        moved && span.endedBy != null ? span.endedBy : verdict,
        was.revision() + 1);
  }

  /** The same under another identity. */
  public static Violation under(Violation is, String id, long revision) {
    return new Violation(
        id,
        is.objective(),
        is.service(),
        is.severity(),
        is.began(),
        is.ended(),
        is.withdrawn(),
        is.incidentId(),
        is.reason(),
        is.verdict(),
        revision);
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
