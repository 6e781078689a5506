package dev.tocsin.evaluation.bench.reports;

import dev.tocsin.events.Slice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * What PostgreSQL itself takes: rows of the projection's columns into a table like its own, with
 * the same key, partitions and room, as many in a transaction. The time is that of sending,
 * inserting and committing; rows are made before.
 */
final class OwnInsert {
  static final int ROWS = 60_000;

  private static final int ROWS_AT_ONCE = 12_000;
  private static final List<String> TYPES =
      List.of(
          "text", "text", "text", "text", "int8", "int8", "int8", "float8", "bytea", "bool", "int8",
          "int8");

  /** A way to insert many rows. */
  enum Way {
    /** The driver's batch of single rows, rewritten to rows of many. */
    BATCH,
    /** One statement of one array for each column, as the projection has it. */
    ARRAYS,
    /** COPY, as text. */
    COPY,
    /** The driver's batch, and another one of the hours and days that change with these minutes. */
    WITH_HOURS_AND_DAYS;

    /** Its name among the figures. */
    String json() {
      return this == WITH_HOURS_AND_DAYS
          ? "withHoursAndDays"
          : name().toLowerCase(java.util.Locale.ROOT);
    }

    String table() {
      return "bench_slice_" + name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final ReportServer server;
  private final ProjectionRate slices;
  private final Map<String, Rollup> rollups = new LinkedHashMap<>();

  OwnInsert(ReportServer server, ProjectionRate slices) {
    this.server = server;
    this.slices = slices;
  }

  void createTables() throws SQLException {
    try (Connection database = server.database();
        Statement statement = database.createStatement()) {
      for (Way way : Way.values()) {
        create(statement, way.table(), "slice");
      }
      for (Rollup.Length length : Rollup.Length.values()) {
        create(statement, length.table(), "slice_hour");
      }
    }
  }

  private static void create(Statement statement, String table, String like) throws SQLException {
    statement.execute(
        "CREATE TABLE %s (LIKE %s INCLUDING ALL) PARTITION BY RANGE (start_at)"
            .formatted(table, like));
    statement.execute(
        "CREATE TABLE %1$s_all PARTITION OF %1$s DEFAULT WITH (fillfactor = 80)".formatted(table));
  }

  /**
   * Nanoseconds for {@value #ROWS} rows.
   *
   * @param from the number of the first one
   */
  long insert(Way way, int from) throws SQLException {
    try (Connection database = server.database()) {
      database.setAutoCommit(false);
      long nanos = 0;
      for (int i = from; i < from + ROWS; i += ROWS_AT_ONCE) {
        Object[][] rows = rows(i);
        List<Rollup> changed = way == Way.WITH_HOURS_AND_DAYS ? add(i) : List.of();
        nanos +=
            switch (way) {
              case BATCH -> batch(database, way, rows);
              case ARRAYS -> arrays(database, rows);
              case COPY -> copy(database, rows);
              case WITH_HOURS_AND_DAYS ->
                  Rollup.upsert(database, changed) + batch(database, way, rows);
            };
      }
      return nanos;
    }
  }

  private Object[][] rows(int from) {
    Object[][] rows = new Object[ROWS_AT_ONCE][];
    for (int i = 0; i < rows.length; i++) {
      Slice s = slices.slice(from + i);
      rows[i] =
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
          };
    }
    return rows;
  }

  /** The hours and days that change with these minutes, as they are then. */
  private List<Rollup> add(int from) {
    Set<Rollup> changed = new LinkedHashSet<>();
    for (int i = from; i < from + ROWS_AT_ONCE; i++) {
      Slice slice = slices.slice(i);
      for (Rollup.Length length : Rollup.Length.values()) {
        Rollup rollup =
            rollups.computeIfAbsent(
                length.key(slice), key -> new Rollup(length, slice.service(), slice.region()));
        rollup.add(slice);
        changed.add(rollup);
      }
    }
    return List.copyOf(changed);
  }

  private static long batch(Connection database, Way way, Object[][] rows) throws SQLException {
    String marks = "?" + ", ?".repeat(TYPES.size() - 1);
    try (PreparedStatement insert =
        database.prepareStatement("INSERT INTO %s VALUES (%s)".formatted(way.table(), marks))) {
      for (Object[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          insert.setObject(i + 1, row[i]);
        }
        insert.addBatch();
      }
      long began = System.nanoTime();
      insert.executeBatch();
      database.commit();
      return System.nanoTime() - began;
    }
  }

  private static long arrays(Connection database, Object[][] rows) throws SQLException {
    String marks = "?::" + String.join("[], ?::", TYPES) + "[]";
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT INTO %s SELECT * FROM unnest(%s)".formatted(Way.ARRAYS.table(), marks))) {
      for (int column = 0; column < TYPES.size(); column++) {
        int index = column;
        // The driver writes bytes as such only from an array of them.
        Object[] values =
            TYPES.get(column).equals("bytea")
                ? Arrays.stream(rows).map(row -> (byte[]) row[index]).toArray(byte[][]::new)
                : Arrays.stream(rows).map(row -> row[index]).toArray();
        insert.setArray(column + 1, database.createArrayOf(TYPES.get(column), values));
      }
      long began = System.nanoTime();
      insert.executeUpdate();
      database.commit();
      return System.nanoTime() - began;
    }
  }

  private static long copy(Connection database, Object[][] rows) throws SQLException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (Object[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (Object value : row) {
        line.append(line.isEmpty() ? "" : "\t");
        line.append(
            value instanceof byte[] bytes ? "\\\\x" + HexFormat.of().formatHex(bytes) : value);
      }
      text.writeBytes(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }
    long began = System.nanoTime();
    try {
      database
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY " + Way.COPY.table() + " FROM STDIN",
              new ByteArrayInputStream(text.toByteArray()));
    } catch (IOException e) {
      throw new SQLException(e);
    }
    database.commit();
    return System.nanoTime() - began;
  }
}
