package dev.tocsin.sla.domain;

import dev.tocsin.events.Outcome;
import dev.tocsin.events.Outcome.Result;

/**
 * How one measurement slice of another objective came out. Unlike the other tallies it is a
 * snapshot: the last that arrives counts, and one objective's outcomes arrive in their order.
 */
public final class OutcomeTally extends Tally {
  private String member = "";
  private long start;
  private long end;
  private Result result = Result.NONE;

  /** The tally of one outcome. */
  public static OutcomeTally of(Outcome outcome) {
    OutcomeTally tally = new OutcomeTally();
    tally.restore(outcome.key(), outcome.start(), outcome.end(), outcome.result());
    tally.add(1);
    return tally;
  }

  @Override
  void mergeFigures(Tally other) {
    OutcomeTally newer = (OutcomeTally) other;
    restore(newer.member, newer.start, newer.end, newer.result);
  }

  @Override
  void clearFigures() {
    restore("", 0, 0, Result.NONE);
  }

  public void restore(String key, long from, long to, Result how) {
    member = key;
    start = from;
    end = to;
    result = how;
  }

  /** Whose outcome: {@code objective/service}. */
  public String member() {
    return member;
  }

  /** Start of the slice, epoch milliseconds. */
  public long start() {
    return start;
  }

  /** End of the slice, exclusive. */
  public long end() {
    return end;
  }

  public Result result() {
    return result;
  }
}
