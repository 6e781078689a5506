package dev.tocsin.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How often an alert came and went lately, and whether that is so often that it is told as one
 * state. While it flaps it counts as firing, whatever it does by itself; once it was calm for long
 * enough, it is what it is again.
 *
 * @param changes when it came and went, event time, the last few of them
 * @param count how many changes it was since it began to flap, those that made it flap included; 0
 *     while it does not
 * @param told the severity that was told while it flaps; null while it does not
 */
public record Flaps(List<Long> changes, long count, Severity told) {
  /** Nothing happened lately. */
  public static final Flaps NONE = new Flaps(List.of(), 0, null);

  /** Whether it comes and goes too often to be told each time. */
  public boolean flapping() {
    return told != null;
  }

  /** Whether time alone can change anything. */
  public boolean pending() {
    return !changes.isEmpty();
  }

  /**
   * Goes on.
   *
   * @param before what fired, or null
   * @param now what fires now, or null
   * @param at event time
   */
  public Flaps next(Flapping rule, Severity before, Severity now, long at) {
    boolean changed = (before == null) != (now == null);
    if (!changed && !pending()) {
      return this;
    }
    List<Long> recent = new ArrayList<>(changes);
    recent.removeIf(each -> each <= at - rule.within().toMillis());
    if (changed) {
      recent.add(at);
    }
    if (flapping() && recent.size() > (changed ? 1 : 0)) {
      // The last change is all that decides when it is calm.
      return new Flaps(
          List.of(recent.get(recent.size() - 1)), count + (changed ? 1 : 0), worse(told, now));
    }
    boolean tooMany = !flapping() && recent.size() >= rule.changes();
    return tooMany
        ? new Flaps(List.copyOf(recent), recent.size(), worse(before, now))
        : new Flaps(List.copyOf(recent), 0, null);
  }

  /** Says in an alert's annotations that it flaps, or did, and how often it changed. */
  public void annotate(Map<String, String> annotations, Flaps was, Flapping rule) {
    if (flapping()) {
      annotations.put("flapping", "true");
    }
    if (flapping() || was.flapping()) {
      String text = "%d, which is flapping from %d in %s on";
      annotations.put(
          "changes",
          text.formatted(
              (flapping() ? this : was).count, rule.changes(), Durations.format(rule.within())));
    }
  }

  /** The severity under which a change is told: what fires, or fired last. */
  public Severity shown(Flaps was, Severity before, Severity now) {
    if (flapping()) {
      return told;
    }
    return now != null ? now : was.flapping() ? was.told : before;
  }

  /**
   * What has to be said, or null when nothing: {@code fired}, {@code cleared}, {@code worsened},
   * {@code eased}, {@code flapping} or {@code calmed}.
   *
   * @param was before, with what fired then
   * @param now what fires, or null
   */
  public String change(Flaps was, Severity before, Severity now) {
    if (flapping() != was.flapping()) {
      return flapping() ? "flapping" : "calmed";
    }
    if (flapping()) {
      return told == was.told ? null : "worsened";
    }
    if (before == now) {
      return null;
    }
    if (before == null) {
      return "fired";
    }
    if (now == null) {
      return "cleared";
    }
    return now.compareTo(before) > 0 ? "worsened" : "eased";
  }

  private static Severity worse(Severity one, Severity other) {
    return one == null || other != null && other.compareTo(one) > 0 ? other : one;
  }
}
