package dev.tocsin.sla.domain;

/** A check's results in one minute. */
public final class CheckTally extends Tally {
  private final Samples samples = new Samples();
  private long down;

  public void add(boolean up) {
    add(1);
    if (!up) {
      down++;
    }
  }

  @Override
  void mergeFigures(Tally other) {
    down += ((CheckTally) other).down;
  }

  @Override
  void clearFigures() {
    samples.clear();
    down = 0;
  }

  public void restore(long downCount) {
    down = downCount;
  }

  public long down() {
    return down;
  }

  /** Results for rules, 1 is down: only in deltas. */
  public Samples samples() {
    return samples;
  }
}
