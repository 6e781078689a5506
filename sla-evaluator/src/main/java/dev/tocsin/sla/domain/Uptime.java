package dev.tocsin.sla.domain;

import dev.tocsin.events.DowntimeReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Time that was up and time that was down, to the millisecond, from what checks found: each result
 * says something from its time until its interval is over or the same check's next one comes. Time
 * is down while any check is, and nothing while none says anything.
 */
final class Uptime {
  /** No result says anything for longer, whatever it says. */
  static final long MOST_VOUCHED_MS = 3_600_000;

  private static final int WINDOW = -1;

  private final List<Edge> edges = new ArrayList<>();
  private final long from;
  private final long to;

  private Uptime(long from, long to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Writes into a slice what the checks' results come to in it.
   *
   * @param byCheck each check's results in the order of time, beginning with the last one before
   *     the slice
   */
  static void settle(
      Slot slot,
      Objective objective,
      Exclusions exclusions,
      Map<String, List<CheckResults.Result>> byCheck,
      long from,
      long to) {
    Uptime uptime = new Uptime(from, to);
    byCheck.values().forEach(uptime::vouch);
    exclusions.forEach(from, to, (start, end) -> uptime.add(start, end, WINDOW));
    slot.clear();
    uptime.sweep(slot, objective);
  }

  private void vouch(List<CheckResults.Result> results) {
    long before = Long.MIN_VALUE;
    for (int i = 0; i < results.size(); i++) {
      CheckResults.Result each = results.get(i);
      long minute = SliceKey.minuteOf(each.at());
      boolean own = each.vouchedMs() > 0;
      long start = own ? each.at() : Math.min(each.at(), Math.max(minute, before));
      long end = own ? each.at() + each.vouchedMs() : minute + SliceKey.MINUTE_MS;
      if (i + 1 < results.size()) {
        end = Math.min(end, results.get(i + 1).at());
      }
      add(start, end, each.state());
      before = end;
    }
  }

  private void add(long start, long end, int state) {
    if (Math.max(start, from) < Math.min(end, to)) {
      edges.add(new Edge(Math.max(start, from), state, 1));
      edges.add(new Edge(Math.min(end, to), state, -1));
    }
  }

  private void sweep(Slot slot, Objective objective) {
    edges.sort(Comparator.comparingLong(Edge::at));
    TreeMap<Integer, Integer> open = new TreeMap<>(Comparator.reverseOrder());
    long last = from;
    for (Edge edge : edges) {
      if (edge.at > last) {
        account(slot, objective, open, edge.at - last);
        last = edge.at;
      }
      open.merge(edge.state, edge.by, (was, by) -> was + by == 0 ? null : was + by);
    }
  }

  private static void account(
      Slot slot, Objective objective, TreeMap<Integer, Integer> open, long millis) {
    boolean down = false;
    DowntimeReason forgiven = null;
    for (int state : open.keySet()) {
      DowntimeReason reason = CheckResults.reason(state);
      boolean forgives = reason != null && MaintenancePlan.forgives(objective.spec(), reason);
      forgiven = forgives ? reason : forgiven;
      down |= state >= CheckResults.DOWN && !forgives;
    }
    boolean up = !down && forgiven == null && open.containsKey(CheckResults.UP);
    if (!down && forgiven == null && !up) {
      return;
    }
    if (open.containsKey(WINDOW)) {
      slot.apart().countEvents(up ? millis : 0, millis);
    } else if (down || up) {
      slot.countEvents(up ? millis : 0, millis);
    } else {
      slot.apart().countEvents(0, millis);
      slot.forgive(forgiven, millis);
    }
  }

  private record Edge(long at, int state, int by) {}
}
