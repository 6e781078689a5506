package dev.tocsin.evaluation.bench.live;

import dev.tocsin.anomaly.domain.Window;
import dev.tocsin.evaluation.bench.Benchmark;
import dev.tocsin.evaluation.bench.Figures;
import dev.tocsin.evaluation.bench.Options;
import dev.tocsin.evaluation.bench.load.Stage;
import dev.tocsin.events.Json;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.Score;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Resident memory of the anomaly scorer's process, started as {@code ./tocsin up} starts it, while
 * it scores many entities as fast as it can, and after each has a model of its own.
 */
public final class ScorerMemory implements Benchmark {
  private static final String PREFIX = "scorer-memory.";
  private static final int METRICS = 20;

  /** Soon, so that all have a model within the run. */
  private static final int TRAIN_AFTER = 16;

  private static final int GOAL_MIB = 512;
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @Override
  public Set<String> options() {
    return Set.of("entities", "windows", "challengers");
  }

  @Override
  public Figures run(Options options, Path folder, Consumer<String> progress) throws IOException {
    int entities = options.number("entities", 1_000);
    int windows = options.number("windows", 40);
    boolean challenged = !options.text("challengers", "yes").equals("no");
    try (Stage stage = new Stage(folder.resolve("scorer-memory"))) {
      Topics topics = stage.topics(PREFIX);
      stage.awaitLeaders(topics.metrics().name());
      Process scorer = start(stage, challenged);
      try (Follower<Score> scores = new Follower<>(stage.bootstrap(), topics.scores())) {
        send(stage, topics, entities, windows);
        progress.accept("%,d windows are sent".formatted(entities * windows));
        return measure(scorer, scores, entities, windows, progress);
      } finally {
        scorer.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process start(Stage stage, boolean challenged) throws IOException {
    Path jar =
        Path.of(System.getProperty("tocsin.root", ""))
            .resolve("anomaly-scorer/target/quarkus-app/quarkus-run.jar");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms32m",
                "-Xmx128m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(stage.folder().resolve("anomaly-scorer.log").toFile());
    Map<String, String> environment = builder.environment();
    environment.put("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", stage.bootstrap());
    environment.put("TOCSIN_TOPIC_PREFIX", PREFIX);
    environment.put("TOCSIN_STATE_DIR", stage.folder().resolve("state").toString());
    environment.put("TOCSIN_ANOMALY_TRAIN_AFTER", Integer.toString(TRAIN_AFTER));
    environment.put("TOCSIN_ANOMALY_CHALLENGERS", Boolean.toString(challenged));
    environment.put("QUARKUS_HTTP_PORT", "0");
    environment.put("MALLOC_ARENA_MAX", "2");
    return builder.start();
  }

  /** The windows of all entities side by side, one event in the middle of each. */
  private static void send(Stage stage, Topics topics, int entities, int windows) {
    long start = Window.startOf(System.currentTimeMillis()) - (windows + 1) * Window.LENGTH_MS;
    Random random = new Random(1);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                stage.bootstrap(),
                ProducerConfig.LINGER_MS_CONFIG,
                20),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int window = 0; window <= windows; window++) {
        long at = start + window * Window.LENGTH_MS + Window.LENGTH_MS / 2;
        for (int entity = 0; entity < entities; entity++) {
          Map<String, Double> values = new HashMap<>();
          for (int metric = 0; metric < METRICS; metric++) {
            values.put("metric_" + metric, 50 + random.nextGaussian());
          }
          String service = "service-" + entity;
          MetricsEvent event = new MetricsEvent(at, service, null, values, Map.of());
          producer.send(new ProducerRecord<>(topics.metrics().name(), service, Json.write(event)));
        }
      }
    }
  }

  private static Figures measure(
      Process scorer,
      Follower<Score> scores,
      int entities,
      int windows,
      Consumer<String> progress) {
    long stop = System.nanoTime() + PATIENCE.toNanos();
    Set<String> withModel = new HashSet<>();
    long peak = 0;
    long seen = 0;
    while (seen < (long) entities * windows) {
      if (!scorer.isAlive() || System.nanoTime() > stop) {
        throw new IllegalStateException(
            "%,d of %,d windows were scored; the scorer's log says why"
                .formatted(seen, (long) entities * windows));
      }
      long before = seen;
      for (Score each : scores.next()) {
        seen++;
        if (each.mode() == Score.Mode.MODEL) {
          withModel.add(each.entity());
        }
      }
      peak = Math.max(peak, residentKib(scorer.pid(), "VmHWM:"));
      if (before / 10_000 < seen / 10_000) {
        progress.accept("%,d are scored, %d MiB resident at most".formatted(seen, peak / 1024));
      }
    }
    Figures figures = new Figures();
    figures.put("entities", entities).put("entitiesWithModel", withModel.size());
    figures.put("residentMiB.peak", peak / 1024.0);
    figures.put("residentMiB.end", residentKib(scorer.pid(), "VmRSS:") / 1024.0);
    figures.line(
        "%,d entities with %d metrics, %,d of them with a model: %d MiB resident at most, %d at the end; goal %d: %s",
        entities,
        METRICS,
        withModel.size(),
        peak / 1024,
        residentKib(scorer.pid(), "VmRSS:") / 1024,
        GOAL_MIB,
        peak / 1024 <= GOAL_MIB ? "reached" : "falls short");
    return figures;
  }

  private static long residentKib(long pid, String field) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the scorer ended, its log says why; or this is not Linux", e);
    }
  }
}
