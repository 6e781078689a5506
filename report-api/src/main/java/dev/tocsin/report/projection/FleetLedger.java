package dev.tocsin.report.projection;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Adds sums to the stored ones and moves the offsets, in one transaction and from exactly where
 * they are believed to be: whoever is not alone gets a {@link FencedException} and has written
 * nothing. Blocking: for a thread that may wait.
 */
final class FleetLedger {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String DEVICES =
      """
      INSERT INTO device AS d SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[],
        $5::bigint[], $6::bigint[])
      ON CONFLICT (device) DO UPDATE SET
        region = CASE WHEN excluded.region <> '' AND excluded.last_seen >= d.last_seen OR d.region = ''
          THEN excluded.region ELSE d.region END,
        device_type = CASE WHEN excluded.device_type <> '' AND excluded.last_seen >= d.last_seen
          OR d.device_type = '' THEN excluded.device_type ELSE d.device_type END,
        first_seen = least(d.first_seen, excluded.first_seen),
        last_seen = greatest(d.last_seen, excluded.last_seen),
        recorded_at = greatest(d.recorded_at, excluded.recorded_at)""";

  private static final String DAYS =
      """
      INSERT INTO device_day AS d SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[],
        $4::bigint[], $5::float8[], $6::bigint[])
      ON CONFLICT (day, device) DO UPDATE SET count = d.count + excluded.count,
        errors = d.errors + excluded.errors, latency_sum = d.latency_sum + excluded.latency_sum,
        recorded_at = greatest(d.recorded_at, excluded.recorded_at)""";

  private static final String HOURS =
      """
      INSERT INTO metric_hour AS m SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[],
        $4::bigint[], $5::float8[], $6::float8[], $7::float8[], $8::bigint[])
      ON CONFLICT (service, metric, start_at) DO UPDATE SET count = m.count + excluded.count,
        total = m.total + excluded.total, lowest = least(m.lowest, excluded.lowest),
        highest = greatest(m.highest, excluded.highest),
        recorded_at = greatest(m.recorded_at, excluded.recorded_at)""";

  private static final String ADVANCE =
      """
      INSERT INTO fleet_offset AS o SELECT n.topic, n.part, n.topic_id, n.next_off
      FROM unnest($1::text[], $2::integer[], $3::text[], $4::bigint[], $5::bigint[])
        AS n (topic, part, topic_id, old_off, next_off)
      ON CONFLICT (topic, part) DO UPDATE
      SET topic_id = excluded.topic_id, next_off = excluded.next_off
      WHERE o.next_off = (SELECT old.at FROM unnest($1::text[], $2::integer[], $4::bigint[])
        AS old (topic, part, at) WHERE old.topic = o.topic AND old.part = o.part)""";

  private static final List<ColumnType> DEVICE_COLUMNS =
      List.of(
          ColumnType.TEXT,
          ColumnType.TEXT,
          ColumnType.TEXT,
          ColumnType.BIGINT,
          ColumnType.BIGINT,
          ColumnType.BIGINT);
  private static final List<ColumnType> DAY_COLUMNS =
      List.of(
          ColumnType.BIGINT,
          ColumnType.TEXT,
          ColumnType.BIGINT,
          ColumnType.BIGINT,
          ColumnType.DOUBLE,
          ColumnType.BIGINT);
  private static final List<ColumnType> HOUR_COLUMNS =
      List.of(
          ColumnType.TEXT,
          ColumnType.TEXT,
          ColumnType.BIGINT,
          ColumnType.BIGINT,
          ColumnType.DOUBLE,
          ColumnType.DOUBLE,
          ColumnType.DOUBLE,
          ColumnType.BIGINT);

  private final Pool pool;

  FleetLedger(Pool pool) {
    this.pool = pool;
  }

  /** How far each partition is added up. */
  Map<TopicPartition, Position> positions() {
    return Position.stored(
        pool, "SELECT topic, part, topic_id, 0::bigint, next_off, 0::bigint FROM fleet_offset");
  }

  /**
   * One partition's way.
   *
   * @param stored what is stored, or null when nothing is
   * @param now where it goes on
   */
  record Step(Position stored, Position now) {}

  /** Writes what was summed up on this way. */
  void write(FleetSums sums, Collection<Step> steps) {
    List<Object[]> rows =
        steps.stream()
            .map(
                step ->
                    new Object[] {
                      step.now().partition().topic(),
                      step.now().partition().partition(),
                      step.now().topicId(),
                      step.stored() == null ? -1L : step.stored().next(),
                      step.now().next()
                    })
            .toList();
    List<ColumnType> columns =
        List.of(
            ColumnType.TEXT,
            ColumnType.INTEGER,
            ColumnType.TEXT,
            ColumnType.BIGINT,
            ColumnType.BIGINT);
    SqlConnection connection = pool.getConnection().await().atMost(PATIENCE);
    try {
      var transaction = connection.begin().await().atMost(PATIENCE);
      try {
        Statements statements = new Statements(connection);
        if (statements.execute(ADVANCE, arrays(rows, columns)) != rows.size()) {
          throw new FencedException("somebody else adds up the fleet");
        }
        write(statements, DEVICES, sums.devices(), DEVICE_COLUMNS);
        write(statements, DAYS, sums.days(), DAY_COLUMNS);
        write(statements, HOURS, sums.hours(), HOUR_COLUMNS);
        transaction.commit().await().atMost(PATIENCE);
      } catch (RuntimeException e) {
        transaction.rollbackAndForget();
        throw e;
      }
    } finally {
      connection.closeAndForget();
    }
  }

  private static void write(
      Statements statements, String sql, List<Object[]> rows, List<ColumnType> columns) {
    if (!rows.isEmpty()) {
      statements.execute(sql, arrays(rows, columns));
    }
  }

  private static List<Object> arrays(List<Object[]> rows, List<ColumnType> columns) {
    List<Object> arrays = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      arrays.add(columns.get(i).values(rows, i));
    }
    return arrays;
  }
}
