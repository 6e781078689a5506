package dev.tocsin.router.dispatch;

import static dev.tocsin.router.channel.Intents.intent;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Topics;
import dev.tocsin.router.dispatch.MortalDispatcher.Step;
import dev.tocsin.testkit.TestBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A dispatcher that is killed between every two steps of a dispatch, on a real broker and with a
 * real receiver: nothing is lost, and nothing arrives under two ids.
 */
class KillTest {
  private static final TestBroker BROKER = TestBroker.shared();
  private static final int EACH = 4;
  private static final long SEED = 42;

  private final String prefix = "kill-" + UUID.randomUUID().toString().substring(0, 8) + ".";
  private final Topics topics = BROKER.topics(prefix);
  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private final AtomicReference<Process> atRequest = new AtomicReference<>();
  private HttpServer server;
  private Process process;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/", this::take);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
    process.destroyForcibly();
  }

  @Test
  void betweenEveryTwoSteps() throws Exception {
    List<Step> steps = new ArrayList<>(List.of(Step.values()));
    steps.remove(Step.NEVER);
    Random random = new Random(SEED);
    Collections.shuffle(steps, random);
    int sent = 0;
    for (Step step : steps) {
      for (int i = 0; i < EACH; i++) {
        write(sent++);
      }
      start(step, random.nextInt(EACH - 1));
      if (step == Step.AFTER_COMMIT) {
        int delivered = sent - EACH + 1;
        BROKER.values(topics.notifications(), l -> delivered(l).size() >= delivered);
        process.destroyForcibly();
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("killed %s", step).isTrue();
    }
    int all = sent;
    start(Step.NEVER, 0);

    List<Notification> ledger =
        BROKER.values(topics.notifications(), l -> delivered(l).size() >= all);

    Map<String, Long> outcomes =
        ledger.stream()
            .filter(n -> n.decision() == Decision.DELIVERED)
            .collect(
                Collectors.groupingBy(
                    Notification::notificationId, TreeMap::new, Collectors.counting()));
    assertThat(outcomes).hasSize(all).allSatisfy((id, count) -> assertThat(count).isEqualTo(1));
    // Nothing is lost, and no id but the intents' own has come.
    assertThat(arrived.stream().distinct()).hasSameSizeAs(outcomes.keySet());
    assertThat(outcomes.keySet()).containsAll(arrived);
    // Twice only where it was not known what became of an attempt: at most all under way, each
    // time.
    assertThat(arrived.size() - all).isLessThanOrEqualTo(2 * steps.size());
    assertThat(ledger)
        .anyMatch(n -> n.reason().endsWith("nobody knows what became of the last one"));
  }

  private static List<String> delivered(List<Notification> ledger) {
    return ledger.stream()
        .filter(n -> n.decision() == Decision.DELIVERED)
        .map(Notification::notificationId)
        .distinct()
        .toList();
  }

  private void write(int number) {
    long now = System.currentTimeMillis();
    BROKER.send(
        topics.dispatch(), "ops", intent("n-" + number, "ops", "webhook", "g" + number % 3, now));
  }

  private void start(Step step, int passes) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MortalDispatcher.class.getName(),
                BROKER.bootstrapServers(),
                prefix,
                "http://127.0.0.1:" + server.getAddress().getPort() + "/",
                step.name(),
                Integer.toString(passes))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    atRequest.set(step == Step.DURING_HTTP ? process : null);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      arrived.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
      Process victim = atRequest.getAndSet(null);
      if (victim != null) {
        victim.destroyForcibly().waitFor();
      }
      exchange.sendResponseHeaders(200, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
