package dev.tocsin.sla.domain;

import dev.tocsin.events.CheckEvent;
import dev.tocsin.events.DowntimeReason;
import java.util.Arrays;
import java.util.function.ObjLongConsumer;

/** A check's results in one minute. */
public final class CheckTally extends Tally {
  private static final DowntimeReason[] REASONS = DowntimeReason.values();

  private final Samples samples = new Samples();
  private final CheckResults results = new CheckResults();
  private final long[] byReason = new long[REASONS.length];
  private long down;
  private long unknown;

  /** Counts one result. */
  public void add(CheckEvent event) {
    add(1);
    int state = CheckResults.state(event);
    DowntimeReason reason = CheckResults.reason(state);
    unknown += event.unknown() ? 1 : 0;
    down += state >= CheckResults.DOWN ? 1 : 0;
    if (reason != null) {
      byReason[reason.ordinal()]++;
    }
    long vouchedMs = event.intervalMs() == null ? 0 : event.intervalMs();
    results.add(
        new CheckResults.Result(
            event.check(), event.timestamp(), state, Math.min(vouchedMs, Uptime.MOST_VOUCHED_MS)));
  }

  @Override
  void mergeFigures(Tally other) {
    CheckTally that = (CheckTally) other;
    down += that.down;
    unknown += that.unknown;
    that.forEachReason((reason, count) -> byReason[reason.ordinal()] += count);
    results.merge(that.results);
  }

  @Override
  void clearFigures() {
    down = 0;
    unknown = 0;
    Arrays.fill(byReason, 0);
    results.clear();
    samples.clear();
  }

  public void restoreStates(long downCount, long unknownCount) {
    down = downCount;
    unknown = unknownCount;
  }

  public void restoreReason(DowntimeReason reason, long count) {
    byReason[reason.ordinal()] = count;
  }

  /** How many were down. */
  public long down() {
    return down;
  }

  /** How many times the prober could not tell. */
  public long unknown() {
    return unknown;
  }

  /** Of those that were down, how many for each reason that is known. */
  public void forEachReason(ObjLongConsumer<DowntimeReason> visitor) {
    for (DowntimeReason each : REASONS) {
      if (byReason[each.ordinal()] > 0) {
        visitor.accept(each, byReason[each.ordinal()]);
      }
    }
  }

  /** The results one by one. */
  public CheckResults results() {
    return results;
  }

  /** Results for rules, 1 is down: only in deltas. */
  public Samples samples() {
    return samples;
  }
}
