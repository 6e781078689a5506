package dev.tocsin.sla.domain;

import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/** What no domain class may look like; the test of the rules checks that they see it. */
public final class ImpureExample {
  private final TopicPartition partition = new TopicPartition("t", 0);

  long time() {
    return System.currentTimeMillis()
        + Instant.now().toEpochMilli()
        + Clock.systemUTC().millis()
        + partition.partition();
  }
}
