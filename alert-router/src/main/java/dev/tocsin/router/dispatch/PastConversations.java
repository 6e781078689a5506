package dev.tocsin.router.dispatch;

import dev.tocsin.router.channel.Conversations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What receivers call the lives of groups, as another instance, or this one before, left it. */
final class PastConversations {
  private static final Duration POLL = Duration.ofMillis(200);

  private PastConversations() {}

  /**
   * Reads the whole topic.
   *
   * @param consumer a read_committed consumer without a group; it is left unassigned
   */
  static void read(Consumer<String, byte[]> consumer, Conversations conversations) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(conversations.topic()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (!ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
      consumer.poll(POLL).forEach(each -> conversations.read(each.key(), each.value()));
    }
    consumer.unsubscribe();
  }
}
