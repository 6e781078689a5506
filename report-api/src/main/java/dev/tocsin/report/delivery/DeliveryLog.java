package dev.tocsin.report.delivery;

import dev.tocsin.events.Definition;
import dev.tocsin.events.Json;
import dev.tocsin.events.ReportScheduleSpec;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/**
 * What is due and what was sent, in the database that all instances share: a claim is one row that
 * one of them gets. Blocking: for a thread that may wait.
 */
final class DeliveryLog {
  private static final Logger LOG = Logger.getLogger(DeliveryLog.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String SCHEDULES =
      """
      SELECT name, body, greatest(recorded_at, (SELECT max(due) FROM report_delivery
        WHERE schedule = name AND (delivered_at IS NOT NULL OR refused_at IS NOT NULL)))
      FROM definition WHERE kind = 'report-schedule' AND NOT deleted ORDER BY name LIMIT 10000""";

  private static final String CLAIM =
      """
      INSERT INTO report_delivery AS d (schedule, due, attempts, held_until)
      VALUES ($1, $2, 1, now() + make_interval(secs => $3))
      ON CONFLICT (schedule, due) DO UPDATE
      SET attempts = d.attempts + 1, held_until = excluded.held_until
      WHERE d.delivered_at IS NULL AND d.refused_at IS NULL AND d.held_until <= now()
      RETURNING attempts""";

  /** Only what this attempt still holds: a later one may have begun. */
  private static final String SETTLE =
      """
      UPDATE report_delivery SET said = $4,
        delivered_at = CASE WHEN $5 = 'Delivered' THEN now() END,
        refused_at = CASE WHEN $5 = 'Never' THEN now() END,
        held_until = now() + make_interval(secs => $6)
      WHERE schedule = $1 AND due = $2 AND attempts = $3""";

  /** The newest of each schedule stays: it says what is not to be sent again. */
  private static final String EXPIRE =
      """
      DELETE FROM report_delivery d WHERE due < $1
      AND EXISTS (SELECT FROM report_delivery n WHERE n.schedule = d.schedule AND n.due > d.due)""";

  private final Pool pool;

  DeliveryLog(Pool pool) {
    this.pool = pool;
  }

  /** The latest that is due of each schedule and is not settled. */
  List<Due> due(long now) {
    List<Due> due = new ArrayList<>();
    for (Row row : query(SCHEDULES, Tuple.tuple())) {
      String name = row.getString(0);
      try {
        ReportScheduleSpec spec =
            Json.read(row.getString(1).getBytes(StandardCharsets.UTF_8), Definition.class)
                .spec(ReportScheduleSpec.class);
        spec.lastDue(row.getLong(2), now).ifPresent(at -> due.add(new Due(name, at, spec)));
      } catch (RuntimeException e) {
        LOG.warnf("schedule cannot be followed: name=%s reason=%s", name, e.getMessage());
      }
    }
    return due;
  }

  /**
   * Takes it, if nobody else has it.
   *
   * @param hold how long nobody else tries it
   * @return the how manieth attempt it is, from 1
   */
  OptionalInt claim(Due due, Duration hold) {
    for (Row row : query(CLAIM, Tuple.of(due.schedule(), due.at(), (double) hold.toSeconds()))) {
      return OptionalInt.of(row.getInteger(0));
    }
    return OptionalInt.empty();
  }

  /** Says what came of it. */
  void settle(Due due, int attempt, Outcome outcome, Duration rest) {
    query(
        SETTLE,
        Tuple.tuple()
            .addString(due.schedule())
            .addLong(due.at())
            .addInteger(attempt)
            .addString(outcome.said())
            .addString(outcome.getClass().getSimpleName())
            .addDouble((double) rest.toSeconds()));
  }

  void expire(long before) {
    query(EXPIRE, Tuple.of(before));
  }

  private RowSet<Row> query(String sql, Tuple parameters) {
    return pool.preparedQuery(sql).execute(parameters).await().atMost(PATIENCE);
  }
}
