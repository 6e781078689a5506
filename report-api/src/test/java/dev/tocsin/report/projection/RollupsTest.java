package dev.tocsin.report.projection;

import static dev.tocsin.report.Fixtures.HOUR;
import static dev.tocsin.report.Fixtures.MINUTE;
import static dev.tocsin.report.Fixtures.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Sketch;
import dev.tocsin.report.domain.Resolution;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hours and days against what their minutes say, on a real PostgreSQL. */
class RollupsTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final long DAY = 24 * HOUR;

  private static ReadModelDatabase database;

  private final Ledger ledger = new Ledger(database.pool());
  private long epoch;
  private long next;

  @BeforeAll
  static void open() {
    database = new ReadModelDatabase();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void begin() {
    for (String table : List.of("slice", "slice_hour", "slice_day")) {
      database.execute("DELETE FROM " + table);
    }
    database.execute("UPDATE projection_owner SET seen = to_timestamp(0)");
    epoch = ledger.claim("a", Duration.ofSeconds(30), 0).orElseThrow();
    ledger.begin(epoch, List.of(position(0)));
  }

  /** Late, doubled, reordered, corrected to more and to less, within batches and across them. */
  @Test
  void hoursAndDaysAreTheSumOfTheNewestMinutes() {
    Random random = new Random(7);
    for (int batch = 0; batch < 12; batch++) {
      List<Object[]> rows = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        long start = TEN + random.nextInt(40) * 37 * MINUTE;
        String service = "s" + random.nextInt(2);
        String operation = random.nextBoolean() ? "" : "pay";
        rows.add(minute(service, operation, start, random.nextInt(6), random));
      }
      write(rows);
    }
    assertThat(sums("slice_hour", "service > ''")).isEqualTo(minutes(HOUR, false));
    assertThat(sums("slice_day", "service > ''")).isEqualTo(minutes(DAY, false));
    assertThat(sums("slice_hour", "service = ''")).isEqualTo(minutes(HOUR, true));
    assertThat(sums("slice_day", "service = ''")).isEqualTo(minutes(DAY, true));
  }

  @Test
  void whatWasDroppedIsNotWrittenAgain() {
    write(List.<Object[]>of(minute("s", "", TEN, 1, new Random(1))));
    String before = database.rows("SELECT count FROM slice_hour WHERE service = 's'").get(0);
    Retention.drop(database.pool(), Resolution.MINUTE, Long.MAX_VALUE);
    assertThat(database.rows("SELECT * FROM slice")).isEmpty();

    write(List.<Object[]>of(minute("s", "", TEN, 2, new Random(2))));

    assertThat(database.rows("SELECT * FROM slice")).isEmpty();
    assertThat(database.rows("SELECT count FROM slice_hour WHERE service = 's'"))
        .containsExactly(before);
    database.execute("DELETE FROM slice_partition WHERE parent = 'slice'");
  }

  private record Key(String service, String operation, long start) {}

  private static Object[] minute(
      String service, String operation, long start, long revision, Random random) {
    // Of one revision there is one content, as on the topic.
    long count = 1 + (start / MINUTE * 31 + revision * 17 + operation.length()) % 50;
    Sketch sketch = new Sketch();
    sketch.add(1 + (count * 13 + revision * 101) % 900, count);
    return new Object[] {
      service,
      operation,
      "",
      "",
      start,
      count,
      count / 3,
      count * 2.0,
      sketch.toBytes(),
      random.nextBoolean(),
      revision,
      start
    };
  }

  private static Map<String, String> sums(String table, String where) {
    Map<String, String> sums = new TreeMap<>();
    String sql =
        "SELECT service, operation, start_at, count, errors, latency_sum, sketch FROM %s WHERE %s";
    for (Row row :
        database.pool().preparedQuery(sql.formatted(table, where)).executeAndAwait(Tuple.tuple())) {
      sums.put(
          new Key(row.getString(0), row.getString(1), row.getLong(2)).toString(),
          said(row.getLong(3), row.getLong(4), row.getDouble(5), sketch(row)));
    }
    return sums;
  }

  private static Map<String, String> minutes(long length, boolean together) {
    Map<String, long[]> counts = new TreeMap<>();
    Map<String, Sketch> sketches = new TreeMap<>();
    String sql =
        "SELECT service, operation, start_at, count, errors, latency_sum, sketch FROM slice";
    for (Row row : database.pool().preparedQuery(sql).executeAndAwait(Tuple.tuple())) {
      String key =
          new Key(
                  together ? "" : row.getString(0),
                  together ? "" : row.getString(1),
                  row.getLong(2) / length * length)
              .toString();
      long[] count = counts.computeIfAbsent(key, k -> new long[3]);
      count[0] += row.getLong(3);
      count[1] += row.getLong(4);
      count[2] += Math.round(row.getDouble(5));
      sketches.computeIfAbsent(key, k -> new Sketch()).merge(sketch(row));
    }
    Map<String, String> said = new TreeMap<>();
    counts.forEach((key, c) -> said.put(key, said(c[0], c[1], c[2], sketches.get(key))));
    return said;
  }

  private static Sketch sketch(Row row) {
    return Sketch.of(row.getBuffer(6).getBytes());
  }

  private static String said(long count, long errors, double latency, Sketch sketch) {
    return "%d %d %d %d".formatted(count, errors, Math.round(latency), sketch.hashCode());
  }

  private void write(List<Object[]> rows) {
    Batch batch = new Batch();
    rows.forEach(row -> batch.add(Tables.SLICE, row));
    long from = next++;
    ledger.write(
        epoch,
        batch,
        Map.of(PARTITION, position(from)),
        Map.of(PARTITION, position(next)),
        () -> {});
  }

  private static Position position(long offset) {
    return new Position(PARTITION, "id", 0, offset, 0);
  }
}
