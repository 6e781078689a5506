package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The risk from which on an entity alerts: what keeps its alerts to so many a day. Each alert
 * raises it, time lowers it again by as much as that many alerts a day raise it, so that whatever
 * an entity's risks are like, in the long run it alerts no more often (integral control of a
 * quantile; Gibbs and Candès, "Adaptive conformal inference under distribution shift", 2021). It
 * also is what keeps alerts apart that follow each other. Two numbers of state.
 */
final class AlertThreshold {
  /** Risk points that an alert adds. Between 3 and 5 it makes no difference on the recordings. */
  private static final double STEP = 3;

  /** An entity that never alerts need not be told of: nothing below is unusual. */
  private static final double LEAST = 60;

  /** What hardly ever happens alerts whatever came before. */
  private static final double MOST = 96;

  private static final double DAY_MS = 86_400_000;

  private double risk = RiskScale.HIGH;
  private long since = Long.MIN_VALUE;

  /**
   * The threshold at a time that is not before the last one asked for.
   *
   * @param time event time, epoch milliseconds
   * @param perDay how many alerts a day are wanted at most, over 0
   */
  double at(long time, double perDay) {
    if (since != Long.MIN_VALUE) {
      double days = Math.max(0, time - since) / DAY_MS;
      risk = Math.max(LEAST, risk - STEP * perDay * days);
    }
    since = Math.max(since, time);
    return risk;
  }

  /** An alert has begun. */
  void alerted() {
    risk = Math.min(MOST, risk + STEP);
  }

  void write(DataOutput to) throws IOException {
    to.writeDouble(risk);
    to.writeLong(since);
  }

  static AlertThreshold read(DataInput from) throws IOException {
    AlertThreshold read = new AlertThreshold();
    read.risk = from.readDouble();
    read.since = from.readLong();
    return read;
  }
}
