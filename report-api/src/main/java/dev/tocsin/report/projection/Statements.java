package dev.tocsin.report.projection;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;

/** Statements of one transaction. Blocking: for a thread that may wait. */
final class Statements {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SqlConnection connection;

  Statements(SqlConnection connection) {
    this.connection = connection;
  }

  RowSet<Row> query(String sql, List<Object> parameters) {
    return connection.preparedQuery(sql).execute(Tuple.from(parameters)).await().atMost(PATIENCE);
  }

  /** How many rows it changed. */
  int execute(String sql, List<Object> parameters) {
    return query(sql, parameters).rowCount();
  }
}
