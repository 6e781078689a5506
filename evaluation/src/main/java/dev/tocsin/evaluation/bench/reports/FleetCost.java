package dev.tocsin.evaluation.bench.reports;

import dev.tocsin.evaluation.bench.Figures;
import dev.tocsin.evaluation.bench.job.ThreadTimes;
import dev.tocsin.evaluation.bench.load.Stage;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;

/**
 * What it costs to add up devices: a backlog of requests of {@value History#DEVICES} devices, and
 * the processor time of the thread that works it off. The broker's and the database's share is not
 * in it; that of a running system is the same for each event, whatever the rate.
 */
final class FleetCost {
  private static final int EVENTS = 300_000;
  private static final int ROUNDS = 2;
  private static final double ASKED = 50_000;

  private final Stage stage;
  private final ReportServer server;

  FleetCost(Stage stage, ReportServer server) {
    this.stage = stage;
    this.server = server;
  }

  /** The first round, in which the thread gets warm, is not counted. */
  void measure(Figures figures) throws SQLException {
    long nanos = 0;
    for (int round = 0; round <= ROUNDS; round++) {
      ThreadTimes threads = server.threads();
      workOff(round);
      nanos += round == 0 ? 0 : threads.nanosOf("fleet");
    }
    double events = (double) ROUNDS * EVENTS;
    double micros = nanos / 1e3 / events;
    figures
        .put("fleetMicrosPerEvent", micros)
        .put("fleetProcessorsAt50k", micros * ASKED / 1e6)
        .line(
            "%-28s %10.2f us of a processor an event, %.2f processors at %.0f/s",
            "devices added up", micros, micros * ASKED / 1e6, ASKED);
  }

  private void workOff(int round) throws SQLException {
    String topic = new Topics(ReportServer.PREFIX).requests().name();
    long now = System.currentTimeMillis();
    server.workOff(
        "SELECT sum(next_off) FROM fleet_offset WHERE topic = '" + topic + "'",
        EVENTS,
        () -> stage.send(topic, EVENTS, i -> Map.entry("shop-" + i % 200, event(round, i, now))));
  }

  private static byte[] event(int round, int number, long now) {
    return ("{\"timestamp\":%d,\"service\":\"shop-%d\",\"id\":\"%d-%d\",\"latencyMs\":%d,\"success\":%b,"
            + "\"region\":\"region-%d\",\"deviceType\":\"type-%d\",\"labels\":{\"device\":\"device-%d\"}}")
        .formatted(
            now - number % 1_000,
            number % 200,
            round,
            number,
            5 + number * 31 % 400,
            number % 50 != 0,
            number % 5,
            number % 4,
            number % History.DEVICES)
        .getBytes(StandardCharsets.UTF_8);
  }
}
