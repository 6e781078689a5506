package dev.tocsin.router.stream;

import dev.tocsin.events.Inhibitor;
import dev.tocsin.router.domain.AlertLife;
import dev.tocsin.router.domain.InhibitionRules;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the topic of inhibitors in step with a task's alerts: what was written of each is
 * remembered, so that it can be taken back when the alert ends or the rules change.
 */
final class Inhibiting {
  /**
   * What was written of one alert.
   *
   * @param keys the records' keys
   */
  record Written(List<String> keys) {}

  private final KeyValueStore<String, Written> written;
  private final BiConsumer<String, Inhibitor> topic;

  /**
   * @param topic takes a key and what is there from now on, null for nothing
   */
  Inhibiting(KeyValueStore<String, Written> written, BiConsumer<String, Inhibitor> topic) {
    this.written = written;
    this.topic = topic;
  }

  /** Writes what has changed for this alert, and says whether anything has. */
  boolean update(AlertLife life, InhibitionRules rules) {
    String fingerprint = life.alert().fingerprint();
    List<String> keys = rules.keys(life);
    Written known = written.get(fingerprint);
    List<String> before = known == null ? List.of() : known.keys();
    if (keys.equals(before)) {
      return false;
    }
    before.stream().filter(key -> !keys.contains(key)).forEach(key -> topic.accept(key, null));
    keys.stream()
        .filter(key -> !before.contains(key))
        .forEach(key -> topic.accept(key, Inhibitor.of(life.alert())));
    if (keys.isEmpty()) {
      written.delete(fingerprint);
    } else {
      written.put(fingerprint, new Written(keys));
    }
    return true;
  }
}
