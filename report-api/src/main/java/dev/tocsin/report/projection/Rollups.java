package dev.tocsin.report.projection;

import dev.tocsin.events.Sketch;
import dev.tocsin.report.domain.Resolution;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Keeps hours and days equal to the sum of their minutes: of each minute that is new or has a newer
 * revision, the difference to what stood there goes to its hour and its day, in the transaction
 * that writes the minute. Counts and sketches are exact, whatever comes late, doubled or corrected.
 */
final class Rollups {
  /** In hours and days: all services together. */
  static final String ALL_SERVICES = "";

  private static final String KEYS = "service, operation, region, device_type, start_at";

  /** One index look-up for each key, never a scan of what else is there. */
  private static final String FIND =
      """
      SELECT t.service, t.operation, t.region, t.device_type, t.start_at, t.count, t.errors, t.latency_sum,
        t.sketch, t.rank
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[]) AS k (%1$s)
      CROSS JOIN LATERAL (SELECT * FROM %2$s s WHERE (s.service, s.operation, s.region, s.device_type,
        s.start_at) = (k.service, k.operation, k.region, k.device_type, k.start_at)%3$s LIMIT 1) AS t""";

  /** Not what this transaction has written. */
  private static final String OF_BEFORE = " AND s.xmin <> pg_current_xact_id()::xid";

  private final Statements statements;

  Rollups(Statements statements) {
    this.statements = statements;
  }

  /** What a row of a series at a time says. */
  private static final class Sum {
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
      added.merge(((StoredSketch) minute[8]).sketch());
    }

    /** Takes away a minute that was added and does not count. */
    void take(Object[] minute) {
      minutes--;
      remove(
          (Long) minute[5],
          (Long) minute[6],
          (Double) minute[7],
          ((StoredSketch) minute[8]).sketch());
    }

    /** Takes away what stood there before. */
    void remove(Row minute) {
      remove(
          minute.getLong(5),
          minute.getLong(6),
          minute.getDouble(7),
          Sketch.of(minute.getBuffer(8).getBytes()));
    }

    private void remove(long ofCount, long ofErrors, double ofLatencySum, Sketch ofSketch) {
      count -= ofCount;
      errors -= ofErrors;
      latencySum -= ofLatencySum;
      if (removed == null) {
        removed = new Sketch();
      }
      removed.merge(ofSketch);
    }

    void add(Sum part) {
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

    void addTo(Row stored) {
      count += stored.getLong(5);
      errors += stored.getLong(6);
      latencySum += stored.getDouble(7);
      added.merge(stored.getBuffer(8).getBytes());
      rank = stored.getLong(9);
    }

    Object[] row(List<Object> key) {
      if (removed != null) {
        added.subtract(removed);
      }
      Object[] row = Arrays.copyOf(key.toArray(), 10);
      row[5] = count;
      row[6] = errors;
      row[7] = latencySum;
      row[8] = StoredSketch.of(added);
      row[9] = rank + 1;
      return row;
    }
  }

  /**
   * Writes minutes, and brings their hours and days to where they are then. While there is a
   * backlog nearly all are new: only when some are not, what stood there is looked for.
   */
  void write(List<Object[]> minutes) {
    Statements.Sent inserted =
        statements.send(Tables.SLICE.insertMissing(), Tables.SLICE.arrays(minutes));
    // Added up while the database writes.
    Map<List<Object>, Sum> hours = new LinkedHashMap<>();
    for (Object[] minute : minutes) {
      hours.computeIfAbsent(hour(minute), k -> new Sum()).add(minute);
    }
    if (inserted.await().rowCount() < minutes.size()) {
      correct(minutes, hours);
    }
    hours.putAll(sums(hours, Rollups::ofAllServices));
    write(hours, sums(hours, Rollups::day));
  }

  /**
   * Of minutes that were there before, newer ones are written, and the others add up to nothing.
   */
  private void correct(List<Object[]> minutes, Map<List<Object>, Sum> hours) {
    Map<List<Object>, Row> stored = read(find(Tables.SLICE, minutes, OF_BEFORE));
    List<Object[]> newer = new ArrayList<>();
    for (Object[] minute : minutes) {
      Row before = stored.get(Tables.SLICE.key(minute));
      if (before != null) {
        Sum hour = hours.get(hour(minute));
        if (before.getLong(9) < (Long) minute[10]) {
          hour.remove(before);
          newer.add(minute);
        } else {
          hour.take(minute);
        }
      }
    }
    hours.values().removeIf(hour -> hour.minutes == 0);
    if (!newer.isEmpty()) {
      statements.execute(Tables.SLICE.upsert(), Tables.SLICE.arrays(newer));
    }
  }

  private static Map<List<Object>, Sum> sums(
      Map<List<Object>, Sum> parts, UnaryOperator<List<Object>> key) {
    Map<List<Object>, Sum> sums = new LinkedHashMap<>();
    parts.forEach((part, sum) -> sums.computeIfAbsent(key.apply(part), k -> new Sum()).add(sum));
    return sums;
  }

  private static List<Object> hour(Object[] minute) {
    return List.of(
        minute[0], minute[1], minute[2], minute[3], Resolution.HOUR.start((Long) minute[4]));
  }

  private static List<Object> day(List<Object> hour) {
    return List.of(
        hour.get(0),
        hour.get(1),
        hour.get(2),
        hour.get(3),
        Resolution.DAY.start((Long) hour.get(4)));
  }

  /** The operation of all services together would be nobody's. */
  private static List<Object> ofAllServices(List<Object> hour) {
    return List.of(ALL_SERVICES, "", hour.get(2), hour.get(3), hour.get(4));
  }

  private void write(Map<List<Object>, Sum> hours, Map<List<Object>, Sum> days) {
    if (hours.isEmpty()) {
      return;
    }
    Statements.Sent storedHours = find(Tables.SLICE_HOUR, keys(hours), "");
    Statements.Sent storedDays = find(Tables.SLICE_DAY, keys(days), "");
    Statements.Sent writtenHours = upsert(Tables.SLICE_HOUR, hours, storedHours);
    Statements.Sent writtenDays = upsert(Tables.SLICE_DAY, days, storedDays);
    writtenHours.await();
    writtenDays.await();
  }

  private static List<Object[]> keys(Map<List<Object>, Sum> sums) {
    return sums.keySet().stream().map(List::toArray).toList();
  }

  private Statements.Sent upsert(Table table, Map<List<Object>, Sum> sums, Statements.Sent stored) {
    read(stored).forEach((key, row) -> sums.get(key).addTo(row));
    List<Object[]> rows = new ArrayList<>();
    sums.forEach((key, sum) -> rows.add(sum.row(key)));
    return statements.send(table.upsert(), table.arrays(rows));
  }

  private Statements.Sent find(Table table, List<Object[]> rows, String which) {
    List<Object> parameters =
        IntStream.range(0, 5)
            .mapToObj(i -> (i < 4 ? ColumnType.TEXT : ColumnType.BIGINT).values(rows, i))
            .toList();
    return statements.send(FIND.formatted(KEYS, table.name(), which), parameters);
  }

  private static Map<List<Object>, Row> read(Statements.Sent found) {
    Map<List<Object>, Row> byKey = new HashMap<>();
    for (Row row : found.await()) {
      byKey.put(
          List.of(
              row.getString(0),
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getLong(4)),
          row);
    }
    return byKey;
  }
}
