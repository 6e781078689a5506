package dev.tocsin.report.rest;

import dev.tocsin.report.domain.Compliance;
import dev.tocsin.report.persistence.Compliances;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The compliance report as it is answered.
 *
 * @param compliance each objective and service, in the whole range and in its calendar months
 * @param teams the same by team: who answers for them, as their definitions say
 * @param violations the newest violations with their causes, at most 1000
 * @param violationCount how many there are in all
 * @param burnDown how the error budget went down, when one objective is asked for
 * @param downtime seconds by reason, over the whole range
 * @param about how to read it
 */
public record ComplianceAnswer(
    List<Compliance> compliance,
    List<Compliance.OfTeam> teams,
    List<Compliances.Listed> violations,
    long violationCount,
    List<BurnDown> burnDown,
    Map<String, Double> downtime,
    About about)
    implements ReportAnswer {

  /** One service's error budget over the range. */
  public record BurnDown(String objective, String service, List<Point> points) {}

  /**
   * What was left at a time.
   *
   * @param at epoch milliseconds
   * @param budgetRemaining share of the budget, negative when overspent; null when not known
   */
  public record Point(long at, Double budgetRemaining) {}

  @Override
  public List<Sheet> sheets() {
    return List.of(
        Sheet.of(
            "Compliance",
            List.of(
                "objective",
                "service",
                "team",
                "from",
                "to",
                "month",
                "violations",
                "violatedSeconds",
                "compliance",
                "status",
                "sli",
                "sliWithMaintenance",
                "target",
                "budgetRemaining",
                "coverage"),
            compliance,
            ComplianceAnswer::row),
        Sheet.of(
            "Teams",
            List.of(
                "team", "from", "to", "month", "promises", "broken", "violations", "compliance"),
            teams,
            each ->
                Arrays.asList(
                    each.team(),
                    each.from(),
                    each.to(),
                    each.month(),
                    each.promises(),
                    each.broken(),
                    each.violations(),
                    each.compliance())),
        Sheet.of(
            "Violations",
            List.of(
                "id",
                "objective",
                "service",
                "severity",
                "began",
                "ended",
                "seconds",
                "reason",
                "incidentId",
                "rootCause",
                "team"),
            violations,
            each ->
                Arrays.asList(
                    each.id(),
                    each.objective(),
                    each.service(),
                    each.severity(),
                    each.began(),
                    each.ended(),
                    each.seconds(),
                    each.reason(),
                    each.incidentId(),
                    each.rootCause(),
                    each.team())),
        Sheet.of(
            "Downtime",
            List.of("reason", "seconds"),
            List.copyOf(downtime.entrySet()),
            each -> List.of(each.getKey(), each.getValue())));
  }

  private static List<Object> row(Compliance each) {
    Compliance.Standing end = each.atEnd();
    return Arrays.asList(
        each.objective(),
        each.service(),
        each.team(),
        each.from(),
        each.to(),
        each.month(),
        each.violations(),
        each.violatedSeconds(),
        each.compliance(),
        end == null ? null : end.status(),
        end == null ? null : end.sli(),
        end == null ? null : end.sliWithMaintenance(),
        end == null ? null : end.target(),
        end == null ? null : end.budgetRemaining(),
        end == null ? null : end.coverage());
  }
}
