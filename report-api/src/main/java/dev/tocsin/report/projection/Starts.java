package dev.tocsin.report.projection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Where the projection goes on, given what the database says and what the brokers have. */
final class Starts {
  private static final Logger LOG = Logger.getLogger(Starts.class);

  private final String bootstrapServers;
  private final List<String> topics;
  private final ProjectionMetrics metrics;

  Starts(String bootstrapServers, List<String> topics, ProjectionMetrics metrics) {
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
    this.metrics = metrics;
  }

  /** Every partition of every topic. */
  List<TopicPartition> partitions(Consumer<?, ?> consumer) {
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : topics) {
      consumer
          .partitionsFor(topic)
          .forEach(p -> all.add(new TopicPartition(p.topic(), p.partition())));
    }
    return all;
  }

  /**
   * The positions to begin at: those that are known; the beginning of what is new; the beginning,
   * one generation higher, of a topic that was deleted and made anew.
   */
  Map<TopicPartition, Position> resume(
      Consumer<?, ?> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Position> known) {
    Map<String, String> ids = topicIds();
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Position> starts = new HashMap<>();
    for (TopicPartition partition : partitions) {
      String id = ids.get(partition.topic());
      long beginning = beginnings.get(partition);
      Position position = known.get(partition);
      if (position == null) {
        position = new Position(partition, id, 0, beginning, 0);
      } else if (!position.topicId().equals(id)) {
        LOG.warnf(
            "topic was made anew: topic=%s partition=%d", partition.topic(), partition.partition());
        position = position.ofNewTopic(id).advanced(beginning, 0);
      }
      starts.put(partition, position);
    }
    return starts;
  }

  /** Where to go on when the broker has no record at a position any more. */
  Position relocated(Consumer<?, ?> consumer, Position position) {
    List<TopicPartition> one = List.of(position.partition());
    long beginning = consumer.beginningOffsets(one).get(position.partition());
    long next = beginning;
    if (position.next() < beginning) {
      metrics.lost(position.partition().topic(), beginning - position.next());
    } else {
      next = consumer.endOffsets(one).get(position.partition());
    }
    LOG.errorf(
        "records are gone from the topic: topic=%s partition=%d offset=%d next=%d",
        position.partition().topic(), position.partition().partition(), position.next(), next);
    return position.advanced(next, 0);
  }

  private Map<String, String> topicIds() {
    Map<String, Object> settings =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(settings)) {
      Map<String, String> ids = new HashMap<>();
      Map<String, TopicDescription> found = admin.describeTopics(topics).allTopicNames().get();
      found.forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
      return ids;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    } catch (ExecutionException e) {
      throw new KafkaException("topics cannot be described", e.getCause());
    }
  }
}
