package dev.tocsin.report.projection;

import dev.tocsin.testkit.TestDatabase;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/** An empty read model on the real PostgreSQL, without the service around it. */
public final class ReadModelDatabase implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;

  public ReadModelDatabase() {
    TestDatabase.Database database = TestDatabase.shared().create("model");
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .load()
        .migrate();
    pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(3))
            .connectingTo(
                PgConnectOptions.fromUri(database.reactiveUrl())
                    .setUser(database.user())
                    .setPassword(database.password()))
            .using(vertx)
            .build();
  }

  public Pool pool() {
    return pool;
  }

  void execute(String sql) {
    pool.query(sql).executeAndAwait();
  }

  /** The rows, the cells of each joined by a bar. */
  public List<String> rows(String sql) {
    List<String> found = new ArrayList<>();
    for (Row row : pool.preparedQuery(sql).executeAndAwait(Tuple.tuple())) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(String.valueOf(row.getValue(i)));
      }
      found.add(String.join("|", cells));
    }
    return found;
  }

  @Override
  public void close() {
    pool.closeAndAwait();
    vertx.closeAndAwait();
  }
}
