package dev.tocsin.evaluation.bench.live;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends requests as they happen, one event a record, keyed by service. */
final class Sender implements AutoCloseable {
  private static final String[] OPERATIONS = {
    "GET /api/v1/orders/{id}", "POST /api/v1/orders", "GET /api/v1/prices", "GET /api/v1/account"
  };

  /** To wake for each event would take more of the machine than to send it. */
  private static final long LEAST_PAUSE_NANOS = 1_000_000;

  private final String topic;
  private final KafkaProducer<String, byte[]> producer;
  private final SplittableRandom random = new SplittableRandom(1);

  Sender(String bootstrap, String topic) {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "1",
                ProducerConfig.LINGER_MS_CONFIG,
                5),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /**
   * An open loop: event {@code i} is due at {@code i / perSecond}, however late the ones before it
   * were. One may be sent a millisecond late, together with those that are due then.
   *
   * @param services of how many services, in turns
   * @param also called before each event is sent
   */
  void send(int events, double perSecond, int services, IntConsumer also) {
    long start = System.nanoTime();
    for (int i = 0; i < events; i++) {
      long due = start + (long) (i * 1e9 / perSecond);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(Math.max(left, LEAST_PAUSE_NANOS));
      }
      also.accept(i);
      send(
          "payments-" + (10_000 + i % services),
          OPERATIONS[random.nextInt(OPERATIONS.length)],
          random.nextInt(100) > 0,
          System.currentTimeMillis());
    }
    producer.flush();
  }

  /** One request that happens now. */
  void send(String service, boolean success) {
    send(service, success, System.currentTimeMillis());
  }

  /** One request of the service's first operation. */
  void send(String service, boolean success, long timestamp) {
    send(service, OPERATIONS[0], success, timestamp);
  }

  private void send(String service, String operation, boolean success, long timestamp) {
    byte[] value =
        ("{\"timestamp\":"
                + timestamp
                + ",\"service\":\""
                + service
                + "\",\"operation\":\""
                + operation
                + "\",\"instance\":\""
                + service
                + "-6c9f7d\",\"region\":\"eu-central-1\",\"deviceType\":\"mobile\","
                + "\"labels\":{\"version\":\"2.14.1\"},\"latencyMs\":"
                + (5 + random.nextInt(90_000) / 1000.0)
                + ",\"success\":"
                + success
                + ",\"statusCode\":200}")
            .getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(topic, service, value));
  }

  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
