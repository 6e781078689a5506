package dev.tocsin.sla.domain;

import dev.tocsin.events.Verdict.Exhaustion;
import java.util.Arrays;

/**
 * How an error budget was spent in equal blocks of time, and when it will be gone if that goes on.
 *
 * <p>A period is divided into 240 blocks (of whole measurement slices). What the newest 24 of them
 * took from the budget, or gave to it, is the experience: each of them may be where the future
 * begins, and from there it goes on as the past did, round and round. So there are as many futures
 * as blocks, all equally likely, and the quantiles are those of the moments at which they exhaust
 * the budget. This is the circular block bootstrap (D. N. Politis and J. P. Romano: "A circular
 * block-resampling procedure for stationary data", 1992) with one block as long as the data, so
 * that bad times that come together stay together; it is enumerated as a whole instead of drawn, so
 * that the same past always gives the same answer.
 *
 * <p>A rolling period also gives back what leaves it; that is known and no matter of chance. Within
 * a block the budget changes evenly. Only final slices make experience, and fewer than 12 blocks
 * make none.
 *
 * <p>Blocks are counted once, when they are complete, so a projection costs at most 24 × 240 steps,
 * and none at all where nothing was bad lately.
 */
final class Spending {
  private static final int PERIOD_BLOCKS = 240;
  private static final int MOST_FUTURES = 24;
  private static final int LEAST_FUTURES = 12;
  private static final double NEARLY = 0.01;
  private static final double[] NOTHING = {};
  private static final Exhaustion NEVER = new Exhaustion(null, null, null);

  private final Objective objective;
  private final long slices;
  private final long block;
  private final double[] gains;
  private long through = Long.MIN_VALUE;
  private long projectedEnd = Long.MIN_VALUE;
  private double projectedLeft;
  private Exhaustion projected;

  Spending(Objective objective) {
    this.objective = objective;
    this.slices = objective.spec().period().dividedBy(objective.spec().measurement());
    this.block = (slices + PERIOD_BLOCKS - 1) / PERIOD_BLOCKS;
    this.gains = new double[(int) (slices / block) + MOST_FUTURES + 2];
  }

  /** Whether it is about this very version of the objective. */
  boolean isOf(Objective version) {
    return objective == version;
  }

  /** Whether there is a budget that can be spent at all. */
  static boolean applies(Objective objective) {
    return !objective.judgesOnce() && objective.spec().target() < 1;
  }

  /**
   * When the budget will be spent.
   *
   * @param end the last slice of the period that was judged
   * @param first the first slice that ever had data
   * @param settled the last slice that is final
   * @param exact false when a projection of the same slice from nearly the same budget will do
   * @return null when nothing is left, or too little is known
   */
  Exhaustion project(
      Ring ring, long end, long first, long settled, Judgement figures, boolean exact) {
    double left = left(ring, end, figures);
    count(ring, first, settled);
    long known = Math.max(first, end - slices + 1);
    long oldest = Math.max(Math.floorDiv(known + block - 1, block), through + 1 - MOST_FUTURES);
    if (figures.total() == 0 || left <= 0 || through - oldest + 1 < LEAST_FUTURES) {
      return null;
    }
    boolean near = Math.abs(left - projectedLeft) <= NEARLY * projectedLeft;
    if (exact || end != projectedEnd || !near) {
      projectedEnd = end;
      projectedLeft = left;
      projected = project(left, end, gains(oldest, (int) (through - oldest + 1)));
    }
    return projected;
  }

  private Exhaustion project(double left, long end, double[] past) {
    if (Arrays.stream(past).noneMatch(gain -> gain < 0)) {
      return NEVER;
    }
    boolean rolling = objective.spec().calendar() == null;
    long leaving = Math.floorDiv(objective.periodFirst(end) + block - 1, block);
    double[] leave = rolling ? gains(leaving, (int) Math.max(0, through - leaving + 1)) : NOTHING;
    double last =
        (double) (rolling ? end - objective.periodFirst(end) + 1 : objective.lastWith(end) - end)
            / block;
    double[] times = new double[past.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = exhausted(left, past, i, leave, last);
    }
    Arrays.sort(times);
    return new Exhaustion(
        time(end, quantile(times, 0.1)),
        time(end, quantile(times, 0.5)),
        time(end, quantile(times, 0.9)));
  }

  /** What is left, in bad events or slices. */
  private double left(Ring ring, long end, Judgement figures) {
    double bad =
        objective.measure().meansRatios() && figures.sli() != null
            ? figures.total() * (1 - figures.sli())
            : figures.total() - figures.good();
    return objective.fixedBudget()
        ? TimeBudget.of(objective, ring.exclusions(objective), end).allowed().doubleValue() - bad
        : ErrorBudget.of(objective.spec().target()) * figures.total() - bad;
  }

  /** Slices from this one on have changed though they were final. */
  void changed(long from) {
    through = Math.min(through, Math.floorDiv(from, block) - 1);
    projectedEnd = Long.MIN_VALUE;
  }

  /** Counts the blocks that have become complete. */
  private void count(Ring ring, long first, long settled) {
    long complete = Math.floorDiv(settled + 1, block) - 1;
    double budget = objective.fixedBudget() ? 0 : ErrorBudget.of(objective.spec().target());
    for (long each = Math.max(through + 1, complete - gains.length + 1); each <= complete; each++) {
      long from = Math.max(first, each * block);
      long to = (each + 1) * block - 1;
      double gain = 0;
      if (from <= to) {
        Judgement.Count count = Judgement.Count.between(objective, ring, from, to);
        gain = budget * count.total() - count.bad();
      }
      gains[place(each)] = gain;
    }
    through = Math.max(through, complete);
  }

  /**
   * After how many blocks the budget is gone in one future; infinite when it never is.
   *
   * @param past what the newest blocks gained or lost
   * @param begin the one of them with which this future begins
   * @param leave what those gained that will leave the period, one after the other
   * @param last after how many blocks nobody asks any more
   */
  private static double exhausted(
      double left, double[] past, int begin, double[] leave, double last) {
    double budget = left;
    int next = begin;
    for (int step = 0; step < last; step++) {
      double gain = step < leave.length ? past[next] - leave[step] : past[next];
      if (budget + gain <= 0) {
        double at = step + budget / -gain;
        return at <= last ? at : Double.POSITIVE_INFINITY;
      }
      budget += gain;
      next = next + 1 == past.length ? 0 : next + 1;
    }
    return Double.POSITIVE_INFINITY;
  }

  private Long time(long end, double blocks) {
    return Double.isInfinite(blocks)
        ? null
        : Long.valueOf(
            objective.startOf(end + 1) + Math.round(blocks * block * objective.measurementMs()));
  }

  /** By the nearest rank. */
  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private double[] gains(long from, int length) {
    double[] some = new double[length];
    for (int i = 0; i < length; i++) {
      some[i] = gains[place(from + i)];
    }
    return some;
  }

  private int place(long number) {
    return (int) Math.floorMod(number, (long) gains.length);
  }
}
