package dev.tocsin.evaluation.bench.reports;

import dev.tocsin.evaluation.bench.Figures;
import dev.tocsin.evaluation.bench.load.Stage;
import dev.tocsin.events.Json;
import dev.tocsin.events.Sketch;
import dev.tocsin.events.Slice;
import dev.tocsin.events.Topics;
import java.sql.SQLException;
import java.util.Map;

/**
 * How fast slices become rows: backlogs on the topic, worked off by the report API as it is
 * deployed, hours and days included; before each of them PostgreSQL's own inserts of rows of the
 * same columns, so that both have the machine as it was in the same minute.
 */
final class ProjectionRate {
  static final int ROUNDS = 3;

  /** Until the compilers of the service are done: it runs for months, and they have two cores. */
  private static final int WARM_UPS = 3;

  static final int SLICES = 150_000;

  private static final int REGIONS = 5;
  private static final long MINUTE = 60_000;

  private final Stage stage;
  private final ReportServer server;
  private final OwnInsert own;
  private final long end;

  /**
   * @param end minutes before this one are written, epoch milliseconds
   */
  ProjectionRate(Stage stage, ReportServer server, long end) {
    this.stage = stage;
    this.server = server;
    this.end = end;
    this.own = new OwnInsert(server, this);
  }

  /** Rounds of inserts and backlogs; the first ones are not counted. */
  void measure(Figures figures) throws SQLException {
    own.createTables();
    long[] nanos = new long[OwnInsert.Way.values().length];
    long projection = 0;
    for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
      boolean counted = round >= WARM_UPS;
      for (OwnInsert.Way way : OwnInsert.Way.values()) {
        long took = own.insert(way, round * OwnInsert.ROWS);
        nanos[way.ordinal()] += counted ? took : 0;
      }
      long took = project(round * SLICES);
      projection += counted ? took : 0;
    }
    double rate = rate(SLICES, projection);
    figures.put("projectionRowsPerSecond", rate).line("%-28s %10.0f slices/s", "projection", rate);
    double fastest = 0;
    for (OwnInsert.Way way : OwnInsert.Way.values()) {
      double rows = rate(OwnInsert.ROWS, nanos[way.ordinal()]);
      fastest = Math.max(fastest, rows);
      figures
          .put("insertRowsPerSecond." + way.json(), rows)
          .line("%-28s %10.0f rows/s", "own, " + way.json(), rows);
    }
    double batch = rate(OwnInsert.ROWS, nanos[OwnInsert.Way.BATCH.ordinal()]);
    double same = rate(OwnInsert.ROWS, nanos[OwnInsert.Way.WITH_HOURS_AND_DAYS.ordinal()]);
    figures
        .put("projectionShareOfInsert", rate / batch)
        .put("projectionShareOfFastestInsert", rate / fastest)
        .put("projectionShareOfSameRows", rate / same)
        .line(
            "%-28s %10.2f of the batch with hours and days, %.2f without, %.2f of the fastest",
            "", rate / same, rate / batch, rate / fastest);
  }

  private static double rate(int rows, long nanos) {
    return (double) ROUNDS * rows / (nanos / 1e9);
  }

  /** Nanoseconds for a backlog that is there before the service goes on. */
  private long project(int from) throws SQLException {
    String topic = new Topics(ReportServer.PREFIX).slices().name();
    return server.workOff(
        "SELECT sum(next_off) FROM projection_offset WHERE topic = '" + topic + "'",
        SLICES,
        () ->
            stage.send(
                topic,
                SLICES,
                i -> {
                  Slice slice = slice(from + i);
                  return Map.entry(slice.service(), Json.write(slice));
                }));
  }

  /** As they come while the evaluator works off a backlog itself: minute by minute. */
  Slice slice(int number) {
    int series = number % (History.SERVICES * REGIONS);
    long minutes = (long) (WARM_UPS + ROUNDS) * SLICES / (History.SERVICES * REGIONS);
    long start = end - (minutes - number / (History.SERVICES * REGIONS)) * MINUTE;
    Sketch sketch = new Sketch();
    long count = 0;
    for (int i = 0; i < 40; i++) {
      sketch.add(10 + (number * 31L + i * i * 7L) % 400, 1 + i % 3);
      count += 1 + i % 3;
    }
    return new Slice(
        "load-" + series / REGIONS,
        "",
        "region-" + series % REGIONS,
        "",
        start,
        count,
        count / 20,
        count * 100.0,
        10.0,
        410.0,
        Map.of(),
        sketch,
        1,
        true);
  }
}
