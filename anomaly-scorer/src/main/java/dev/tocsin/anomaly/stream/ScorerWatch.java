package dev.tocsin.anomaly.stream;

import dev.tocsin.anomaly.domain.Health;
import dev.tocsin.anomaly.domain.Health.Seen;
import dev.tocsin.events.Alert;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Watches how one task's scoring is doing. What it has seen is on the heap and fills again within a
 * window's length after a restart; only the alert that fires is stored, so that it is resolved by
 * whoever owns the task then.
 */
final class ScorerWatch {
  private static final long FORGOTTEN_MS = Duration.ofMinutes(15).toMillis();
  private static final String ALERT = "alert";

  /** After a start nothing is said before every entity had time to be seen. */
  private static final long SETTLING_MS = Duration.ofMinutes(1).toMillis();

  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final KeyValueStore<String, Alert> alerts;
  private final int partition;
  private final long startedAt;

  ScorerWatch(KeyValueStore<String, Alert> alerts, int partition, long startedAt) {
    this.alerts = alerts;
    this.partition = partition;
    this.startedAt = startedAt;
  }

  void saw(String entity, Seen now) {
    seen.put(entity, now);
  }

  /** What was seen of each entity last, for the metrics of other threads. */
  Collection<Seen> all() {
    return List.copyOf(seen.values());
  }

  /** A change in the alert about scoring itself, or null. */
  Alert look(long now) {
    seen.values().removeIf(each -> now - each.at() > FORGOTTEN_MS);
    if (now - startedAt < SETTLING_MS) {
      return null;
    }
    Alert changed = Health.of(seen.values()).alert(alerts.get(ALERT), partition, now);
    if (changed != null) {
      alerts.put(ALERT, changed.status() == Alert.Status.FIRING ? changed : null);
    }
    return changed;
  }
}
