package dev.tocsin.sla.domain;

import dev.tocsin.events.RequestView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What level one counted of all services and has not handed on yet. */
public final class PendingServices {
  private final Map<String, Pending> all = new HashMap<>();

  /** Those that were asked for last, by the number of their names. */
  private final Pending[] byNumber = new Pending[RequestView.SERVICE_NUMBERS];

  private List<Pending> touched = new ArrayList<>();
  private List<Pending> handedOn = new ArrayList<>();
  private int series;

  public Pending of(String service) {
    Pending pending = all.get(service);
    if (pending == null) {
      pending = new Pending(service);
      all.put(service, pending);
    }
    return pending;
  }

  /** That of an event's service. */
  public Pending of(RequestView event) {
    Pending known = byNumber[event.serviceNumber()];
    if (known == null || !known.isOf(event.service())) {
      known = of(event.service());
      byNumber[event.serviceNumber()] = known;
    }
    return known;
  }

  /** The tally of a service's series and minute, to be changed in place and then handed on. */
  public Tally tally(
      Pending of, Input input, String name, String region, String deviceType, long timestamp) {
    if (of.touch()) {
      touched.add(of);
    }
    int before = of.active();
    Tally tally = of.tally(input, name, region, deviceType, timestamp);
    series += of.active() - before;
    return tally;
  }

  /** How many series and minutes wait to be handed on. */
  public int series() {
    return series;
  }

  /** Whether nothing was counted since the last time. */
  public boolean none() {
    return touched.isEmpty();
  }

  /** Hands on what was counted, service by service, and begins anew. */
  public void handOn(Consumer<Pending> to) {
    handedOn.forEach(Pending::release);
    for (Pending each : touched) {
      to.accept(each);
      each.handedOn();
    }
    List<Pending> released = handedOn;
    released.clear();
    handedOn = touched;
    touched = released;
    series = 0;
  }
}
