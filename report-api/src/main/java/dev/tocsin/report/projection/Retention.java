package dev.tocsin.report.projection;

import dev.tocsin.report.ReportConfig;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Deletes what is older than it has to be, by the time when Kafka took the record: replayed events
 * may be years old and are new here. A few rows at a time, so that nobody waits for it.
 */
final class Retention implements Runnable {
  private static final Logger LOG = Logger.getLogger(Retention.class);
  private static final int ROWS_AT_ONCE = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String DELETE =
      "DELETE FROM %1$s WHERE ctid IN (SELECT ctid FROM %1$s WHERE recorded_at < $1 LIMIT $2)";

  private final Pool pool;
  private final Clock clock;
  private final Map<String, Duration> keeps;

  Retention(Pool pool, Clock clock, ReportConfig.Retention config) {
    this.pool = pool;
    this.clock = clock;
    this.keeps =
        Map.of(
            "slice", config.slices(),
            "score", config.scores(),
            "verdict", config.verdicts(),
            "dead_letter", config.deadLetters());
  }

  @Override
  public void run() {
    try {
      keeps.forEach((table, keep) -> expire(table, clock.millis() - keep.toMillis()));
    } catch (RuntimeException e) {
      LOG.warnf("old rows stay until the next time: reason=%s", e);
    }
  }

  private void expire(String table, long before) {
    String delete = DELETE.formatted(table);
    long deleted = 0;
    int rows;
    do {
      rows =
          pool.preparedQuery(delete)
              .execute(Tuple.of(before, ROWS_AT_ONCE))
              .await()
              .atMost(PATIENCE)
              .rowCount();
      deleted += rows;
    } while (rows == ROWS_AT_ONCE);
    if (deleted > 0) {
      LOG.infof("old rows deleted: table=%s rows=%d", table, deleted);
    }
  }
}
