package dev.tocsin.evaluation.bench;

import static org.awaitility.Awaitility.await;

import dev.tocsin.evaluation.SystemClient;
import dev.tocsin.standalone.Standalone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The whole system under its sample workload: how soon it is up, how much memory it takes, how soon
 * an event is part of an answer, and how soon after {@code kill -9} each service is ready and a new
 * event is part of an answer again.
 */
final class FirstLight implements Benchmark {
  private static final int EVENTS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> SERVICES =
      List.of("ingest-service", "sla-evaluator", "anomaly-scorer", "alert-router", "report-api");

  private int sent;

  @Override
  public Figures run(Options options, Path folder, Consumer<String> progress) throws IOException {
    Figures figures = new Figures();
    Standalone system =
        Standalone.builder()
            .data(folder.resolve("first-light"))
            .fresh(true)
            .freePorts()
            .say(progress)
            .build();
    try (system) {
      long began = System.nanoTime();
      system.start();
      figures.put("upSeconds", (System.nanoTime() - began) / 1e9);
      try (SystemClient client = new SystemClient(system)) {
        measure(system, client, figures, progress);
      }
      figures.put("residentMiB", system.residentMebibytes());
    }
    return figures;
  }

  private void measure(
      Standalone system, SystemClient client, Figures figures, Consumer<String> progress)
      throws IOException {
    figures.put("visibleMs.first", visible(client, true));
    progress.accept("from an event to the answer that counts it");
    List<Long> overHttp = new ArrayList<>();
    List<Long> overKafka = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      overHttp.add(visible(client, true));
      overKafka.add(visible(client, false));
    }
    figures.spread("visibleMs.http", overHttp).spread("visibleMs.kafka", overKafka);
    for (String service : SERVICES) {
      progress.accept("kill -9 " + service);
      long killed = System.nanoTime();
      system.kill(service);
      system.startAgain(service);
      figures.put("afterKill.readySeconds." + service, (System.nanoTime() - killed) / 1e9);
      visible(client, true);
      figures.put("afterKill.visibleSeconds." + service, (System.nanoTime() - killed) / 1e9);
    }
  }

  /**
   * Sends one event of a service that nobody else uses; milliseconds until the report counts it.
   */
  private long visible(SystemClient client, boolean overHttp) throws IOException {
    String service = "first-light-" + ++sent;
    String event =
        "{\"timestamp\":%d,\"service\":\"%s\",\"id\":\"%s\",\"latencyMs\":1,\"success\":true}"
            .formatted(System.currentTimeMillis(), service, service);
    long began = System.nanoTime();
    if (overHttp) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptions()
          .until(
              () ->
                  client.post(client.ingest("/api/v1/telemetry/requests"), event).statusCode()
                      == 202);
    } else {
      client.produce(client.topics().requests().name(), service, event);
    }
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptions()
        .until(
            () ->
                client.get("/api/v1/reports/telemetry?service=" + service).path("count").asLong()
                    == 1);
    return (System.nanoTime() - began) / 1_000_000;
  }
}
