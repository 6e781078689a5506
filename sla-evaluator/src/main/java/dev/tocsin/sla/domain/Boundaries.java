package dev.tocsin.sla.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import java.util.List;

/**
 * Where violations begin and end by the verdicts that are final. Open verdicts begin and end them
 * ahead of these, from what had come until then; so a final verdict moves a boundary to where it
 * is, joins two violations, parts one or withdraws one. How often anybody looked, and whether it
 * was live or a replay, leaves no trace.
 */
public final class Boundaries {
  private Boundaries() {}

  /**
   * What becomes of the violations.
   *
   * @param known those that began up to the slice's end, in order; withdrawn ones do not count
   * @param number the slice that is final
   */
  public static List<Moved> settle(
      List<Violation> known, Objective objective, long number, Verdict verdict, Judgement figures) {
    long start = objective.startOf(number);
    long end = objective.startOf(number + 1);
    Violation covering = null;
    Violation before = null;
    Violation behind = null;
    for (Violation each : known) {
      if (each.withdrawn()) {
        continue;
      }
      if (each.began() == end) {
        behind = each;
      } else if (each.ended() != null && each.ended() == start) {
        before = each;
      } else if (each.began() <= start && (each.ended() == null || each.ended() > start)) {
        covering = each;
      }
    }
    return switch (verdict.status()) {
      case VIOLATED ->
          covering != null
              ? List.of()
              : violated(objective, number, before, behind, verdict, figures);
      case MET -> covering == null ? List.of() : met(objective, covering, start, end, verdict);
      default -> List.of();
    };
  }

  private static List<Moved> violated(
      Objective objective,
      long number,
      Violation before,
      Violation behind,
      Verdict verdict,
      Judgement figures) {
    long start = objective.startOf(number);
    long end = objective.startOf(number + 1);
    if (before != null && behind != null) {
      Violation joined = Violations.joined(before, behind);
      return List.of(
          new Moved(behind, Violations.withdrawn(behind, end, behind.verdict()), null),
          new Moved(before, joined, alert(objective, joined)));
    }
    if (before != null) {
      return List.of(new Moved(before, Violations.ended(before, end, verdict), null));
    }
    if (behind != null) {
      Violation earlier = Violations.earlier(behind, start);
      return List.of(new Moved(behind, earlier, alert(objective, earlier)));
    }
    Violation begun = Violations.begun(objective, start, Harm.of(objective, figures), verdict);
    return List.of(new Moved(null, Violations.ended(begun, end, verdict), null));
  }

  private static List<Moved> met(
      Objective objective, Violation covering, long start, long end, Verdict verdict) {
    boolean beyond = covering.ended() == null || covering.ended() > end;
    if (covering.began() < start) {
      Moved first = new Moved(covering, Violations.ended(covering, start, verdict), null);
      if (!beyond) {
        return List.of(first);
      }
      Violation rest = Violations.rest(covering, end);
      return List.of(first, new Moved(null, rest, alert(objective, rest)));
    }
    if (!beyond) {
      // Nothing but this slice, while it was open and had less to say.
      return List.of(new Moved(covering, Violations.withdrawn(covering, end, verdict), null));
    }
    Violation later = Violations.earlier(covering, end);
    return List.of(new Moved(covering, later, alert(objective, later)));
  }

  /** Only of what goes on is there an alert to keep up to date. */
  private static Alert alert(Objective objective, Violation violation) {
    return violation.ended() == null
        ? Violations.alert(objective.spec(), violation, violation.began())
        : null;
  }

  /**
   * A violation that changed.
   *
   * @param was null for a new one
   * @param is as it is now
   * @param alert what to tell of it, or null
   */
  public record Moved(Violation was, Violation is, Alert alert) {}
}
