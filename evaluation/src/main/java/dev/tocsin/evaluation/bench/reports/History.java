package dev.tocsin.evaluation.bench.reports;

import dev.tocsin.events.Sketch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Ninety days of 200 services in the tables that the projection fills: days, hours and minutes of
 * requests that agree with each other, incidents, violations, hourly verdicts, risks, two threshold
 * rules and the days of 5,000 devices.
 */
final class History {
  static final int SERVICES = 200;
  static final int DAYS = 90;
  static final int INCIDENTS = 100_000;
  static final int OBJECTIVES = 12;
  static final int DEVICES = 5_000;

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** Partition lengths, as the report API has them. */
  private static final List<Object[]> PARENTS =
      List.of(
          new Object[] {"slice", 7 * DAY},
          new Object[] {"slice_hour", 91 * DAY},
          new Object[] {"slice_day", 1_456 * DAY});

  private final Connection database;
  private final Consumer<String> progress;
  private final long end;

  /**
   * @param today the day before which the history ends, epoch milliseconds
   */
  History(Connection database, long today, Consumer<String> progress) {
    this.database = database;
    this.end = today;
    this.progress = progress;
  }

  static String service(int number) {
    return "service-" + number;
  }

  /**
   * Writes all of it.
   *
   * @param minuteDays of how many days there are minutes too
   */
  void write(int minuteDays) throws SQLException {
    long start = end - DAYS * DAY;
    services();
    partitions(start);
    progress.accept("days and hours of " + DAYS + " days");
    rollup("slice_day", start, DAY);
    rollup("slice_hour", start, HOUR);
    progress.accept("minutes of " + minuteDays + " days");
    for (int day = minuteDays; day > 0; day--) {
      run(
          "INSERT INTO slice SELECT service, '', region, '', t, count, errors, latency_sum, minute,"
              + " true, 1, t FROM generate_series(%d, %d, 60000) AS t, bench_service"
                  .formatted(end - day * DAY, end - (day - 1) * DAY - 1));
    }
    progress.accept(INCIDENTS + " incidents, violations, hourly verdicts");
    incidents(start);
    verdicts(start);
    scores();
    rules();
    devices(start);
    run("VACUUM ANALYZE");
  }

  /** Each service has its own load and latency, the same in each minute. */
  private void services() throws SQLException {
    run(
        "CREATE TABLE bench_service (service text, region text, count bigint, errors bigint,"
            + " latency_sum double precision, minute bytea, slice_hour bytea, slice_day bytea)");
    Random random = new Random(1);
    Sketch[][] together = new Sketch[2][2];
    long[][] sums = new long[2][2];
    double[] latency = new double[2];
    try (PreparedStatement insert =
        database.prepareStatement("INSERT INTO bench_service VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < SERVICES; i++) {
        Sketch minute = new Sketch();
        double sum = 0;
        int count = 100 + random.nextInt(400);
        double typical = 20 + random.nextInt(200);
        for (int n = 0; n < count; n++) {
          double value = typical * Math.exp(random.nextGaussian() / 2);
          minute.add(value, 1);
          sum += value;
        }
        Sketch hour = times(minute, 60);
        Sketch day = times(hour, 24);
        int region = i % 2;
        add(insert, service(i), region, new long[] {count, count / 50}, sum, minute, hour, day);
        sums[region][0] += count;
        sums[region][1] += count / 50;
        latency[region] += sum;
        together[region][0] = merged(together[region][0], hour);
        together[region][1] = merged(together[region][1], day);
      }
      insert.executeBatch();
    }
    run("CREATE TABLE bench_all (LIKE bench_service)");
    try (PreparedStatement insert =
        database.prepareStatement("INSERT INTO bench_all VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int region = 0; region < 2; region++) {
        Sketch[] of = together[region];
        add(insert, "", region, sums[region], latency[region], new Sketch(), of[0], of[1]);
      }
      insert.executeBatch();
    }
  }

  private static void add(
      PreparedStatement insert,
      String service,
      int region,
      long[] counts,
      double sum,
      Sketch... sketches)
      throws SQLException {
    insert.setString(1, service);
    insert.setString(2, region == 0 ? "eu" : "us");
    insert.setLong(3, counts[0]);
    insert.setLong(4, counts[1]);
    insert.setDouble(5, sum);
    for (int i = 0; i < sketches.length; i++) {
      insert.setBytes(6 + i, sketches[i].toBytes());
    }
    insert.addBatch();
  }

  private static Sketch times(Sketch sketch, int times) {
    Sketch sum = new Sketch();
    for (int i = 0; i < times; i++) {
      sum.merge(sketch);
    }
    return sum;
  }

  private static Sketch merged(Sketch before, Sketch more) {
    Sketch sum = before == null ? new Sketch() : before;
    sum.merge(more);
    return sum;
  }

  private void partitions(long start) throws SQLException {
    for (Object[] parent : PARENTS) {
      long width = (Long) parent[1];
      for (long n = Math.floorDiv(start, width); n <= Math.floorDiv(end - 1, width); n++) {
        run(
            "SELECT open_slice_partition('%s', %d, %d, %d)"
                .formatted(parent[0], n, width, System.currentTimeMillis()));
      }
    }
  }

