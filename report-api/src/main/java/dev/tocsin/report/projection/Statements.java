package dev.tocsin.report.projection;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Statements of one transaction. Blocking: for a thread that may wait. */
final class Statements {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SqlConnection connection;

  Statements(SqlConnection connection) {
    this.connection = connection;
  }

  /** A statement on its way: others may follow before it has ended, and are executed behind it. */
  static final class Sent {
    private final CompletableFuture<RowSet<Row>> answer;

    private Sent(CompletableFuture<RowSet<Row>> answer) {
      this.answer = answer;
    }

    RowSet<Row> await() {
      return Uni.createFrom().completionStage(answer).await().atMost(PATIENCE);
    }
  }

  /**
   * Sends a statement and waits for nothing. The first one that fails says why: wait for them in
   * the order in which they were sent.
   */
  Sent send(String sql, List<Object> parameters) {
    return new Sent(
        connection.preparedQuery(sql).execute(Tuple.from(parameters)).subscribeAsCompletionStage());
  }

  RowSet<Row> query(String sql, List<Object> parameters) {
    return send(sql, parameters).await();
  }

  /** How many rows it changed. */
  int execute(String sql, List<Object> parameters) {
    return query(sql, parameters).rowCount();
  }
}
