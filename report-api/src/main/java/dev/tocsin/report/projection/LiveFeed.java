package dev.tocsin.report.projection;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Hands what was just projected to everybody who listens. Nobody can slow it down. The newest
 * events are kept, so that who was away for a moment misses nothing.
 */
@Singleton
public class LiveFeed {
  private static final int QUEUE = 1_000;
  private static final int KEPT = 1_000;
  private static final int KEPT_CHARACTERS = 2_000_000;

  /** Numbers of an earlier life of this process, or of another instance, say nothing here. */
  private final String life = UUID.randomUUID().toString().substring(0, 8);

  private final Set<MultiEmitter<? super Numbered>> listeners = new HashSet<>();
  private final Deque<Numbered> newest = new ArrayDeque<>();
  private long characters;
  private long number;

  /**
   * An event and its place.
   *
   * @param id what a client names to go on behind it
   * @param event the event
   */
  public record Numbered(String id, LiveEvent event) {}

  /** How many listen now. */
  public synchronized int listeners() {
    return listeners.size();
  }

  /**
   * Everything from now on, or from behind an event. Who leaves {@value #QUEUE} events unread is
   * cut off.
   *
   * @param lastId the last event that the client has, or null
   */
  public Multi<Numbered> listen(String lastId) {
    return Multi.createFrom().emitter(listener -> begin(listener, lastId), QUEUE + KEPT);
  }

  private synchronized void begin(MultiEmitter<? super Numbered> listener, String lastId) {
    missed(lastId).forEach(listener::emit);
    listeners.add(listener);
    listener.onTermination(() -> end(listener));
  }

  private synchronized void end(MultiEmitter<? super Numbered> listener) {
    listeners.remove(listener);
  }

  /** What came behind the event; when that is not known any more, one event that says so. */
  private List<Numbered> missed(String lastId) {
    if (lastId == null || lastId.equals(id(number))) {
      return List.of();
    }
    List<Numbered> behind = new ArrayList<>();
    boolean found = newest.isEmpty() ? false : lastId.equals(before(newest.peekFirst()));
    for (Numbered each : newest) {
      if (found) {
        behind.add(each);
      }
      found |= each.id().equals(lastId);
    }
    return found ? behind : List.of(new Numbered(id(number), LiveEvent.GAP));
  }

  private String before(Numbered oldest) {
    return id(Long.parseLong(oldest.id().substring(life.length() + 1)) - 1);
  }

  private String id(long of) {
    return life + "-" + of;
  }

  synchronized void publish(Collection<LiveEvent> events) {
    for (LiveEvent event : events) {
      Numbered numbered = new Numbered(id(++number), event);
      newest.add(numbered);
      characters += event.data().length();
      while (newest.size() > KEPT || characters > KEPT_CHARACTERS) {
        characters -= newest.remove().event().data().length();
      }
      List.copyOf(listeners).forEach(listener -> listener.emit(numbered));
    }
  }
}
