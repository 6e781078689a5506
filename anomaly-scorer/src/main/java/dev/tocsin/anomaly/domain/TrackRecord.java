package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** When alerts fired, or would have; the last {@value #MOST}. */
final class TrackRecord {
  private static final int MOST = 64;

  private final List<Period> alerts = new ArrayList<>();
  private boolean open;

  /**
   * Takes one more window.
   *
   * @param at its end, epoch milliseconds
   * @param firing whether an alert fires after it
   */
  void saw(long at, boolean firing) {
    if (firing && open) {
      Period last = alerts.remove(alerts.size() - 1);
      alerts.add(new Period(last.from, at));
    } else if (firing) {
      if (alerts.size() == MOST) {
        alerts.remove(0);
      }
      alerts.add(new Period(at, at));
    }
    open = firing;
  }

  /** The alert that fires or fired last, or null. */
  Period last() {
    return alerts.isEmpty() ? null : alerts.get(alerts.size() - 1);
  }

  List<Period> alerts() {
    return List.copyOf(alerts);
  }

  void write(DataOutput to) throws IOException {
    to.writeBoolean(open);
    to.writeByte(alerts.size());
    for (Period each : alerts) {
      each.write(to);
    }
  }

  static TrackRecord read(DataInput from) throws IOException {
    TrackRecord record = new TrackRecord();
    record.open = from.readBoolean();
    int size = from.readUnsignedByte();
    for (int i = 0; i < size; i++) {
      record.alerts.add(Period.read(from));
    }
    return record;
  }

  /**
   * A time, both ends included, epoch milliseconds.
   *
   * @param to {@link Long#MAX_VALUE} while it is not over
   */
  record Period(long from, long to) {
    boolean overlaps(Period other) {
      return from <= other.to && other.from <= to;
    }

    void write(DataOutput out) throws IOException {
      out.writeLong(from);
      out.writeLong(to);
    }

    static Period read(DataInput in) throws IOException {
      return new Period(in.readLong(), in.readLong());
    }
  }
}
