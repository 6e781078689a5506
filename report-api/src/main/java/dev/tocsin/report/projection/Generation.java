package dev.tocsin.report.projection;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * The same tables once more, in a schema beside the one that is read, until they take its place.
 */
@Singleton
class Generation {
  private static final Logger LOG = Logger.getLogger(Generation.class);
  private static final String NEXT = "next_generation";
  private static final String BEFORE = "last_generation";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Whoever projected is fenced, by its epoch and by its offsets, and goes on from the new ones.
   * The locks wait for its last transaction.
   */
  private static final List<String> SWAP =
      List.of(
          "SET LOCAL lock_timeout = '10s'",
          "LOCK TABLE public.projection_owner, public.projection_offset, public.report_delivery,"
              + " public.fleet_offset IN ACCESS EXCLUSIVE MODE",
          // What was sent is in no topic, and what is added up not for long.
          take("report_delivery"),
          take("fleet_offset"),
          take("device"),
          take("device_day"),
          take("metric_hour"),
          """
          UPDATE next_generation.projection_owner n SET instance = o.instance,
            epoch = greatest(n.epoch, o.epoch) + 1, seen = to_timestamp(0) FROM public.projection_owner o\
          """,
          "ALTER SCHEMA public RENAME TO " + BEFORE,
          "ALTER SCHEMA " + NEXT + " RENAME TO public");

  private static String take(String table) {
    return "DROP TABLE next_generation.%1$s; ALTER TABLE public.%1$s SET SCHEMA next_generation"
        .formatted(table);
  }

  private final Pool live;
  private final Flyway flyway;
  private final Vertx vertx;
  private final PgConnectOptions options;

  Generation(
      Pool live,
      Flyway flyway,
      Vertx vertx,
      @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
    this.live = live;
    this.flyway = flyway;
    this.vertx = vertx;
    this.options = PgConnectOptions.fromUri(url).setUser(user).setPassword(password.orElse(""));
    options.addProperty("search_path", NEXT);
    options.setCachePreparedStatements(true);
  }

  /** Makes the empty tables; what an earlier attempt left is gone then. */
  Pool open() {
    drop();
    Flyway.configure()
        .configuration(flyway.getConfiguration())
        .schemas(NEXT)
        .defaultSchema(NEXT)
        .load()
        .migrate();
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(2))
        .connectingTo(options)
        .using(vertx)
        .build();
  }

  /** Puts them in the place of those that are read, in one transaction. */
  void swap() {
    inOneTransaction(SWAP);
    try {
      drop();
    } catch (RuntimeException e) {
      LOG.warnf("the tables before stay until the next rebuild: reason=%s", e);
    }
  }

  private void inOneTransaction(List<String> statements) {
    live.withTransaction(
            connection -> {
              var all = connection.query(statements.get(0)).execute();
              for (String statement : statements.subList(1, statements.size())) {
                all = all.flatMap(done -> connection.query(statement).execute());
              }
              return all;
            })
        .await()
        .atMost(PATIENCE);
  }

  /** Many files go: that may take longer than any question. */
  private void drop() {
    inOneTransaction(
        List.of(
            "SET LOCAL statement_timeout = 0",
            "DROP SCHEMA IF EXISTS " + NEXT + " CASCADE",
            "DROP SCHEMA IF EXISTS " + BEFORE + " CASCADE"));
  }
}
