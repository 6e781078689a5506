package dev.tocsin.evaluation.bench.router;

import dev.tocsin.embedded.Ports;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Prometheus' Alertmanager as Debian packages it, with the same route and receiver. */
final class Alertmanager implements Contestant {
  static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private final Process process;

  Alertmanager(Path folder, String receiver) throws IOException {
    Files.createDirectories(folder);
    Path config = folder.resolve("alertmanager.yml");
    Files.writeString(
        config,
        """
        route: {receiver: bench, group_by: [group], group_wait: 0s}
        receivers:
          - name: bench
            webhook_configs: [{url: "%s"}]
        """
            .formatted(receiver));
    int port = Ports.free();
    url = "http://127.0.0.1:" + port;
    process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=",
                "--log.level=error")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("alertmanager.log").toFile())
            .start();
    Awaitility.await("Alertmanager ready").until(this::ready);
  }

  private boolean ready() throws InterruptedException {
    try {
      return send(HttpRequest.newBuilder(URI.create(url + "/-/ready")).build()) == 200;
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  @Override
  public void take(List<Alert> alerts) throws IOException {
    List<Map<String, Object>> posted =
        alerts.stream()
            .map(
                alert ->
                    Map.of(
                        "labels",
                        alert.labels(),
                        "annotations",
                        alert.annotations(),
                        "startsAt",
                        Instant.ofEpochMilli(alert.startsAt()).toString()))
            .toList();
    try {
      int status =
          send(
              HttpRequest.newBuilder(URI.create(url + "/api/v2/alerts"))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(posted)))
                  .build());
      if (status != 200) {
        throw new IOException("Alertmanager answers " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private int send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** It has an alert when it has answered. */
  @Override
  public void awaitTaken() {}

  @Override
  public double cpuSeconds() {
    return Cpu.seconds(process.toHandle());
  }

  /** It was compiled before. */
  @Override
  public double compilerSeconds() {
    return 0;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
