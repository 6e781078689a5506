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
  private int size;

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
    size++;
    return true;
  }

  /** What is to be attempted now. */
  List<Delivery> due(long now) {
    List<Delivery> due = new ArrayList<>();
    for (Lane lane : lanes.values()) {
      int before = lane.size();
      for (Delivery next = lane.next(now); next != null; next = lane.next(now)) {
        due.add(next);
      }
      size -= before - lane.size();
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
    size--;
    lanes.get(delivery.lane()).settled(delivery, now);
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
