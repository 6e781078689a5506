package dev.tocsin.report.projection;

import dev.tocsin.events.Sketch;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.List;

/**
 * What the row of an hour or a day says: the sum of some minutes, of which some replace earlier
 * ones.
 */
final class SliceSum {
  private long count;
  private long errors;
  private double latencySum;
  private long rank;
  private final Sketch added = new Sketch();
  private Sketch removed;
  private int minutes;

  void add(Object[] minute) {
    minutes++;
    count += (Long) minute[5];
    errors += (Long) minute[6];
    latencySum += (Double) minute[7];
    added.merge((byte[]) minute[8]);
  }

  /** Whether no minute was added that counts. */
  boolean empty() {
    return minutes == 0;
  }

  /** Takes away a minute that was added and does not count. */
  void take(Object[] minute) {
    minutes--;
    remove((Long) minute[5], (Long) minute[6], (Double) minute[7], (byte[]) minute[8]);
  }

  /** Takes away what stood there before. */
  void remove(Row minute) {
    remove(
        minute.getLong(5), minute.getLong(6), minute.getDouble(7), minute.getBuffer(8).getBytes());
  }

  private void remove(long ofCount, long ofErrors, double ofLatencySum, byte[] ofSketch) {
    count -= ofCount;
    errors -= ofErrors;
    latencySum -= ofLatencySum;
    if (removed == null) {
      removed = new Sketch();
    }
    removed.merge(ofSketch);
  }

  void add(SliceSum part) {
    count += part.count;
    errors += part.errors;
    latencySum += part.latencySum;
    added.merge(part.added);
    if (part.removed != null) {
      if (removed == null) {
        removed = new Sketch();
      }
      removed.merge(part.removed);
    }
  }

  /** Adds what the stored row says; the next one is newer. */
  void addTo(Row stored) {
    count += stored.getLong(5);
    errors += stored.getLong(6);
    latencySum += stored.getDouble(7);
    added.merge(stored.getBuffer(8).getBytes());
    rank = stored.getLong(9);
  }

  /** The row with this key, in the order of the table's columns. */
  Object[] row(List<Object> key) {
    if (removed != null) {
      added.subtract(removed);
    }
    Object[] row = Arrays.copyOf(key.toArray(), 10);
    row[5] = count;
    row[6] = errors;
    row[7] = latencySum;
    row[8] = added.toBytes();
    row[9] = rank + 1;
    return row;
  }
}
