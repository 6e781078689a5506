package dev.tocsin.report.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an objective was kept by one service in one period.
 *
 * @param objective the objective's or the incident agreement's name
 * @param service the service
 * @param team who answers for it, as its definition says, or {@code unknown}
 * @param from the period's start, epoch milliseconds, inclusive
 * @param to its end, exclusive; of a period that is not over, the report's time
 * @param month which calendar month it is, {@code 2026-11}; null for the whole range
 * @param violations how many violations lasted at some time of it
 * @param violatedSeconds how long it was violated, overlapping violations counted once
 * @param compliance share of the period in which it was not violated, 0 to 1; null when there is
 *     neither a verdict nor a violation in it
 * @param atEnd what the last verdict in it says, or null when there is none
 */
public record Compliance(
    String objective,
    String service,
    String team,
    long from,
    long to,
    String month,
    long violations,
    double violatedSeconds,
    Double compliance,
    Standing atEnd) {
  private static final double MILLIS = 1_000;

  /**
   * What a period's last verdict says.
   *
   * @param at the end of what it judged, epoch milliseconds
   * @param status what it means
   * @param sli the measured ratio, maintenance and forgiven time left out
   * @param sliWithMaintenance the ratio with them; the same when nothing was left out
   * @param target the promised ratio
   * @param budgetRemaining share of the error budget that is left
   * @param coverage share of its time that has data
   * @param good what counted as good
   * @param total what counted
   * @param excludedSeconds how long was left out, by reason
   */
  public record Standing(
      long at,
      String status,
      Double sli,
      Double sliWithMaintenance,
      Double target,
      Double budgetRemaining,
      Double coverage,
      long good,
      long total,
      Map<String, Double> excludedSeconds) {}

  /**
   * A violation's time.
   *
   * @param began epoch milliseconds
   * @param ended epoch milliseconds, or null while it lasts
   */
  public record Interval(long began, Long ended) {}

  /** A period that is judged. */
  public record Period(long from, long to, String month) {}

  /** The figure of one period. */
  public static Compliance of(
      String objective,
      String service,
      String team,
      Period period,
      List<Interval> violations,
      Standing atEnd) {
    List<Interval> within =
        violations.stream()
            .filter(each -> each.began() < period.to())
            .filter(each -> each.ended() == null || each.ended() > period.from())
            .toList();
    long violated = united(within, period);
    boolean judged = atEnd != null && !"NO_DATA".equals(atEnd.status()) || !within.isEmpty();
    long length = period.to() - period.from();
    return new Compliance(
        objective,
        service,
        team,
        period.from(),
        period.to(),
        period.month(),
        within.size(),
        violated / MILLIS,
        judged && length > 0 ? 1 - (double) violated / length : null,
        atEnd);
  }

  /** How long at least one of them lasted within the period, in milliseconds. */
  static long united(List<Interval> intervals, Period period) {
    List<Interval> ordered = new ArrayList<>(intervals);
    ordered.sort(Comparator.comparing(Interval::began));
    long sum = 0;
    long reached = period.from();
    for (Interval each : ordered) {
      long end = each.ended() == null ? period.to() : Math.min(each.ended(), period.to());
      long start = Math.max(each.began(), reached);
      if (end > start) {
        sum += end - start;
        reached = end;
      }
    }
    return sum;
  }

  /**
   * What a team kept in one period: the time of all that it answers for, added up.
   *
   * @param team the team, or {@code unknown}
   * @param from the period's start, epoch milliseconds, inclusive
   * @param to its end, exclusive
   * @param month which calendar month it is; null for the whole range
   * @param promises how many objectives of services have a figure
   * @param broken how many of them were violated at some time
   * @param violations how many violations lasted at some time
   * @param compliance share of their time in which they were not violated; null without any
   */
  public record OfTeam(
      String team,
      long from,
      long to,
      String month,
      long promises,
      long broken,
      long violations,
      Double compliance) {}

  /** By team and period: teams in the order of their names, each's whole range first. */
  public static List<OfTeam> byTeam(List<Compliance> rows) {
    Map<List<String>, List<Compliance>> parts = new LinkedHashMap<>();
    rows.stream()
        .sorted(Comparator.comparing(Compliance::team))
        .forEach(
            row ->
                parts
                    .computeIfAbsent(
                        Arrays.asList(row.team(), row.month()), key -> new ArrayList<>())
                    .add(row));
    return parts.values().stream().map(Compliance::together).toList();
  }

  /** All of one team in one period, and so of equal length. */
  private static OfTeam together(List<Compliance> rows) {
    Compliance first = rows.get(0);
    List<Compliance> known = rows.stream().filter(row -> row.compliance() != null).toList();
    return new OfTeam(
        first.team(),
        first.from(),
        first.to(),
        first.month(),
        known.size(),
        known.stream().filter(row -> row.violatedSeconds() > 0).count(),
        rows.stream().mapToLong(Compliance::violations).sum(),
        known.isEmpty()
            ? null
            : known.stream().mapToDouble(Compliance::compliance).sum() / known.size());
  }

  /** Time by reason over some rows: what was violated, and what was left out and why. */
  public static Map<String, Double> downtime(List<Compliance> rows) {
    Map<String, Double> byReason = new HashMap<>();
    for (Compliance row : rows) {
      if (row.violatedSeconds() > 0) {
        byReason.merge("violated", row.violatedSeconds(), Double::sum);
      }
      if (row.atEnd() != null) {
        row.atEnd()
            .excludedSeconds()
            .forEach((reason, each) -> byReason.merge("excluded: " + reason, each, Double::sum));
      }
    }
    return byReason;
  }
}
