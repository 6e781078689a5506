package dev.tocsin.router.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All lanes of this instance, and what they hold on the heap. What waits far back in a long lane,
 * or does not fit, is kept without its alerts and read from the outbox again when its turn comes: a
 * receiver that is down costs little, and loses nothing.
 */
final class Lanes {
  /** Alerts that may be held at a time. */
  private static final int MOST_ALERTS = 10_000;

  private final DispatchSettings settings;
  private final Map<String, Lane> lanes = new HashMap<>();
  private int inFlight;
  private int size;
  private int held;

  Lanes(DispatchSettings settings) {
    this.settings = settings;
  }

  void add(Delivery delivery, long now) {
    Lane lane =
        lanes.computeIfAbsent(
            delivery.lane(), l -> new Lane(settings.inFlightPerReceiver(), settings.breaker()));
    size++;
    held += delivery.weight;
    if (crowded(lane)) {
      shed(delivery);
    }
    lane.add(delivery, now);
  }

  /** What is to be attempted now. */
  List<Delivery> due(long now) {
    List<Delivery> due = new ArrayList<>();
    for (Lane lane : lanes.values()) {
      for (Delivery next = lane.next(now); next != null; next = lane.next(now)) {
        if (next.dropped) {
          lane.settled(next, now);
          left(next);
        } else {
          due.add(next);
        }
      }
    }
    inFlight += due.size();
    // A breaker that is not closed is remembered, or the next one would have to learn it again.
    lanes
        .values()
        .removeIf(lane -> lane.size() == 0 && lane.breaker.state(now) == Breaker.State.CLOSED);
    return due;
  }

  /** What is due and has to wait for a breaker, each once. */
  List<Delivery> delayed(long now) {
    return lanes.values().stream()
        .flatMap(lane -> lane.delayed(now).stream())
        .filter(delivery -> !delivery.dropped)
        .toList();
  }

  /** The breaker that a delivery has to pass. */
  Breaker breaker(Delivery delivery) {
    return lanes.get(delivery.lane()).breaker;
  }

  /** How every breaker stands, by receiver and channel. */
  Map<String, Breaker.State> breakers(long now) {
    Map<String, Breaker.State> states = new HashMap<>();
    lanes.forEach((name, lane) -> states.put(name, lane.breaker.state(now)));
    return states;
  }

  /** Whether there is room for the alerts of one that was shed, before its turn comes. */
  boolean room() {
    return held < MOST_ALERTS / 2;
  }

  /** One that was shed has its alerts again. */
  void restored(Delivery delivery) {
    held += delivery.weight;
  }

  void again(Delivery delivery, long at) {
    inFlight--;
    Lane lane = lanes.get(delivery.lane());
    if (crowded(lane)) {
      shed(delivery);
    }
    lane.again(delivery, at);
  }

  void settled(Delivery delivery, long now) {
    inFlight--;
    lanes.get(delivery.lane()).settled(delivery, now);
    left(delivery);
  }

  private void left(Delivery delivery) {
    size--;
    held -= delivery.isShed() ? 0 : delivery.weight;
  }

  private boolean crowded(Lane lane) {
    return lane.size() >= settings.queuePerReceiver() || held > MOST_ALERTS;
  }

  private void shed(Delivery delivery) {
    if (!delivery.isShed()) {
      held -= delivery.weight;
      delivery.shed();
    }
  }

  /** Attempts whose outcome is not known yet. */
  int inFlight() {
    return inFlight;
  }

  /** Deliveries that wait or are under way. */
  int size() {
    return size;
  }
}
