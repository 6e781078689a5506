package dev.tocsin.report.projection;

import dev.tocsin.report.domain.Resolution;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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

  /** Rows in a statement: the database writes some while the next ones are made and sent. */
  private static final int AT_ONCE = 1_000;

  private final Statements statements;

  Rollups(Statements statements) {
    this.statements = statements;
  }

  /**
   * Writes minutes, and brings their hours and days to where they are then. While there is a
   * backlog nearly all are new: only when some are not, what stood there is looked for.
   */
  void write(List<Object[]> minutes) {
    List<Statements.Sent> inserted = send(Tables.SLICE, Tables.SLICE.insertMissing(), minutes);
    // Added up while the database writes.
    Map<List<Object>, SliceSum> hours = new LinkedHashMap<>();
    for (Object[] minute : minutes) {
      hours.computeIfAbsent(hour(minute), k -> new SliceSum()).add(minute);
    }
    Set<List<Object>> keys = new LinkedHashSet<>(hours.keySet());
    hours.keySet().forEach(hour -> keys.add(ofAllServices(hour)));
    Statements.Sent storedHours = find(Tables.SLICE_HOUR, rows(keys), "");
    Statements.Sent storedDays =
        find(
            Tables.SLICE_DAY,
            rows(keys.stream().map(Rollups::day).collect(Collectors.toSet())),
            "");
    if (changed(inserted) < minutes.size()) {
      correct(minutes, hours);
    }
    hours.putAll(sums(hours, Rollups::ofAllServices));
    Map<List<Object>, SliceSum> days = sums(hours, Rollups::day);
    List<Statements.Sent> written = new ArrayList<>(upsert(Tables.SLICE_HOUR, hours, storedHours));
    written.addAll(upsert(Tables.SLICE_DAY, days, storedDays));
    changed(written);
  }

  /**
   * Of minutes that were there before, newer ones are written, and the others add up to nothing.
   */
  private void correct(List<Object[]> minutes, Map<List<Object>, SliceSum> hours) {
    Map<List<Object>, Row> stored = read(find(Tables.SLICE, minutes, OF_BEFORE));
    List<Object[]> newer = new ArrayList<>();
    for (Object[] minute : minutes) {
      Row before = stored.get(Tables.SLICE.key(minute));
      if (before != null) {
        SliceSum hour = hours.get(hour(minute));
        if (before.getLong(9) < (Long) minute[10]) {
          hour.remove(before);
          newer.add(minute);
        } else {
          hour.take(minute);
        }
      }
    }
    hours.values().removeIf(hour -> hour.empty());
    if (!newer.isEmpty()) {
      statements.execute(Tables.SLICE.upsert(), Tables.SLICE.arrays(newer));
    }
  }

  private static Map<List<Object>, SliceSum> sums(
      Map<List<Object>, SliceSum> parts, UnaryOperator<List<Object>> key) {
    Map<List<Object>, SliceSum> sums = new LinkedHashMap<>();
    parts.forEach(
        (part, sum) -> sums.computeIfAbsent(key.apply(part), k -> new SliceSum()).add(sum));
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

  private static List<Object[]> rows(Set<List<Object>> keys) {
    return keys.stream().map(List::toArray).toList();
  }

  private List<Statements.Sent> upsert(
      Table table, Map<List<Object>, SliceSum> sums, Statements.Sent stored) {
    Map<List<Object>, Row> before = read(stored);
    List<Map.Entry<List<Object>, SliceSum>> all = List.copyOf(sums.entrySet());
    List<Statements.Sent> sent = new ArrayList<>();
    for (int i = 0; i < all.size(); i += AT_ONCE) {
      List<Object[]> rows = new ArrayList<>();
      for (Map.Entry<List<Object>, SliceSum> each :
          all.subList(i, Math.min(all.size(), i + AT_ONCE))) {
        Row row = before.get(each.getKey());
        if (row != null) {
          each.getValue().addTo(row);
        }
        rows.add(each.getValue().row(each.getKey()));
      }
      sent.add(statements.send(table.upsert(), table.arrays(rows)));
    }
    return sent;
  }

  private List<Statements.Sent> send(Table table, String sql, List<Object[]> rows) {
    List<Statements.Sent> sent = new ArrayList<>();
    for (int i = 0; i < rows.size(); i += AT_ONCE) {
      sent.add(
          statements.send(sql, table.arrays(rows.subList(i, Math.min(rows.size(), i + AT_ONCE)))));
    }
    return sent;
  }

  /** How many rows these have changed. */
  private static int changed(List<Statements.Sent> sent) {
    return sent.stream().mapToInt(each -> each.await().rowCount()).sum();
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
