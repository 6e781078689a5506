package dev.tocsin.report.projection;

import dev.tocsin.events.Sketch;
import dev.tocsin.report.domain.Resolution;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        s.start_at) = (k.service, k.operation, k.region, k.device_type, k.start_at) LIMIT 1) AS t""";

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

    void add(Object[] minute) {
      count += (Long) minute[5];
      errors += (Long) minute[6];
      latencySum += (Double) minute[7];
      added.merge(Sketch.of((byte[]) minute[8]));
    }

    void remove(Row minute) {
      count -= minute.getLong(5);
      errors -= minute.getLong(6);
      latencySum -= minute.getDouble(7);
      if (removed == null) {
        removed = new Sketch();
      }
      removed.merge(Sketch.of(minute.getBuffer(8).getBytes()));
    }

    void addTo(Row stored) {
      count += stored.getLong(5);
      errors += stored.getLong(6);
      latencySum += stored.getDouble(7);
      added.merge(Sketch.of(stored.getBuffer(8).getBytes()));
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
      row[8] = added.toBytes();
      row[9] = rank + 1;
      return row;
    }
  }

  /** Brings hours and days to where they are once these minutes are written. */
  void add(List<Object[]> minutes) {
    Map<List<Object>, Row> stored = find(Tables.SLICE, minutes);
    Map<List<Object>, Sum> hours = new LinkedHashMap<>();
    Map<List<Object>, Sum> days = new LinkedHashMap<>();
    for (Object[] minute : minutes) {
      Row before = stored.get(Tables.SLICE.key(minute));
      if (before == null || before.getLong(9) < (Long) minute[10]) {
        for (Object service : List.of(minute[0], ALL_SERVICES)) {
          change(hours, key(Resolution.HOUR, service, minute), before, minute);
          change(days, key(Resolution.DAY, service, minute), before, minute);
        }
      }
    }
    write(Tables.SLICE_HOUR, hours);
    write(Tables.SLICE_DAY, days);
  }

  private static void change(
      Map<List<Object>, Sum> sums, List<Object> key, Row before, Object[] minute) {
    Sum sum = sums.computeIfAbsent(key, k -> new Sum());
    sum.add(minute);
    if (before != null) {
      sum.remove(before);
    }
  }

  /** The operation of all services together would be nobody's. */
  private static List<Object> key(Resolution resolution, Object service, Object[] minute) {
    return List.of(
        service,
        service.equals(ALL_SERVICES) ? "" : minute[1],
        minute[2],
        minute[3],
        resolution.start((Long) minute[4]));
  }

  private void write(Table table, Map<List<Object>, Sum> sums) {
    if (sums.isEmpty()) {
      return;
    }
    List<Object[]> keys = sums.keySet().stream().map(List::toArray).toList();
    find(table, keys).forEach((key, row) -> sums.get(key).addTo(row));
    List<Object[]> rows = new ArrayList<>();
    sums.forEach((key, sum) -> rows.add(sum.row(key)));
    statements.execute(table.upsert(), table.arrays(rows));
  }

  private Map<List<Object>, Row> find(Table table, List<Object[]> rows) {
    List<Object> parameters =
        IntStream.range(0, 5)
            .mapToObj(i -> (i < 4 ? ColumnType.TEXT : ColumnType.BIGINT).values(rows, i))
            .toList();
    RowSet<Row> found = statements.query(FIND.formatted(KEYS, table.name()), parameters);
    Map<List<Object>, Row> byKey = new HashMap<>();
    for (Row row : found) {
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
