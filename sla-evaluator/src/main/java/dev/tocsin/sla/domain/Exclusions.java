package dev.tocsin.sla.domain;

import dev.tocsin.events.DowntimeReason;
import dev.tocsin.events.Recurrence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which minutes one objective leaves out for one service, and why. Windows are whole minutes, and
 * so are slices: a window clips exactly. Where several overlap, a minute is left out once, for the
 * first of their reasons.
 */
public final class Exclusions {
  static final Exclusions NONE = new Exclusions(List.of(), 0);

  private static final long DAY_MS = 86_400_000;
  private static final DowntimeReason[] REASONS = DowntimeReason.values();

  private final List<Source> sources;
  private final long fingerprint;
  // What is known of them: from when to when, and the windows in between, apart and in order.
  private long knownFrom = Long.MAX_VALUE;
  private long knownTo = Long.MIN_VALUE;
  private List<Window> windows = List.of();

  /**
   * @param fingerprint a number that changes with the sources, 0 for none
   */
  Exclusions(List<Source> sources, long fingerprint) {
    this.sources = sources;
    this.fingerprint = fingerprint;
  }

  /** Whether nothing is ever left out. */
  boolean none() {
    return sources.isEmpty();
  }

  /** A number that changes with the windows, 0 for none. */
  public long fingerprint() {
    return fingerprint;
  }

  /** Whether the minute that begins here is left out. */
  boolean covers(long minute) {
    if (none()) {
      return false;
    }
    know(minute, minute + SliceKey.MINUTE_MS);
    int at = after(minute);
    return at < windows.size() && windows.get(at).start <= minute;
  }

  /** How much time is left out from one time to another, in milliseconds. */
  long millis(long from, long to) {
    return byReason(from, to).values().stream().mapToLong(Long::longValue).sum();
  }

  /** How much time is left out from one time to another, in milliseconds, and why. */
  Map<DowntimeReason, Long> byReason(long from, long to) {
    Map<DowntimeReason, Long> sums = new EnumMap<>(DowntimeReason.class);
    for (Window each : between(from, to)) {
      sums.merge(each.reason, each.end - each.start, Long::sum);
    }
    return sums;
  }

  /** Visits the windows between two times, clipped to these. */
  void forEach(long from, long to, Recurrence.Visitor visitor) {
    between(from, to).forEach(each -> visitor.accept(each.start, each.end));
  }

  /** How many of these measurement slices are left out as a whole. */
  long slices(long first, long last, long measurementMs) {
    long count = 0;
    long end = Long.MIN_VALUE;
    long start = Long.MIN_VALUE;
    for (Window each : between(first * measurementMs, (last + 1) * measurementMs)) {
      if (each.start != end) {
        count += whole(start, end, measurementMs);
        start = each.start;
      }
      end = each.end;
    }
    return count + whole(start, end, measurementMs);
  }

  private static long whole(long start, long end, long measurementMs) {
    return start == end
        ? 0
        : Math.max(0, Math.floorDiv(end, measurementMs) + Math.floorDiv(-start, measurementMs));
  }

  /**
   * Where these differ from others: the first and the last time, exclusive; null when nowhere.
   *
   * @param from what is earlier does not matter
   * @param to nor what is later
   */
  public long[] changes(Exclusions others, long from, long to) {
    List<Window> own = between(from, to);
    List<Window> theirs = others.between(from, to);
    int most = Math.min(own.size(), theirs.size());
    int same = 0;
    while (same < most && own.get(same).equals(theirs.get(same))) {
      same++;
    }
    int tail = 0;
    while (tail < most - same
        && own.get(own.size() - 1 - tail).equals(theirs.get(theirs.size() - 1 - tail))) {
      tail++;
    }
    long[] range = {Long.MAX_VALUE, Long.MIN_VALUE};
    for (List<Window> each :
        List.of(own.subList(same, own.size() - tail), theirs.subList(same, theirs.size() - tail))) {
      for (Window window : each) {
        range[0] = Math.min(range[0], window.start);
        range[1] = Math.max(range[1], window.end);
      }
    }
    return range[0] < range[1] ? range : null;
  }

  /** The windows between two times, clipped to these. */
  private List<Window> between(long from, long to) {
    if (none() || from >= to) {
      return List.of();
    }
    know(from, to);
    List<Window> found = new ArrayList<>();
    for (int at = after(from); at < windows.size() && windows.get(at).start < to; at++) {
      Window each = windows.get(at);
      found.add(new Window(Math.max(from, each.start), Math.min(to, each.end), each.reason));
    }
    return found;
  }

  /** The first window that ends after this time. */
  private int after(long time) {
    int low = 0;
    int high = windows.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (windows.get(middle).end > time) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private void know(long from, long to) {
    if (from >= knownFrom && to <= knownTo) {
      return;
    }
    knownFrom = Math.min(knownFrom, from - DAY_MS);
    knownTo = Math.max(knownTo, to + 30 * DAY_MS);
    TreeMap<Long, int[]> changes = new TreeMap<>();
    for (Source source : sources) {
      source.when.forEach(
          knownFrom,
          knownTo,
          (start, end) -> {
            change(changes, start, source.reason, 1);
            change(changes, end, source.reason, -1);
          });
    }
    windows = united(changes);
  }

  private static void change(
      TreeMap<Long, int[]> changes, long time, DowntimeReason reason, int by) {
    changes.computeIfAbsent(time, t -> new int[REASONS.length])[reason.ordinal()] += by;
  }

  private static List<Window> united(TreeMap<Long, int[]> changes) {
    List<Window> united = new ArrayList<>();
    int[] open = new int[REASONS.length];
    DowntimeReason reason = null;
    long start = 0;
    for (Map.Entry<Long, int[]> each : changes.entrySet()) {
      Arrays.setAll(open, i -> open[i] + each.getValue()[i]);
      DowntimeReason next = null;
      for (int i = REASONS.length - 1; i >= 0; i--) {
        next = open[i] > 0 ? REASONS[i] : next;
      }
      if (next != reason) {
        if (reason != null) {
          united.add(new Window(start, each.getKey(), reason));
        }
        reason = next;
        start = each.getKey();
      }
    }
    return united;
  }

  /** Windows of one declaration. */
  record Source(DowntimeReason reason, Recurrence when) {}

  private record Window(long start, long end, DowntimeReason reason) {}
}
