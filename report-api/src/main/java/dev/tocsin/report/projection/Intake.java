package dev.tocsin.report.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** What a consumer reads, in batches for one transaction each. */
final class Intake {
  private static final Logger LOG = Logger.getLogger(Intake.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration GATHER = Duration.ofMillis(10);

  /** Two batches are in memory at once, and each takes some four times as much as its records. */
  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 32;

  private final Consumer<String, byte[]> consumer;
  private final int batchSize;

  /**
   * @param batchSize about how many records a batch has while there is a backlog
   */
  Intake(Consumer<String, byte[]> consumer, int batchSize) {
    this.consumer = consumer;
    this.batchSize = batchSize;
  }

  /**
   * What is there; it waits a moment for something.
   *
   * @throws OffsetOutOfRangeException when a partition has to be sought anew
   */
  List<ConsumerRecord<String, byte[]>> poll() {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    consumer.poll(POLL).forEach(records::add);
    return records;
  }

  /**
   * As {@link #poll}, and while there is a backlog more of it: the larger a transaction, the fewer
   * hours are written twice.
   */
  List<ConsumerRecord<String, byte[]>> batch() {
    List<ConsumerRecord<String, byte[]>> records = poll();
    int before = 0;
    long bytes = 0;
    try {
      while (records.size() > before && records.size() < batchSize && bytes < MOST_BYTES) {
        bytes += bytes(records.subList(before, records.size()));
        before = records.size();
        consumer.poll(lag() > 0 ? GATHER : Duration.ZERO).forEach(records::add);
      }
    } catch (OffsetOutOfRangeException e) {
      // What was read is written first; the next poll says it again.
      LOG.debugf("out of range: partitions=%s", e.offsetOutOfRangePartitions());
    }
    return records;
  }

  private static long bytes(List<ConsumerRecord<String, byte[]>> records) {
    return records.stream().mapToLong(record -> Math.max(0, record.serializedValueSize())).sum();
  }

  /** Records that are not read yet, -1 while the brokers have not said. */
  long lag() {
    long sum = 0;
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong lag = consumer.currentLag(partition);
      if (lag.isEmpty()) {
        return -1;
      }
      sum += lag.getAsLong();
    }
    return sum;
  }
}
