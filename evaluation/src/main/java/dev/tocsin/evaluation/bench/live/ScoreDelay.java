package dev.tocsin.evaluation.bench.live;

import dev.tocsin.anomaly.AnomalyTopology;
import dev.tocsin.anomaly.domain.ModelPlan;
import dev.tocsin.anomaly.domain.ScoringPolicy;
import dev.tocsin.anomaly.domain.Window;
import dev.tocsin.anomaly.stream.ScorerMeters;
import dev.tocsin.anomaly.stream.TrainingThread;
import dev.tocsin.evaluation.bench.Figures;
import dev.tocsin.evaluation.bench.load.Stage;
import dev.tocsin.events.Score;
import dev.tocsin.events.Topics;
import dev.tocsin.streams.StreamsProcess;
import dev.tocsin.streams.StreamsSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * How soon a window is scored: from the intended send time of its last event to its score on the
 * topic, committed, through a broker and the topology with its defaults. An open loop.
 */
public final class ScoreDelay {
  private static final String NAME = "score-delay";
  private static final int SERVICES = 200;
  private static final int PER_SECOND = 1_000;
  private static final int WINDOWS = 4;
  private static final int PATIENCE_SECONDS = 30;

  private final Map<String, Long> lastSent = new ConcurrentHashMap<>();

  private ScoreDelay() {}

  /** Measures for two minutes. */
  public static void measure(Path folder, Figures figures) throws IOException {
    try (Stage stage = new Stage(folder.resolve(NAME));
        TrainingThread trainer = new TrainingThread()) {
      Topics topics = stage.topics(NAME + ".");
      stage.awaitLeaders(topics.requests().name());
      StreamsProcess scorer = scorer(stage, topics, trainer);
      scorer.start();
      try (Sender sender = new Sender(stage.bootstrap(), topics.requests().name())) {
        print(new ScoreDelay().millis(stage, topics, sender), figures);
      } finally {
        scorer.close();
      }
    }
  }

  private static StreamsProcess scorer(Stage stage, Topics topics, TrainingThread trainer) {
    Properties settings =
        new StreamsSettings(
                NAME,
                stage.bootstrap(),
                stage.folder().resolve("state"),
                "0",
                AnomalyTopology.COMMIT,
                1)
            .toProperties();
    AnomalyTopology topology =
        new AnomalyTopology(
            topics,
            ScoringPolicy.DEFAULT,
            ModelPlan.DEFAULT,
            Duration.parse(AnomalyTopology.ALLOWED_LATENESS),
            trainer,
            new ScorerMeters(new SimpleMeterRegistry()),
            settings);
    return new StreamsProcess(topology, settings, Clock.systemUTC(), () -> {});
  }

  private double[] millis(Stage stage, Topics topics, Sender sender) {
    long first = Window.startOf(System.currentTimeMillis()) + 2 * Window.LENGTH_MS;
    int expected = SERVICES * (WINDOWS - 1);
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try (Follower<Score> scores = new Follower<>(stage.bootstrap(), topics.scores())) {
      Future<Map<String, Long>> seen = reader.submit(() -> seen(scores, first, expected));
      send(sender, first + (WINDOWS - 1) * Window.LENGTH_MS + 2 * Window.LENGTH_MS / 10);
      return seen.get(PATIENCE_SECONDS, TimeUnit.SECONDS).entrySet().stream()
          .mapToDouble(each -> each.getValue() - lastSent.get(each.getKey()))
          .sorted()
          .toArray();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("not all " + expected + " windows were scored", e);
    } finally {
      reader.shutdownNow();
    }
  }

  private void send(Sender sender, long until) {
    long start = System.currentTimeMillis();
    for (long i = 0; ; i++) {
      long due = start + i * 1_000 / PER_SECOND;
      if (due >= until) {
        sender.flush();
        return;
      }
      for (long left = due - System.currentTimeMillis();
          left > 0;
          left = due - System.currentTimeMillis()) {
        LockSupport.parkNanos(left * 1_000_000);
      }
      String service = "payments-" + (10_000 + i % SERVICES);
      lastSent.put(key(service, Window.startOf(due)), due);
      sender.send(service, true, due);
    }
  }

  /** When the score of each window came; the first windows, in which all warms up, do not count. */
  private static Map<String, Long> seen(Follower<Score> scores, long first, int expected) {
    Map<String, Long> seen = new LinkedHashMap<>();
    while (seen.size() < expected && !Thread.currentThread().isInterrupted()) {
      for (Score each : scores.next()) {
        if (each.windowStart() >= first && seen.size() < expected) {
          seen.putIfAbsent(key(each.service(), each.windowStart()), System.currentTimeMillis());
        }
      }
    }
    return seen;
  }

  private static String key(String service, long start) {
    return service + "@" + start;
  }

  private static void print(double[] millis, Figures figures) {
    double p50 = rank(millis, 0.5);
    double p99 = rank(millis, 0.99);
    figures.put("scoreDelayMs", Map.of("p50", p50, "p99", p99, "windows", (double) millis.length));
    figures.line("");
    figures.line(
        "from a window's last event to its score, %d services, %d events/s, %d windows:",
        SERVICES, PER_SECOND, millis.length);
    figures.line(
        "p50 %.0f ms, p99 %.0f ms, largest %.0f ms; goal p99 under 2,000 ms: %s",
        p50,
        p99,
        Arrays.stream(millis).max().orElseThrow(),
        p99 < 2_000 ? "reached" : "falls short");
  }

  /** The smallest value that at least this share of the ascending values does not exceed. */
  static double rank(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(sorted.length * share) - 1)];
  }
}
