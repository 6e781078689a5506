package dev.tocsin.evaluation.bench.router;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Inhibitor;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Alerts that inhibit others, in an open loop, until they are seen as each instance's copy of them
 * sees them: committed, on their topic.
 */
final class InhibitorRun {
  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Topics topics;
  private final KafkaConsumer<String, Inhibitor> consumer;
  private final Map<String, Long> seen = new HashMap<>();

  InhibitorRun(String bootstrap, Topics topics) {
    this.topics = topics;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            topics.inhibitors().keys().deserializer(),
            topics.inhibitors().values().deserializer());
  }

  /** Milliseconds from when each was due to when it was seen, ascending. */
  double[] run(TocsinRouter router, int alerts, double perSecond) {
    try (consumer) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topics.inhibitors().name()).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      awaitRule(router);
      Map<String, Long> due = new HashMap<>();
      long start = System.nanoTime();
      for (int i = 0; i < alerts; i++) {
        long at = start + (long) (i * 1e9 / perSecond);
        while (System.nanoTime() < at) {
          look(Long.MAX_VALUE);
        }
        Alert alert = down("bench-" + i);
        due.put(alert.fingerprint(), at);
        router.take(List.of(alert));
      }
      long giveUp = System.nanoTime() + PATIENCE.toNanos();
      while (!seen.keySet().containsAll(due.keySet())) {
        look(giveUp);
      }
      return due.entrySet().stream()
          .mapToDouble(each -> (seen.get(each.getKey()) - each.getValue()) / 1e6)
          .sorted()
          .toArray();
    }
  }

  /** The rule is new: alerts inhibit from when the router knows it. */
  private void awaitRule(TocsinRouter router) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    for (int i = 0; seen.isEmpty(); i++) {
      router.take(List.of(down("probe-" + i)));
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      look(giveUp);
    }
  }

  private void look(long giveUp) {
    if (System.nanoTime() > giveUp) {
      throw new IllegalStateException("inhibitors are missing after " + PATIENCE);
    }
    for (ConsumerRecord<String, Inhibitor> each : consumer.poll(POLL)) {
      if (each.value() != null) {
        seen.putIfAbsent(each.value().fingerprint(), System.nanoTime());
      }
    }
  }

  private static Alert down(String instance) {
    long now = System.currentTimeMillis();
    return Alert.firing(
        "rule",
        "Down",
        "checkout",
        Severity.WARNING,
        Map.of("group", "inhibitors", "instance", instance),
        Map.of(),
        now,
        now);
  }
}
