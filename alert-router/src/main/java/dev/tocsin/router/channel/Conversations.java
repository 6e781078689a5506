package dev.tocsin.router.channel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What has to be known of the lives of groups to tell of their ends: what the first message of each
 * is called at a receiver, and who was told in a receiver's place. It is kept on a compacted topic,
 * in the transaction that says what became of the message.
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

  /** Before the topic is read from its beginning: what was remembered may not have got there. */
  public void forget() {
    known.clear();
  }

  /** What is known under a key, or null. */
  public byte[] find(String key) {
    return known.get(key);
  }

  /** Remembers it; the record makes others remember it too. */
  public ProducerRecord<String, byte[]> note(String key, byte[] value) {
    read(key, value);
    return new ProducerRecord<>(topic, key, value);
  }
}
