package dev.tocsin.report.projection;

import dev.tocsin.report.ReportConfig;
import dev.tocsin.report.domain.Resolution;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
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

  private static final String MARK =
      "UPDATE slice_partition SET dropped = true WHERE parent = $1 AND NOT dropped AND newest < $2"
          + " RETURNING number";

  /** What is marked but still there, and whether it still is a part of its table. */
  private static final String MARKED =
      """
      SELECT c.relname::text, c.relispartition FROM slice_partition p
      JOIN pg_class c ON c.oid = to_regclass(p.parent || '_' || replace(p.number::text, '-', 'm'))
      WHERE p.parent = $1 AND p.dropped""";

  private final Pool pool;
  private final Clock clock;
  private final Map<String, Duration> keeps;
  private final Map<Resolution, Duration> slices;

  Retention(Pool pool, Clock clock, ReportConfig.Retention config) {
    this.pool = pool;
    this.clock = clock;
    this.keeps =
        Map.of(
            "device", config.devices(),
            "device_day", config.devices(),
            "metric_hour", config.hours(),
            "score", config.scores(),
            "verdict", config.verdicts(),
            "dead_letter", config.deadLetters());
    this.slices =
        Map.of(
            Resolution.MINUTE, config.slices(),
            Resolution.HOUR, config.hours(),
            Resolution.DAY, config.days());
  }

  @Override
  public void run() {
    try {
      keeps.forEach((table, keep) -> expire(table, clock.millis() - keep.toMillis()));
      slices.forEach((table, keep) -> drop(pool, table, clock.millis() - keep.toMillis()));
    } catch (RuntimeException e) {
      LOG.warnf("old rows stay until the next time: reason=%s", e);
    }
  }

  /**
   * Drops partitions in which nothing was recorded for long. They are marked first: whoever writes
   * holds a lock on the mark until it is done, and writes nothing there afterwards.
   */
  static void drop(Pool pool, Resolution resolution, long before) {
    for (Row row :
        pool.preparedQuery(MARK)
            .execute(Tuple.of(resolution.table(), before - Resolution.HOUR.length()))
            .await()
            .atMost(PATIENCE)) {
      LOG.infof("partition dropped: table=%s number=%d", resolution.table(), row.getLong(0));
    }
    for (Row row :
        pool.preparedQuery(MARKED).execute(Tuple.of(resolution.table())).await().atMost(PATIENCE)) {
      String name = row.getString(0);
      if (row.getBoolean(1)) {
        execute(pool, "ALTER TABLE %s DETACH PARTITION %s CONCURRENTLY", resolution, name);
      }
      execute(pool, "DROP TABLE %2$s", resolution, name);
    }
  }

  private static void execute(
      Pool pool, String statement, Resolution resolution, String partition) {
    pool.query(statement.formatted(resolution.table(), partition))
        .execute()
        .await()
        .atMost(PATIENCE);
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
