package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A sum of doubles that does not depend on their order: a replay adds the same values in other
 * groups than the live stream did, and must still get the same window to the last bit.
 *
 * <p>An unevaluated pair of doubles, about 106 significant bits (Knuth's two-sum; Dekker, "A
 * floating-point technique for extending the available precision", 1971), rounded only when read.
 */
final class OrderFreeSum {
  private double high;
  private double low;

  void add(double value) {
    add(value, 0);
  }

  void add(OrderFreeSum other) {
    add(other.high, other.low);
  }

  private void add(double value, double rest) {
    double sum = high + value;
    double part = sum - high;
    double error = (high - (sum - part)) + (value - part) + low + rest;
    high = sum + error;
    low = error - (high - sum);
  }

  /** The sum; not finite when it left the range of a double. */
  double value() {
    return high;
  }

  void write(DataOutput to) throws IOException {
    to.writeDouble(high);
    to.writeDouble(low);
  }

  static OrderFreeSum read(DataInput from) throws IOException {
    OrderFreeSum sum = new OrderFreeSum();
    sum.high = from.readDouble();
    sum.low = from.readDouble();
    return sum;
  }
}
