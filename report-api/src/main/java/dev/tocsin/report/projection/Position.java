package dev.tocsin.report.projection;

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

  /** The same partition of a topic that was made anew. */
  Position ofNewTopic(String newTopicId) {
    return new Position(partition, newTopicId, generation + 1, 0, asOf);
  }

  Position advanced(long newNext, long newAsOf) {
    return new Position(partition, topicId, generation, newNext, Math.max(asOf, newAsOf));
  }
}
