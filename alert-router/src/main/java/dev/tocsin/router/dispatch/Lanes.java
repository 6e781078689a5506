package dev.tocsin.router.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All lanes of this instance. */
final class Lanes {
  private final DispatchSettings settings;
  private final Map<String, Lane> lanes = new HashMap<>();
  private int inFlight;

  Lanes(DispatchSettings settings) {
    this.settings = settings;
  }

  /** Puts a delivery into its lane; false when that is full. */
  boolean add(Delivery delivery, long now) {
    Lane lane =
        lanes.computeIfAbsent(delivery.lane(), l -> new Lane(settings.inFlightPerReceiver()));
    if (lane.size() >= settings.queuePerReceiver()) {
      return false;
    }
    lane.add(delivery, now);
    return true;
  }

  /** What is to be attempted now. */
  List<Delivery> due(long now) {
    List<Delivery> due = new ArrayList<>();
    for (Lane lane : lanes.values()) {
      for (Delivery next = lane.next(now); next != null; next = lane.next(now)) {
        due.add(next);
      }
    }
    inFlight += due.size();
    lanes.values().removeIf(lane -> lane.size() == 0);
    return due;
  }

  void again(Delivery delivery, long at) {
    inFlight--;
    lanes.get(delivery.lane()).again(delivery, at);
  }

  void settled(Delivery delivery, long now) {
    inFlight--;
    lanes.get(delivery.lane()).settled(delivery, now);
  }

  /** Attempts whose outcome is not known yet. */
  int inFlight() {
    return inFlight;
  }

  /** Alerts in the notifications that wait or are under way: what they cost of the heap. */
  int alerts() {
    return lanes.values().stream().mapToInt(Lane::alerts).sum();
  }
}
