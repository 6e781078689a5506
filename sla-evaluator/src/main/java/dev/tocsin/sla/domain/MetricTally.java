package dev.tocsin.sla.domain;

import java.math.BigDecimal;

/** A metric's readings in one minute. The sum is exact, so that the order cannot matter. */
public final class MetricTally extends Tally {
  private final Samples samples = new Samples();
  private BigDecimal sum = BigDecimal.ZERO;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  public void add(double value) {
    add(1);
    sum = sum.add(BigDecimal.valueOf(value));
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  @Override
  void mergeFigures(Tally other) {
    MetricTally that = (MetricTally) other;
    sum = sum.add(that.sum);
    min = Math.min(min, that.min);
    max = Math.max(max, that.max);
  }

  @Override
  void clearFigures() {
    samples.clear();
    restore(BigDecimal.ZERO, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  public void restore(BigDecimal total, double least, double most) {
    sum = total;
    min = least;
    max = most;
  }

  public BigDecimal sum() {
    return sum;
  }

  public double min() {
    return min;
  }

  public double max() {
    return max;
  }

  /** Readings for rules: only in deltas, and only of metrics that a rule watches. */
  public Samples samples() {
    return samples;
  }
}
