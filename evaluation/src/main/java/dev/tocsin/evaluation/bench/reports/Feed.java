package dev.tocsin.evaluation.bench.reports;

import dev.tocsin.evaluation.bench.load.Stage;
import dev.tocsin.events.Json;
import dev.tocsin.events.Sketch;
import dev.tocsin.events.Slice;
import dev.tocsin.events.Topics;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a running evaluator sends: each second the present minute of each service once more. */
final class Feed implements AutoCloseable {
  private static final long MINUTE = 60_000;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final KafkaProducer<String, byte[]> producer;
  private final String topic = new Topics(ReportServer.PREFIX).slices().name();

  Feed(Stage stage) {
    Map<String, Object> settings =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stage.bootstrap());
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  void start() {
    clock.scheduleAtFixedRate(this::send, 0, 1, TimeUnit.SECONDS);
  }

  private void send() {
    long now = System.currentTimeMillis();
    long second = now / 1_000 % 60 + 1;
    Sketch sketch = new Sketch();
    sketch.add(50, second * 4);
    sketch.add(200, second);
    for (int i = 0; i < History.SERVICES; i++) {
      Slice slice =
          new Slice(
              History.service(i),
              "",
              i % 2 == 0 ? "eu" : "us",
              "",
              now / MINUTE * MINUTE,
              second * 5,
              0,
              second * 400.0,
              50.0,
              200.0,
              Map.of(),
              sketch,
              second,
              false);
      producer.send(new ProducerRecord<>(topic, slice.service(), Json.write(slice)));
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close();
  }
}
