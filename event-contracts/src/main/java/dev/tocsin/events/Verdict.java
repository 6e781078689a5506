package dev.tocsin.events;

import java.util.List;
import java.util.Map;

/**
 * Where an objective stands for one service.
 *
 * @param objective the objective's name
 * @param service the service
 * @param periodStart start of the evaluation period, epoch milliseconds, inclusive
 * @param periodEnd its end, exclusive: the end of the newest measurement slice
 * @param sli the measured ratio, unrounded; null when there is no data
 * @param value the measured figure in the indicator's unit (milliseconds, requests a second, the
 *     metric's own); null for plain ratios and when there is no data
 * @param target the promised ratio
 * @param bound the promised bound of {@code value}, or null
 * @param budgetRemaining share of the error budget that is left, negative when overspent,
 *     unrounded; null when there is no data or no budget
 * @param burnRates burn rate by window ({@code 5m}, {@code 1h}), only windows with data
 * @param good what counted as good (events or measurement slices, as the objective counts)
 * @param total what counted
 * @param coverage share of the period's measurement slices that have data, 0 to 1
 * @param windowFull whether the objective has seen its whole evaluation period
 * @param status what it means
 * @param state how final it is
 * @param revision 0 while open, 1 once final, one more for each correction; of one period end the
 *     highest revision counts, and of open ones the newest record
 * @param definitionVersion the objective's version
 * @param provenance what was counted
 * @param certainty for time-based objectives: whether the rest of the period can still change the
 *     answer; null for others
 * @param exhaustion when the budget will be spent if it goes on as now, or null
 * @param excluded what was left out, or null for nothing
 * @param attributed of what counted as bad, how much while a dependency was down, by dependency;
 *     null for nothing
 */
public record Verdict(
    String objective,
    String service,
    long periodStart,
    long periodEnd,
    Double sli,
    Double value,
    double target,
    Double bound,
    Double budgetRemaining,
    Map<String, Double> burnRates,
    long good,
    long total,
    double coverage,
    boolean windowFull,
    Status status,
    State state,
    long revision,
    long definitionVersion,
    List<Provenance> provenance,
    Certainty certainty,
    Exhaustion exhaustion,
    Excluded excluded,
    Map<String, Long> attributed) {

  /** What a verdict means. */
  public enum Status {
    MET,
    VIOLATED,
    /** Nothing was counted: neither met nor violated. */
    NO_DATA,
    /** Too few events or too little coverage to judge. */
    INCONCLUSIVE
  }

  /** How final a verdict is. */
  public enum State {
    /** The newest measurement slice still counts. */
    OPEN,
    /** The allowed lateness is over. */
    FINAL,
    /** A late event changed what was final. */
    CORRECTED
  }

  /**
   * An input that was counted: the first and the last offset of one partition, both inclusive.
   *
   * @param topic the topic without prefix
   * @param partition the partition
   * @param firstOffset the first offset counted
   * @param lastOffset the last offset counted
   */
  public record Provenance(String topic, int partition, long firstOffset, long lastOffset) {}

  /** Whether the rest of the period can still change the answer. */
  public enum Certainty {
    OPEN,
    /** Bad time exceeds the whole period's allowance: nothing can mend it any more. */
    BREACH_CERTAIN,
    /** Bad time and all that remains fit the allowance: nothing can break it any more. */
    MET_CERTAIN
  }

  /**
   * When the budget will be spent: projected from how fast it was spent in equal parts of the time
   * before.
   *
   * @param p10 epoch milliseconds: one in ten projections comes earlier; null when it never will
   * @param p50 half of them come earlier
   * @param p90 nine in ten come earlier
   */
  public record Exhaustion(Long p10, Long p50, Long p90) {}

  /**
   * What maintenance and forgiven reasons took out of the period.
   *
   * @param milliseconds how much time
   * @param sli the ratio with it, or null
   * @param byReason how much time, by reason
   */
  public record Excluded(long milliseconds, Double sli, Map<DowntimeReason, Long> byReason) {}
}
