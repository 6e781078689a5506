package dev.tocsin.router.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * What waits for one channel of one receiver. Notifications of a group go one after the other;
 * several groups go at the same time, up to a limit. Other receivers have lanes of their own, so a
 * slow one delays nobody else.
 */
final class Lane {
  final Breaker breaker;

  private final int mostInFlight;
  private final Map<String, Deque<Delivery>> byGroup = new HashMap<>();
  private final PriorityQueue<Due> heads =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private long order;
  private int inFlight;
  private int size;

  Lane(int mostInFlight, Breaker.Rule rule) {
    this.mostInFlight = mostInFlight;
    this.breaker = new Breaker(rule);
  }

  /** Deliveries that wait or are under way. */
  int size() {
    return size;
  }

  void add(Delivery delivery, long now) {
    size++;
    Deque<Delivery> group =
        byGroup.computeIfAbsent(delivery.intent().groupKey(), key -> new ArrayDeque<>());
    group.addLast(delivery);
    if (group.size() == 1) {
      heads.add(new Due(now, order++, delivery));
    }
  }

  /** The next delivery to attempt now, or null. */
  Delivery next(long now) {
    if (inFlight >= mostInFlight || !due(now) || !breaker.allows(now)) {
      return null;
    }
    inFlight++;
    breaker.begins(now);
    return heads.poll().delivery();
  }

  /** What is due and has to wait for the breaker; it is told of each once. */
  List<Delivery> delayed(long now) {
    List<Delivery> delayed = new ArrayList<>();
    while (due(now) && breaker.state(now) == Breaker.State.OPEN) {
      Delivery head = heads.poll().delivery();
      heads.add(new Due(breaker.until(), order++, head));
      if (!head.delayed) {
        head.delayed = true;
        delayed.add(head);
      }
    }
    return delayed;
  }

  private boolean due(long now) {
    return !heads.isEmpty() && heads.peek().at() <= now;
  }

  /** An attempt failed; there will be another one. */
  void again(Delivery delivery, long at) {
    inFlight--;
    heads.add(new Due(at, order++, delivery));
  }

  /** An attempt was the last one: the group's next delivery may go. */
  void settled(Delivery delivery, long now) {
    breaker.ended();
    inFlight--;
    size--;
    Deque<Delivery> group = byGroup.get(delivery.intent().groupKey());
    group.removeFirst();
    if (group.isEmpty()) {
      byGroup.remove(delivery.intent().groupKey());
    } else {
      heads.add(new Due(now, order++, group.peekFirst()));
    }
  }

  private record Due(long at, long order, Delivery delivery) {}
}
