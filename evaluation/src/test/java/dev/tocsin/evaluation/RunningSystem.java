package dev.tocsin.evaluation;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Topics;
import dev.tocsin.standalone.Standalone;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * The whole system, as {@code ./tocsin up} starts it, on free ports and without the sample
 * workload: one for all stories, because they use services of their own names.
 */
final class RunningSystem {
  /** How long a story waits for what must happen; how soon it happens is a benchmark's question. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static RunningSystem shared;

  private final Standalone system;
  private final SystemClient client;

  private RunningSystem() {
    Path data = Path.of("target", "system").toAbsolutePath();
    system = Standalone.builder().data(data).fresh(true).freePorts().sample(false).build();
    Runtime.getRuntime().addShutdownHook(new Thread(system::close));
    system.start();
    client = new SystemClient(system);
  }

  static synchronized RunningSystem shared() {
    if (shared == null) {
      shared = new RunningSystem();
    }
    return shared;
  }

  Standalone standalone() {
    return system;
  }

  Topics topics() {
    return client.topics();
  }

  URI ingest(String path) {
    return client.ingest(path);
  }

  URI report(String path) {
    return client.report(path);
  }

  void produce(String topic, String key, String value) {
    client.produce(topic, key, value);
  }

  HttpResponse<String> post(URI to, String body) throws IOException {
    return client.post(to, body);
  }

  HttpResponse<String> put(URI to, String body) throws IOException {
    return client.put(to, body);
  }

  JsonNode get(String path) {
    return client.get(path);
  }

  /** Asks until the answer is as it should be, and returns it. */
  JsonNode until(String path, Predicate<JsonNode> asItShouldBe) {
    return await(path)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(() -> get(path), asItShouldBe);
  }
}
