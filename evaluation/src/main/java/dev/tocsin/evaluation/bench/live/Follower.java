package dev.tocsin.evaluation.bench.live;

import dev.tocsin.evaluation.bench.load.Published;
import dev.tocsin.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads what is published on a topic from now on. */
final class Follower<V> implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final Topic<V> topic;
  private final Published records;

  Follower(String bootstrap, Topic<V> topic) {
    this.topic = topic;
    this.records = new Published(bootstrap, topic.name());
  }

  /** What came since the last call; waits a moment when there is nothing. */
  List<V> next() {
    List<V> values = new ArrayList<>();
    records
        .next(PATIENCE)
        .forEach(
            each ->
                values.add(topic.values().deserializer().deserialize(topic.name(), each.value())));
    return values;
  }

  @Override
  public void close() {
    records.close();
  }
}
