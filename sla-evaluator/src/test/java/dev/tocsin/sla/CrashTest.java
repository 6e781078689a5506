package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Slice;
import dev.tocsin.events.Topics;
import dev.tocsin.events.Verdict;
import dev.tocsin.sla.Reference.Event;
import dev.tocsin.sla.Reference.Expected;
import dev.tocsin.testkit.TestBroker;
import dev.tocsin.testkit.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Killed at random moments and started again, the evaluator loses and doubles nothing: slices and
 * the newest verdict of each period are those of the reference.
 */
class CrashTest {
  private static final long SEED = 20_260_302;
  private static final int KILLS = 4;
  private static final int RECORDS = 1_200;
  private static final String[] SERVICES = {"a", "b", "c", "d", "e"};

  private final Random random = new Random(SEED);
  private final TestBroker broker = TestBroker.shared();
  private final String prefix = "crash-" + Long.toHexString(System.nanoTime()) + ".";
  private final Path state = Workspace.target("state-" + prefix);
  private Process process;

  @AfterEach
  void stop() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void nothingIsLostAndNothingIsCountedTwice() throws Exception {
    Topics topics = broker.topics(prefix);
    List<Event> events = new ArrayList<>();
    int openTransactions = 0;
    process = start();
    for (int i = 0; i < RECORDS; i++) {
      send(topics, events, i);
      // The first kill leaves it time to come up; what matters is that work is under way.
      if (i >= 200 && (i - 200) % (RECORDS / (KILLS + 1)) == 0 && i < RECORDS - 100) {
        awaitWork(topics);
        // A few more, so that the kill comes at any point of a transaction.
        for (int more = random.nextInt(30); more >= 0; more--) {
          send(topics, events, i);
        }
        process.destroyForcibly().waitFor();
        openTransactions += transactionOpen() ? 1 : 0;
        process = start();
      }
    }
    Map<String, Long> sent =
        events.stream().collect(Collectors.groupingBy(Event::service, Collectors.counting()));

    List<Slice> slices = broker.values(topics.slices(), all -> newest(all).equals(sent));

    assertThat(newest(slices)).isEqualTo(sent);
    assertThat(openTransactions).as("kills that hit an open transaction").isPositive();
    checkVerdicts(topics, events);
  }

  private void checkVerdicts(Topics topics, List<Event> events) {
    // One event half an hour later closes everything before it.
    long end = events.stream().mapToLong(Event::timestamp).max().orElseThrow() + 1_800_000;
    for (String service : SERVICES) {
      broker.send(topics.requests().name(), service, json(new Event(service, end, false, 1)));
    }
    Map<String, List<Expected>> expected = new TreeMap<>();
    for (String service : SERVICES) {
      List<Event> own =
          events.stream()
              .filter(each -> each.service().equals(service))
              .sorted(Comparator.comparingLong(Event::timestamp))
              .toList();
      long last = own.get(own.size() - 1).timestamp();
      expected.put(
          service, Reference.verdicts(own, e -> !e.failed(), 0.9, 60_000, 5, last + 60_000));
    }
    broker.values(topics.verdicts(), all -> agrees(all, expected));
  }

  private static boolean agrees(List<Verdict> all, Map<String, List<Expected>> expected) {
    Map<String, Verdict> newest = new TreeMap<>();
    for (Verdict each : all) {
      if (each.state() != Verdict.State.OPEN) {
        newest.put(each.service() + each.periodEnd(), each);
      }
    }
    return expected.entrySet().stream()
        .allMatch(
            service ->
                service.getValue().stream()
                    .allMatch(
                        each -> {
                          Verdict found = newest.get(service.getKey() + each.periodEnd());
                          return found != null
                              && found.good() == each.good()
                              && found.total() == each.total()
                              && found.status().name().equals(each.status());
                        }));
  }

  /** Requests by service, of each slice its highest revision. */
  private static Map<String, Long> newest(List<Slice> all) {
    Map<String, Slice> bySlice = new TreeMap<>();
    for (Slice each : all) {
      bySlice.merge(
          each.service() + each.start(), each, (a, b) -> a.revision() > b.revision() ? a : b);
    }
    return bySlice.values().stream()
        .collect(Collectors.groupingBy(Slice::service, Collectors.summingLong(Slice::count)));
  }

  private void send(Topics topics, List<Event> events, int i) {
    StringBuilder record = new StringBuilder("[");
    for (int k = 0; k < 5; k++) {
      Event event =
          new Event(
              SERVICES[random.nextInt(SERVICES.length)],
              Evaluator.millis(Duration.ofMillis(i * 800L)) + random.nextInt(20_000),
              random.nextInt(8) == 0,
              random.nextInt(100));
      events.add(event);
      record.append(k == 0 ? "" : ",").append(new String(json(event), StandardCharsets.UTF_8));
    }
    // Any key: the partition of a service's events is nobody's promise.
    broker.send(
        topics.requests().name(),
        "key-" + random.nextInt(100),
        record.append("]").toString().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] json(Event event) {
    return "{\"timestamp\":%d,\"service\":\"%s\",\"success\":%s,\"latencyMs\":1}"
        .formatted(event.timestamp(), event.service(), !event.failed())
        .getBytes(StandardCharsets.UTF_8);
  }

  private void awaitWork(Topics topics) {
    int known = broker.readAll(topics.slices().name()).size();
    broker.readAll(topics.slices().name(), Duration.ofSeconds(60), all -> all.size() > known);
  }

  private boolean transactionOpen() throws Exception {
    return broker.admin().listTransactions().all().get(10, TimeUnit.SECONDS).stream()
        .filter(each -> each.transactionalId().startsWith(prefix))
        .map(TransactionListing::state)
        .anyMatch(each -> each == TransactionState.ONGOING);
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            EvaluatorProcess.class.getName(),
            broker.bootstrapServers(),
            prefix,
            state.toString())
        .redirectErrorStream(true)
        .redirectOutput(Workspace.target("crash-test.log").toFile())
        .start();
  }
}
