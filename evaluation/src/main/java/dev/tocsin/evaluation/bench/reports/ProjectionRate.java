package dev.tocsin.evaluation.bench.reports;

import dev.tocsin.evaluation.bench.load.Stage;
import dev.tocsin.events.Json;
import dev.tocsin.events.Sketch;
import dev.tocsin.events.Slice;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How fast slices become rows: a backlog on the topic, worked off by the report API as it is
 * deployed, hours and days included; beside it PostgreSQL's own batched insert of as many rows of
 * the same columns, in transactions of as many rows.
 */
final class ProjectionRate {
  static final int SLICES = 600_000;

  private static final int ROWS_AT_ONCE = 6_000;
  private static final int REGIONS = 5;
  private static final long MINUTE = 60_000;

  /** The process is warm after this share. */
  private static final double WARM = 0.25;

  private final Stage stage;
  private final ReportServer server;
  private final long end;

  /**
   * @param end minutes before this one are written, epoch milliseconds
   */
  ProjectionRate(Stage stage, ReportServer server, long end) {
    this.stage = stage;
    this.server = server;
    this.end = end;
  }

  /** Slices a second. */
  double projection() throws IOException, SQLException {
    server.kill();
    try (Connection database = server.database()) {
      long before = projected(database);
      backlog();
      server.launch();
      long warm = before + (long) (SLICES * WARM);
      while (projected(database) < warm) {
        pause();
      }
      long began = System.nanoTime();
      long first = projected(database);
      while (projected(database) < before + SLICES) {
        pause();
      }
      return (before + SLICES - first) / ((System.nanoTime() - began) / 1e9);
    }
  }

  private static void pause() {
    LockSupport.parkNanos(20_000_000);
  }

  private static long projected(Connection database) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT coalesce(sum(next_off), 0) FROM projection_offset WHERE topic LIKE"
                    + " '%sla.slices'")) {
      found.next();
      return found.getLong(1);
    }
  }

  /** As they come while the evaluator works off a backlog itself: minute by minute. */
  private void backlog() {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            stage.bootstrap(),
            ProducerConfig.LINGER_MS_CONFIG,
            20);
    String topic = new Topics(ReportServer.PREFIX).slices().name();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < SLICES; i++) {
        Slice slice = slice(i);
        producer.send(new ProducerRecord<>(topic, slice.service(), Json.write(slice)));
      }
    }
  }

  private Slice slice(int number) {
    int series = number % (History.SERVICES * REGIONS);
    long minutes = SLICES / (History.SERVICES * REGIONS);
    long start = end - (minutes - number / (History.SERVICES * REGIONS)) * MINUTE;
    Sketch sketch = new Sketch();
    long count = 0;
    for (int i = 0; i < 40; i++) {
      sketch.add(10 + (number * 31L + i * i * 7L) % 400, 1 + i % 3);
      count += 1 + i % 3;
    }
    return new Slice(
        "load-" + series / REGIONS,
        "",
        "region-" + series % REGIONS,
        "",
        start,
        count,
        count / 20,
        count * 100.0,
        10.0,
        410.0,
        Map.of(),
        sketch,
        1,
        true);
  }

  /** Rows a second that PostgreSQL itself takes. */
  double insert() throws SQLException {
    try (Connection database = server.database();
        Statement statement = database.createStatement()) {
      statement.execute(
          "CREATE TABLE bench_slice (LIKE slice INCLUDING DEFAULTS,"
              + " PRIMARY KEY (start_at, service, operation, region, device_type))");
      database.setAutoCommit(false);
      try (PreparedStatement insert =
          database.prepareStatement(
              "INSERT INTO bench_slice SELECT * FROM unnest(?::text[], ?::text[], ?::text[],"
                  + " ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::float8[], ?::bytea[],"
                  + " ?::bool[], ?::bigint[], ?::bigint[])")) {
        long nanos = 0;
        for (int from = 0; from < SLICES; from += ROWS_AT_ONCE) {
          bind(database, insert, from);
          long began = System.nanoTime();
          insert.executeUpdate();
          database.commit();
          nanos += System.nanoTime() - began;
        }
        return SLICES / (nanos / 1e9);
      }
    }
  }

  private void bind(Connection database, PreparedStatement insert, int from) throws SQLException {
    String[] types = {
      "text", "text", "text", "text", "int8", "int8", "int8", "float8", "bytea", "bool", "int8",
      "int8"
    };
    List<Object[]> rows = new ArrayList<>();
    for (int i = from; i < from + ROWS_AT_ONCE; i++) {
      Slice s = slice(i);
      rows.add(
          new Object[] {
            s.service(),
            "",
            s.region(),
            "",
            s.start(),
            s.count(),
            s.errors(),
            s.latencySumMs(),
            s.latency().toBytes(),
            true,
            1L,
            s.start()
          });
    }
    for (int column = 0; column < types.length; column++) {
      // The driver writes bytes as such only from an array of them.
      Object[] values =
          types[column].equals("bytea") ? new byte[rows.size()][] : new Object[rows.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = rows.get(i)[column];
      }
      insert.setArray(column + 1, database.createArrayOf(types[column], values));
    }
  }
}