  private void rollup(String table, long start, long length) throws SQLException {
    run(
        """
        INSERT INTO %1$s SELECT service, '', region, '', t, count * %2$d, errors * %2$d, latency_sum * %2$d, s.%1$s, 1
        FROM generate_series(%3$d, %4$d, %5$d) AS t, (SELECT * FROM bench_service UNION ALL SELECT * FROM bench_all) AS s\
        """
            .formatted(table, length / MINUTE, start, end - 1, length));
  }

  private void incidents(long start) throws SQLException {
    run(
        """
        INSERT INTO incident
        SELECT 'INC-' || n, t + 7200000, n, 'service-' || n %% %1$d, (ARRAY['low', 'medium', 'high', 'critical'])[(1 + n %% 4)::int],
          'cause-' || n %% 17, 'team-' || n %% 9, 'category-' || n %% 6, t, t, t + (n %% 900) * 1000,
          t + (n %% 1800) * 1000, t + (1800 + n * 7919 %% 20000) * 1000, true, (n * 7919 %% 100) >= n %% %1$d / 4,
          json_build_object('incidentId', 'INC-' || n, 'startedAt', t, 'timestamp', t + 7200000)::text, t
        FROM (SELECT n, %2$d + (n * 104729 %% %3$d) * 1000 AS t FROM generate_series(1::bigint, %4$d) AS n) AS i\
        """
            .formatted(SERVICES, start, DAYS * DAY / 1_000, INCIDENTS));
    run(
        """
        INSERT INTO violation
        SELECT 'V-' || n, 'OBJ-' || n %% %1$d, 'service-' || n %% %2$d, 'high', t, t + 600000 + n %% 100 * 60000, false,
          'INC-' || n, json_build_object('id', 'V-' || n, 'reason', 'because')::text, 1, t
        FROM (SELECT n, %3$d + (n * 104729 %% %4$d) * 1000 AS t FROM generate_series(1::bigint, 5000) AS n) AS v\
        """
            .formatted(OBJECTIVES, SERVICES, start, DAYS * DAY / 1_000));
  }

  private void verdicts(long start) throws SQLException {
    String select =
        """
        SELECT 'OBJ-' || n %% %1$d, 'service-' || n, t, CASE WHEN (n + t / 3600000) %% 20 = 0 THEN 'VIOLATED' ELSE 'MET' END,
          json_build_object('objective', 'OBJ-' || n %% %1$d, 'service', 'service-' || n, 'periodStart', t - 2592000000,
            'periodEnd', t, 'sli', 0.999, 'target', 0.995, 'budgetRemaining', 0.5 - (t / 3600000 %% 100) / 100.0, 'good', 999000,
            'total', 1000000, 'coverage', 1, 'windowFull', true, 'status', 'MET', 'state', 'FINAL', 'revision', 1,
            'definitionVersion', 1)::text, 1, t
        FROM generate_series(0, %2$d) AS n, generate_series(%3$d::bigint, %4$d, 3600000) AS t\
        """
            .formatted(OBJECTIVES, SERVICES - 1, start + HOUR, end);
    run("INSERT INTO verdict " + select);
    run(
        "INSERT INTO verdict_current SELECT DISTINCT ON (objective, service) * FROM verdict"
            + " ORDER BY objective, service, period_end DESC");
  }

  /** One each five minutes of the newest fourteen days, which is how long they stay. */
  private void scores() throws SQLException {
    run(
        """
        INSERT INTO score
        SELECT 'service-' || n, t, 'service-' || n, risk, json_build_object('entity', 'service-' || n, 'risk', risk,
          'contributions', json_build_array(json_build_object('feature', 'error_rate_z', 'share', risk)))::text, 1, t
        FROM (SELECT n, t, (n * 7919 + t / 300000 * 104729) %% 1000 / 10.0 * ((n + t / 300000) %% 20 / 19.0) AS risk
          FROM generate_series(0, %1$d) AS n, generate_series(%2$d::bigint, %3$d, 300000) AS t) AS s\
        """
            .formatted(SERVICES - 1, end - 14 * DAY, end));
  }

  private void rules() throws SQLException {
    for (String signal : List.of("meanLatency", "errorRate")) {
      run(
          """
          INSERT INTO definition VALUES ('rule', '%1$s', 1, false, json_build_object('kind', 'rule', 'name', '%1$s',
            'spec', json_build_object('service', '*', 'signal', '%1$s', 'levels', json_build_array(
              json_build_object('severity', 'critical', 'bound', 500))))::text, 1, 1)\
          """
              .formatted(signal));
    }
  }

  private void devices(long start) throws SQLException {
    run(
        """
        INSERT INTO device SELECT 'device-' || n, 'region-' || n %% 5, 'type-' || n %% 4, %1$d, %2$d, %2$d
        FROM generate_series(1, %3$d) AS n\
        """
            .formatted(start, end, DEVICES));
    run(
        """
        INSERT INTO device_day SELECT t, 'device-' || n, 300 + n, n %% 17, 30000 + n * 100, t
        FROM generate_series(1, %1$d) AS n, generate_series(%2$d::bigint, %3$d, 86400000) AS t\
        """
            .formatted(DEVICES, start, end - 1));
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}
