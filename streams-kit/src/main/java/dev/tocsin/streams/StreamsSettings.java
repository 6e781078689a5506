package dev.tocsin.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What every Streams service is run with: exactly once, quick recovery, explicit names.
 *
 * @param applicationId the consumer group and the prefix of internal topics
 * @param bootstrapServers the brokers
 * @param stateDir where RocksDB stores and the process identity live; never a temporary folder
 * @param instanceId this instance among several of the service (the pod's name): a static member,
 *     whose restart costs no session timeout
 * @param commitInterval how long results wait until others may see them
 * @param replicationFactor of internal topics; -1 takes the broker's default
 */
public record StreamsSettings(
    String applicationId,
    String bootstrapServers,
    Path stateDir,
    String instanceId,
    Duration commitInterval,
    int replicationFactor) {

  /** The settings as Kafka Streams takes them. */
  public Properties toProperties() {
    Properties to = new Properties();
    to.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    to.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    to.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    to.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    to.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
    to.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
    to.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    to.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
    to.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    to.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 8L << 20);
    to.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    to.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, 0L);
    consumer(to, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, applicationId + "-" + instanceId);
    consumer(to, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer(to, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    consumer(to, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    consumer(to, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000);
    to.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
    to.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
    // A transaction that begins before the broker is done with the last one is told to try again:
    // in a moment, not in the tenth of a second that is the default, and not in twice as long each
    // time.
    to.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 10);
    to.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), 40);
    to.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    to.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 4 << 20);
    // Event time may lie far in the past: neither refuse it nor let retention take it.
    to.put(StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG), "LogAppendTime");
    to.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), 4 << 20);
    return to;
  }

  private static void consumer(Properties to, String name, Object value) {
    to.put(StreamsConfig.mainConsumerPrefix(name), value);
  }
}
