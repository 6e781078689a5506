package dev.tocsin.sla.domain;

import dev.tocsin.events.DowntimeReason;
import dev.tocsin.events.Indicator;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.ObjectiveSpec.NoData;
import dev.tocsin.events.Verdict;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of one evaluation period and what they mean: a verdict without its circumstances.
 *
 * @param sli the measured ratio, or null
 * @param value the measured figure in the indicator's unit, or null
 * @param budgetRemaining share of the error budget that is left, or null
 * @param burnRates by window
 * @param good what counted as good
 * @param total what counted
 * @param coverage share of the period's slices with data
 * @param windowFull whether the whole period was seen
 * @param status what it means
 * @param certainty whether the rest of a calendar's period can still change that; null where there
 *     is no such rest, or events are counted
 * @param excluded what was left out, or null
 */
public record Judgement(
    Double sli,
    Double value,
    Double budgetRemaining,
    Map<String, Double> burnRates,
    long good,
    long total,
    double coverage,
    boolean windowFull,
    Verdict.Status status,
    Verdict.Certainty certainty,
    Verdict.Excluded excluded) {

  /**
   * Judges the period whose last slice is {@code end}.
   *
   * @param first the first slice that ever had data: what lies before it is unknown to the
   *     objective, not silent
   * @param open whether the last slice still goes on: a throughput leaves it out, because half a
   *     minute's requests are no minute's
   */
  static Judgement of(Objective objective, Ring ring, long end, long first, boolean open) {
    Indicator indicator = objective.spec().indicator();
    boolean partial = partial(objective, open);
    Count period = Count.of(objective, ring, 0, end, first, partial);
    Map<String, Double> burnRates = new TreeMap<>();
    double target = objective.spec().target();
    for (int i = 1; i < objective.windows(); i++) {
      Count window = Count.of(objective, ring, i, end, first, partial);
      if (window.total > 0 && ErrorBudget.of(target) > 0) {
        burnRates.put(
            objective.windowNames().get(i - 1), ErrorBudget.burnRate(window.badShare(), target));
      }
    }
    boolean full = first <= objective.periodFirst(end);
    double coverage = period.coverage(objective.periodFirst(end), end);
    Verdict.Excluded excluded = excluded(objective, ring, end, first, partial, period);
    TimeBudget time =
        objective.fixedBudget() ? TimeBudget.of(objective, ring.exclusions(objective), end) : null;
    Verdict.Certainty certainty =
        time == null || objective.measure().meansRatios()
            ? null
            : period.certainty(time, ring, end, open, partial);
    if (period.total == 0) {
      return new Judgement(
          null,
          null,
          null,
          burnRates,
          0,
          0,
          coverage,
          full,
          Verdict.Status.NO_DATA,
          certainty,
          excluded);
    }
    Double value = period.value(ring, end);
    if (objective.judgesOnce()) {
      boolean kept = indicator.keeps(value);
      long total = period.totals.total();
      return new Judgement(
          kept ? 1.0 : 0.0,
          value,
          null,
          burnRates,
          kept ? total : 0,
          total,
          coverage,
          full,
          status(objective.spec(), coverage, total, kept, Long.MAX_VALUE),
          null,
          excluded);
    }
    double sli = period.sli();
    return new Judgement(
        sli,
        value,
        time == null
            ? ErrorBudget.remaining(period.badShare(), target)
            : time.remaining(period.bad()),
        burnRates,
        period.good,
        period.total,
        coverage,
        full,
        status(
            objective.spec(),
            coverage,
            period.total,
            time == null ? sli >= target : time.kept(period.bad(), sli),
            period.total - period.good),
        certainty,
        excluded);
  }

  /** What was left out of the period, and the ratio as it would be with it. */
  private static Verdict.Excluded excluded(
      Objective objective, Ring ring, long end, long first, boolean partial, Count period) {
    Map<DowntimeReason, Long> byReason =
        ring.exclusions(objective)
            .byReason(objective.startOf(objective.periodFirst(end)), objective.startOf(end + 1));
    period.totals.forgiven().forEach((reason, millis) -> byReason.merge(reason, millis, Long::sum));
    if (byReason.isEmpty() && !ring.totals().leavesOut(objective, end)) {
      return null;
    }
    Count whole = Count.whole(objective, ring, end, first, partial);
    Double sli = null;
    if (whole.total > 0) {
      sli =
          !objective.judgesOnce()
              ? (Double) whole.sli()
              : objective.spec().indicator().keeps(whole.value(ring, end)) ? 1.0 : 0.0;
    }
    long sum = byReason.values().stream().mapToLong(Long::longValue).sum();
    return new Verdict.Excluded(sum, sli, byReason);
  }

  /** Whether the last slice is left out because it still goes on. */
  static boolean partial(Objective objective, boolean open) {
    return open && objective.spec().indicator().type() == Indicator.Type.THROUGHPUT;
  }

  private static Verdict.Status status(
      ObjectiveSpec spec, double coverage, long total, boolean kept, long bad) {
    if (coverage < spec.coverageFloor() || total < spec.minimumEvents()) {
      return Verdict.Status.INCONCLUSIVE;
    }
    if (kept) {
      return Verdict.Status.MET;
    }
    return bad < spec.minimumBadEvents() ? Verdict.Status.INCONCLUSIVE : Verdict.Status.VIOLATED;
  }

  /** One window, counted as the objective says. */
  static final class Count {
    private final Objective objective;
    private final Totals totals;
    private final Exclusions exclusions;
    private final boolean whole;
    private final long forgiven;
    private final long silent;
    private final long good;
    private final long total;

    /**
     * @param known how many slices there are, but for those that windows leave out
     */
    private Count(
        Objective objective, Totals totals, Exclusions exclusions, boolean whole, long known) {
      this.objective = objective;
      this.totals = totals;
      this.exclusions = exclusions;
      this.whole = whole;
      this.forgiven = whole ? 0 : totals.forgivenSlices();
      this.silent = Math.max(0, known - totals.slices() - forgiven);
      NoData noData = objective.spec().noData();
      if (objective.spec().counting() == ObjectiveSpec.Counting.OCCURRENCES) {
        // Silence has no events, so no policy can count any.
        good = totals.good();
        total = totals.total();
      } else {
        good = totals.goodSlices() + (noData == NoData.GOOD ? silent : 0);
        total = totals.slices() + (noData == NoData.GOOD || noData == NoData.BAD ? silent : 0);
      }
    }

    static Count of(
        Objective objective, Ring ring, int window, long end, long first, boolean partial) {
      long from = Math.max(first, objective.firstOf(window, end));
      long to = partial ? end - 1 : end;
      Exclusions exclusions = ring.exclusions(objective);
      Totals totals =
          partial
              ? ring.totals().before(objective, window, end)
              : ring.totals().of(objective, window, end);
      long known = to - from + 1 - exclusions.slices(from, to, objective.measurementMs());
      return new Count(objective, totals, exclusions, false, known);
    }

    /** The period as it would be if nothing were left out. */
    static Count whole(Objective objective, Ring ring, long end, long first, boolean partial) {
      long from = Math.max(first, objective.periodFirst(end));
      Totals totals = ring.totals().whole(objective, end);
      if (partial && ring.at(end) != null) {
        totals.remove(ring.at(end).whole(), objective);
      }
      long known = end - from + (partial ? 0 : 1);
      return new Count(objective, totals, Exclusions.NONE, true, known);
    }

    /** Some slices of the period, none of them older than the first with data. */
    static Count between(Objective objective, Ring ring, long first, long last) {
      Exclusions exclusions = ring.exclusions(objective);
      long known = last - first + 1 - exclusions.slices(first, last, objective.measurementMs());
      return new Count(objective, ring.totals().between(first, last), exclusions, false, known);
    }

    long total() {
      return total;
    }

    double sli() {
      if (objective.measure().meansRatios()) {
        double ofSilent = objective.spec().noData() == NoData.GOOD ? silent : 0;
        return (totals.ratios() + ofSilent) / total;
      }
      return (double) good / total;
    }

    double badShare() {
      return objective.measure().meansRatios() ? 1 - sli() : (double) (total - good) / total;
    }

    double bad() {
      return objective.measure().meansRatios() && total > 0 ? total * (1 - sli()) : total - good;
    }

    Verdict.Certainty certainty(
        TimeBudget time, Ring ring, long end, boolean open, boolean partial) {
      if (!open || partial) {
        return time.certainty(total - good, total, open ? 1 : 0);
      }
      Slot slot = ring.at(end);
      NoData noData = objective.spec().noData();
      boolean counts =
          slot != null && objective.measure().known(slot)
              || noData == NoData.GOOD
              || noData == NoData.BAD;
      boolean bad = slot == null ? noData == NoData.BAD : !objective.measure().good(slot);
      return time.certainty(total - good - (bad ? 1 : 0), total - (counts ? 1 : 0), 1);
    }

    /** Slices that are left out, or silent and excluded, leave the period altogether. */
    double coverage(long first, long end) {
      long out =
          exclusions.slices(first, end, objective.measurementMs())
              + forgiven
              + (objective.spec().noData() == NoData.EXCLUDE ? silent : 0);
      long length = end - first + 1;
      return length <= out ? 0 : (double) totals.slices() / (length - out);
    }

    Double value(Ring ring, long end) {
      Indicator indicator = objective.spec().indicator();
      if (indicator.ratio() || totals.slices() == 0) {
        return null;
      }
      return switch (indicator.type()) {
        case THROUGHPUT -> throughput();
        case METRIC -> metric(indicator, ring, end);
        default ->
            indicator.statistic().equals("mean")
                ? totals.latencyMs() / totals.total()
                : totals.sketch().quantile(indicator.percentile());
      };
    }

    /** Over the slices with data, and over silence too where that counts as bad. */
    private double throughput() {
      long slices = totals.slices() + (objective.spec().noData() == NoData.BAD ? silent : 0);
      long millis = slices * objective.measurementMs() - (whole ? 0 : totals.leftOutMs());
      return totals.total() * 1000.0 / millis;
    }

    private double metric(Indicator indicator, Ring ring, long end) {
      if (indicator.statistic().equals("mean")) {
        return totals.decimal().doubleValue() / totals.total();
      }
      boolean least = indicator.statistic().equals("min");
      double[] extreme = {least ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY};
      ring.forEach(
          objective.periodFirst(end),
          end,
          (slot, number) -> {
            Slot each = whole ? slot.whole() : slot;
            extreme[0] =
                least ? Math.min(extreme[0], each.min()) : Math.max(extreme[0], each.max());
          });
      return extreme[0];
    }
  }
}
