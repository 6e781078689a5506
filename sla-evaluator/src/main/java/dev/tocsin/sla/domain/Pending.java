package dev.tocsin.sla.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What level one counted of one service since it last handed on, by series and minute, and how far
 * the service's event times are.
 *
 * <p>A table with open addressing and linear probing, because it is asked for every event: no key
 * is made to look one up, and tallies are used again after {@link #handedOn}.
 */
public final class Pending {
  private static final Delta[] NONE = {};
  private static final int SMALLEST = 4;

  private final String service;
  private final long[] newest = new long[Input.values().length];
  private Delta[] table = NONE;
  private int used;
  private boolean touched;
  private Bounds bounds;
  private double[] latencies;

  public Pending(String service) {
    this.service = service;
    Arrays.fill(newest, Long.MIN_VALUE);
  }

  public String service() {
    return service;
  }

  /** Takes note of an event time and says the newest one of this kind of telemetry. */
  public long observe(Input input, long timestamp) {
    int i = input.ordinal();
    if (timestamp > newest[i]) {
      newest[i] = timestamp;
    }
    return newest[i];
  }

  /** The latency bounds that are declared for this service. */
  public double[] latencies(Bounds declared) {
    if (declared != bounds) {
      bounds = declared;
      latencies = declared.latencies(service);
    }
    return latencies;
  }

  /** Whether this is the first call since what was counted was handed on. */
  public boolean touch() {
    boolean first = !touched;
    touched = true;
    return first;
  }

  /** The tally of a series and minute, to be changed in place. */
  public Tally tally(Input input, String name, String region, String deviceType, long timestamp) {
    if (2 * used >= table.length) {
      widen();
    }
    long minute = SliceKey.minuteOf(timestamp);
    int at = start(input, name, region, deviceType, minute);
    while (table[at] != null) {
      SliceKey key = table[at].key();
      if (key.minute() == minute
          && key.input() == input
          && key.name().equals(name)
          && key.region().equals(region)
          && key.deviceType().equals(deviceType)) {
        return table[at].tally();
      }
      at = at + 1 & table.length - 1;
    }
    table[at] =
        new Delta(new SliceKey(input, service, name, region, deviceType, minute), Tally.of(input));
    used++;
    return table[at].tally();
  }

  /** What was counted, in the order of minutes; valid until {@link #handedOn}. */
  public List<Delta> deltas() {
    List<Delta> deltas = new ArrayList<>(used);
    for (Delta each : table) {
      if (each != null && each.tally().count() > 0) {
        deltas.add(each);
      }
    }
    deltas.sort(Comparator.comparingLong(delta -> delta.key().minute()));
    return deltas;
  }

  /** Begins anew. Series that counted nothing since the last time lose their place. */
  public void handedOn() {
    touched = false;
    Delta[] before = table;
    int active = 0;
    for (Delta each : before) {
      active += each != null && each.tally().count() > 0 ? 1 : 0;
    }
    boolean all = active == used;
    if (!all) {
      table = active == 0 ? NONE : new Delta[tableFor(active)];
      used = 0;
    }
    for (Delta each : before) {
      if (each != null && each.tally().count() > 0) {
        each.tally().clear();
        if (!all) {
          put(each);
        }
      }
    }
  }

  /** Gives back its room if it was not touched since it handed on. */
  public void release() {
    if (!touched) {
      table = NONE;
      used = 0;
    }
  }

  private void widen() {
    Delta[] before = table;
    table = new Delta[tableFor(used + 1)];
    used = 0;
    for (Delta each : before) {
      if (each != null) {
        put(each);
      }
    }
  }

  private void put(Delta delta) {
    SliceKey key = delta.key();
    int at = start(key.input(), key.name(), key.region(), key.deviceType(), key.minute());
    while (table[at] != null) {
      at = at + 1 & table.length - 1;
    }
    table[at] = delta;
    used++;
  }

  /** A power of two with room for so many, at most half full, and for one more. */
  private static int tableFor(int entries) {
    return Math.max(SMALLEST, Integer.highestOneBit(entries) << 2);
  }

  private int start(Input input, String name, String region, String deviceType, long minute) {
    int hash = name.hashCode();
    hash = 31 * hash + region.hashCode();
    hash = 31 * hash + deviceType.hashCode();
    hash = 31 * hash + (int) (minute / SliceKey.MINUTE_MS) + input.ordinal();
    hash *= 0x9E3779B9;
    return hash >>> 16 & table.length - 1;
  }
}
