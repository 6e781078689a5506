package dev.tocsin.sla.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What has changed and is to be published, each once in a round. A round of many goes by turns, in
 * equal parts, so that whatever comes in between does not wait for all of them.
 */
final class Changes<K> {
  /** Turns of a round. */
  private static final int TURNS = 20;

  /** So many are published in one turn in any case. */
  private static final int FEW = 50;

  private final Set<K> changed = new LinkedHashSet<>();
  private final Deque<K> round = new ArrayDeque<>();
  private int part;

  void add(K key) {
    changed.add(key);
  }

  /** It is published already, or there is nothing more to publish. */
  void remove(K key) {
    changed.remove(key);
  }

  /** Begins a round: what has changed by now. What is left of the last one comes first. */
  void begin() {
    round.addAll(changed);
    part = Math.max(FEW, (round.size() + TURNS - 1) / TURNS);
  }

  /** One turn of the round. */
  void publish(Consumer<K> publisher) {
    for (int i = 0; i < part && !round.isEmpty(); i++) {
      K key = round.poll();
      // Not what was taken away since, nor what is in the rest of the last round twice.
      if (changed.remove(key)) {
        publisher.accept(key);
      }
    }
  }
}
