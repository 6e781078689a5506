package dev.tocsin.sla.domain;

import dev.tocsin.events.CheckEvent;
import dev.tocsin.events.DowntimeReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * What checks found, by check and time. Of one check's results within a second the worst is kept,
 * so that a flood cannot fill anything and the order of arrival cannot matter.
 */
public final class CheckResults {
  /** It answered. */
  public static final int UP = 0;

  /** The prober could not tell. */
  public static final int UNKNOWN = 1;

  /** Down for no reason that is known here; greater states are reasons in their order. */
  public static final int DOWN = 2;

  private static final DowntimeReason[] REASONS = DowntimeReason.values();
  private static final Comparator<Result> ORDER =
      Comparator.comparing(Result::check).thenComparingLong(each -> each.at / 1_000);

  private final List<Result> all = new ArrayList<>(1);

  /** The state that an event tells of. */
  static int state(CheckEvent event) {
    if (event.unknown() || event.up()) {
      return event.unknown() ? UNKNOWN : UP;
    }
    for (DowntimeReason each : REASONS) {
      if (each.name().equalsIgnoreCase(event.reason())) {
        return DOWN + 1 + each.ordinal();
      }
    }
    return DOWN;
  }

  /** Why it is down, or null when it is not, or nobody knows. */
  static DowntimeReason reason(int state) {
    return state > DOWN ? REASONS[state - DOWN - 1] : null;
  }

  public void add(Result result) {
    int at = Collections.binarySearch(all, result, ORDER);
    if (at < 0) {
      all.add(-at - 1, result);
    } else {
      all.set(at, worst(all.get(at), result));
    }
  }

  private static Result worst(Result one, Result other) {
    int order = Integer.compare(one.state, other.state);
    order = order != 0 ? order : Long.compare(one.at, other.at);
    order = order != 0 ? order : Long.compare(one.vouchedMs, other.vouchedMs);
    return order >= 0 ? one : other;
  }

  void merge(CheckResults others) {
    others.all.forEach(this::add);
  }

  void clear() {
    all.clear();
  }

  /** By check, each check's in the order of time. */
  public void forEach(Consumer<Result> visitor) {
    all.forEach(visitor);
  }

  public int size() {
    return all.size();
  }

  /**
   * What one check found.
   *
   * @param check its name
   * @param at event time, epoch milliseconds
   * @param state {@link #UP}, {@link #UNKNOWN}, {@link #DOWN} or, beyond, down for a reason
   * @param vouchedMs how long this says something; 0 for the minute in which it lies
   */
  public record Result(String check, long at, int state, long vouchedMs) {}
}
