package dev.tocsin.report.projection;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Hands what was just projected to everybody who listens. Nobody can slow it down. */
@Singleton
public class LiveFeed {
  private static final int QUEUE = 1_000;

  private final Set<MultiEmitter<? super LiveEvent>> listeners = ConcurrentHashMap.newKeySet();

  /** How many listen now. */
  public int listeners() {
    return listeners.size();
  }

  /** Everything from now on. Who leaves {@value #QUEUE} events unread is cut off. */
  public Multi<LiveEvent> listen() {
    return Multi.createFrom()
        .emitter(
            listener -> {
              listeners.add(listener);
              listener.onTermination(() -> listeners.remove(listener));
            },
            QUEUE);
  }

  void publish(Collection<LiveEvent> events) {
    for (MultiEmitter<? super LiveEvent> listener : listeners) {
      events.forEach(listener::emit);
    }
  }
}
