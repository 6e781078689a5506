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
  private static final Entry[] NONE = {};
  private static final int SMALLEST = 4;

  private final String service;
  private String asked;
  private final long[] newest = new long[Input.values().length];
  private Entry[] table = NONE;
  private int used;
  private int active;
  private boolean touched;
  private Bounds bounds;
  private double[] latencies;

  public Pending(String service) {
    this.service = service;
    this.asked = service;
    Arrays.fill(newest, Long.MIN_VALUE);
  }

  public String service() {
    return service;
  }

  /** Whether this is the service's name; the string that was asked for last is known at sight. */
  public boolean isOf(String name) {
    if (name == asked) {
      return true;
    }
    boolean same = name.equals(service);
    asked = same ? name : asked;
    return same;
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

  /** The tally of a series and minute; something is counted in it then, in place. */
  public Tally tally(Input input, String name, String region, String deviceType, long timestamp) {
    if (2 * used >= table.length) {
      widen();
    }
    long minute = SliceKey.minuteOf(timestamp);
    Entry free = null;
    int at = start(input, name, region, deviceType);
    for (Entry each = table[at]; each != null; each = table[at]) {
      if (each.isOf(input, name, region, deviceType)) {
        if (each.minute == minute) {
          return take(each, minute);
        }
        free = each.free ? each : free;
      }
      at = at + 1 & table.length - 1;
    }
    if (free == null) {
      free = new Entry(input, name, region, deviceType);
      table[at] = free;
      used++;
    }
    return take(free, minute);
  }

  private Tally take(Entry entry, long minute) {
    if (entry.free) {
      entry.free = false;
      active++;
    }
    entry.minute = minute;
    return entry.tally;
  }

  /** How many tallies were asked for since it handed on. */
  int active() {
    return active;
  }

  /** What was counted, in the order of minutes; valid until {@link #handedOn}. */
  public List<Delta> deltas() {
    List<Delta> deltas = new ArrayList<>(used);
    for (Entry each : table) {
      if (each != null && each.tally.count() > 0) {
        deltas.add(new Delta(each.key(service), each.tally));
      }
    }
    deltas.sort(Comparator.comparingLong(delta -> delta.key().minute()));
    return deltas;
  }

  /** Begins anew. Series that counted nothing since the last time lose their place. */
  public void handedOn() {
    touched = false;
    Entry[] before = table;
    boolean all = active == used;
    if (!all) {
      table = active == 0 ? NONE : new Entry[tableFor(active)];
      used = 0;
    }
    active = 0;
    for (Entry each : before) {
      if (each != null && !each.free) {
        each.tally.clear();
        each.free = true;
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
    Entry[] before = table;
    table = new Entry[tableFor(used + 1)];
    used = 0;
    for (Entry each : before) {
      if (each != null) {
        put(each);
      }
    }
  }

  private void put(Entry entry) {
    int at = start(entry.input, entry.name, entry.region, entry.deviceType);
    while (table[at] != null) {
      at = at + 1 & table.length - 1;
    }
    table[at] = entry;
    used++;
  }

  /** A power of two with room for so many, at most half full, and for one more. */
  private static int tableFor(int entries) {
    return Math.max(SMALLEST, Integer.highestOneBit(entries) << 2);
  }

  private int start(Input input, String name, String region, String deviceType) {
    int hash = name.hashCode();
    hash = 31 * hash + region.hashCode();
    hash = 31 * hash + deviceType.hashCode();
    hash = 31 * hash + input.ordinal();
    hash *= 0x9E3779B9;
    return hash >>> 16 & table.length - 1;
  }

  /**
   * A series and minute, and what was counted of it. The names stand here and not in a key of their
   * own, because each object that an event has to look at may be far from the processor.
   */
  private static final class Entry {
    final Input input;
    final String name;
    final String region;
    final String deviceType;
    final Tally tally;
    long minute;

    /** Whether nothing is counted in it, so that another minute of the series may have it. */
    boolean free = true;

    Entry(Input input, String name, String region, String deviceType) {
      this.input = input;
      this.name = name;
      this.region = region;
      this.deviceType = deviceType;
      this.tally = Tally.of(input);
    }

    boolean isOf(Input otherInput, String otherName, String otherRegion, String otherType) {
      return input == otherInput
          && name.equals(otherName)
          && region.equals(otherRegion)
          && deviceType.equals(otherType);
    }

    SliceKey key(String service) {
      return new SliceKey(input, service, name, region, deviceType, minute);
    }
  }
}
