package dev.tocsin.evaluation.bench.cost;

import dev.tocsin.evaluation.bench.load.Counted;
import dev.tocsin.evaluation.bench.load.Published;
import dev.tocsin.evaluation.bench.load.Totals;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Adds up what a job publishes from now on. */
final class Results implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final Published records;
  private final Map<Counted.Key, Counted> newest = new HashMap<>();
  private final Totals totals = new Totals();

  Results(String bootstrap, String topic) {
    records = new Published(bootstrap, topic);
  }

  /**
   * Reads until so many events are counted.
   *
   * @param goesOn whether it is worth waiting
   */
  Totals await(long events, BooleanSupplier goesOn) {
    while (totals.count() != events && goesOn.getAsBoolean()) {
      for (ConsumerRecord<byte[], byte[]> each : records.next(PATIENCE)) {
        Counted counted = Counted.read(each.value());
        add(newest.put(counted.key(), counted), -1);
        add(counted, 1);
      }
    }
    return totals;
  }

  private void add(Counted counted, int sign) {
    if (counted != null) {
      totals.add(
          counted.service(),
          counted.start(),
          sign * counted.count(),
          sign * counted.errors(),
          sign * counted.latencyNanos());
    }
  }

  @Override
  public void close() {
    records.close();
  }
}
