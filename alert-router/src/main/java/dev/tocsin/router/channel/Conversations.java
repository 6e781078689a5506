package dev.tocsin.router.channel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Where receivers show the lives of groups: what the first message of each is called there. It is
 * kept on a compacted topic, in the transaction that says that the message was delivered.
 */
public final class Conversations {
  private final String topic;
  private final Map<String, byte[]> known = new ConcurrentHashMap<>();

  public Conversations(String topic) {
    this.topic = topic;
  }

  /** The topic. */
  public String topic() {
    return topic;
  }

  /** What the topic says; a null ends a conversation. */
  public void read(String key, byte[] value) {
    if (value == null) {
      known.remove(key);
    } else {
      known.put(key, value);
    }
  }

  byte[] find(String key) {
    return known.get(key);
  }

  /** Remembers it; the record makes others remember it too. */
  ProducerRecord<String, byte[]> note(String key, byte[] value) {
    read(key, value);
    return new ProducerRecord<>(topic, key, value);
  }
}
