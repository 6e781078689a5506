package dev.tocsin.evaluation.bench.live;

import dev.tocsin.evaluation.bench.Benchmark;
import dev.tocsin.evaluation.bench.Figures;
import dev.tocsin.evaluation.bench.Options;
import dev.tocsin.evaluation.bench.live.EvaluatorMain.Membership;
import dev.tocsin.evaluation.bench.load.Stage;
import dev.tocsin.events.Slice;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * From {@code kill -9} of the evaluator, whose state holds a million stored slices, over its
 * restart at once to the first correct output: a slice that counts one event from before the kill
 * and one from after it. The same with the group membership that Kafka Streams has by default.
 */
public final class Recovery implements Benchmark {
  private static final String NAME = "recovery";
  private static final int SERVICES = 50;
  private static final int SERIES = 200;
  private static final int KILLS = 3;
  private static final long MINUTE_MS = 60_000;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Map<String, Long> counted = new HashMap<>();
  private int sent;

  @Override
  public Set<String> options() {
    return Set.of("keys");
  }

  @Override
  public Figures run(Options options, Path folder, Consumer<String> progress) throws IOException {
    int minutes = Math.max(1, options.number("keys", 1_000_000) / (SERVICES * SERIES));
    try (Stage stage = new Stage(folder.resolve(NAME))) {
      Topics topics = stage.topics(NAME + ".");
      stage.awaitLeaders(topics.requests().name());
      LiveEvaluator evaluator = LiveEvaluator.start(stage, NAME, Membership.STATIC);
      int keys = minutes * SERVICES * SERIES;
      progress.accept("counting %,d slices".formatted(keys));
      write(stage, topics, minutes);
      try (Sender sender = new Sender(stage.bootstrap(), topics.requests().name());
          Follower<Slice> slices = new Follower<>(stage.bootstrap(), topics.slices())) {
        long minute = System.currentTimeMillis() / MINUTE_MS * MINUTE_MS;
        answer(sender, slices, minute);
        settle(stage, topics);
        double[] seconds = new double[KILLS];
        for (int i = 0; i < KILLS; i++) {
          evaluator.close();
          long killed = System.nanoTime();
          evaluator = LiveEvaluator.start(stage, NAME, Membership.STATIC);
          answer(sender, slices, minute);
          seconds[i] = (System.nanoTime() - killed) / 1e9;
          progress.accept("static member: %.1f s".formatted(seconds[i]));
        }
        evaluator.close();
        evaluator = LiveEvaluator.start(stage, NAME, Membership.DEFAULTS);
        answer(sender, slices, minute);
        evaluator.close();
        long killed = System.nanoTime();
        evaluator = LiveEvaluator.start(stage, NAME, Membership.DEFAULTS);
        answer(sender, slices, minute);
        double defaults = (System.nanoTime() - killed) / 1e9;
        progress.accept("defaults: %.1f s".formatted(defaults));
        return figures(keys, seconds, defaults);
      } finally {
        evaluator.close();
      }
    }
  }

  /** One more event of the probe's slice, until the slice with all of them is out. */
  private void answer(Sender sender, Follower<Slice> slices, long minute) {
    sender.send("probe", true, minute);
    sender.flush();
    sent++;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      for (Slice each : slices.next()) {
        if (each.service().equals("probe")) {
          counted.put(each.operation(), each.count());
        }
      }
      if (counted.values().stream().mapToLong(Long::longValue).sum() == sent) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the evaluator does not answer: " + counted);
      }
    }
  }

  /** One event for each slice, many to a record, in the order of time. */
  private static void write(Stage stage, Topics topics, int minutes) {
    long start = System.currentTimeMillis() / MINUTE_MS * MINUTE_MS - (minutes + 10L) * MINUTE_MS;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                stage.bootstrap(),
                ProducerConfig.LINGER_MS_CONFIG,
                20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int minute = 0; minute < minutes; minute++) {
        for (int service = 0; service < SERVICES; service++) {
          StringBuilder record = new StringBuilder("[");
          for (int series = 0; series < SERIES; series++) {
            record.append(series == 0 ? "" : ",");
            record.append("{\"timestamp\":").append(start + minute * MINUTE_MS + series);
            record.append(",\"service\":\"payments-").append(service);
            record.append("\",\"operation\":\"operation-").append(series);
            record.append("\",\"latencyMs\":12.5,\"success\":true}");
          }
          producer.send(
              new ProducerRecord<>(
                  topics.requests().name(),
                  ("payments-" + service).getBytes(StandardCharsets.UTF_8),
                  record.append(']').toString().getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
  }

  /** Waits until all events, and what level one made of them, are read and committed. */
  private static void settle(Stage stage, Topics topics) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (lag(stage, topics.requests().name()) > 0 || lag(stage, NAME + "-deltas") > 40) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the evaluator does not come to the end");
      }
    }
  }

  /** Records that the group has not committed; the markers of transactions count as some. */
  private static long lag(Stage stage, String topicOrBeginning) {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          stage.admin().listConsumerGroupOffsets(NAME).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          stage
              .admin()
              .listOffsets(
                  committed.keySet().stream()
                      .filter(each -> each.topic().startsWith(topicOrBeginning))
                      .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())))
              .all()
              .get();
      return ends.entrySet().stream()
          .mapToLong(each -> each.getValue().offset() - committed.get(each.getKey()).offset())
          .sum();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the lag is not known", e);
    }
  }

  private static Figures figures(int keys, double[] runs, double defaults) {
    double[] sorted = runs.clone();
    Arrays.sort(sorted);
    double seconds = sorted[sorted.length / 2];
    Figures figures = new Figures();
    figures.put("seconds", seconds);
    figures.put("defaultsSeconds", defaults);
    figures.put("keys", keys);
    figures.line(
        "kill -9 with %,d stored slices, restarted at once, to the first right slice.", keys);
    figures.line("");
    figures.line("| group membership | seconds | goal | |");
    figures.line("|---|---:|---:|---|");
    figures.line(
        "| static, session 10 s: median of %d (%.1f … %.1f) | %.1f | 5 | %s |",
        sorted.length,
        sorted[0],
        sorted[sorted.length - 1],
        seconds,
        seconds <= 5 ? "reached" : "falls short");
    figures.line("| defaults of Kafka Streams | %.1f | | |", defaults);
    return figures;
  }
}
