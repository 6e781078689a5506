package dev.tocsin.streams;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * The clients that Kafka Streams uses: its own, but its main consumer bundles records, see {@link
 * RecordBundles#bundle}.
 */
public class BundlingClients extends DefaultKafkaClientSupplier {
  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new BundlingConsumer(config);
  }

  /** See {@link RecordBundles}. Only a consumer knows how far behind it is. */
  private static final class BundlingConsumer extends KafkaConsumer<byte[], byte[]> {
    private final RecordBundles bundles;

    BundlingConsumer(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      bundles = RecordBundles.of(config);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      return bundles.bundled(super.poll(timeout), partition -> currentLag(partition).orElse(0));
    }
  }
}
