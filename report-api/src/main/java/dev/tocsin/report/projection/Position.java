package dev.tocsin.report.projection;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far one partition is projected.
 *
 * @param partition the partition
 * @param topicId the topic's identity in its cluster
 * @param generation how often the topic was made anew
 * @param next the offset that is projected next
 * @param asOf the newest record time projected, epoch milliseconds, 0 for none
 */
record Position(TopicPartition partition, String topicId, long generation, long next, long asOf) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Those that are stored. For a thread that may wait.
   *
   * @param sql finds topic, partition and the other components in their order
   */
  static Map<TopicPartition, Position> stored(Pool pool, String sql) {
    Map<TopicPartition, Position> positions = new LinkedHashMap<>();
    for (Row row : pool.query(sql).execute().await().atMost(PATIENCE)) {
      TopicPartition partition = new TopicPartition(row.getString(0), row.getInteger(1));
      positions.put(
          partition,
          new Position(
              partition, row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5)));
    }
    return positions;
  }

  /** The same partition of a topic that was made anew. */
  Position ofNewTopic(String newTopicId) {
    return new Position(partition, newTopicId, generation + 1, 0, asOf);
  }

  Position advanced(long newNext, long newAsOf) {
    return new Position(partition, topicId, generation, newNext, Math.max(asOf, newAsOf));
  }
}
