package dev.tocsin.sla.domain;

import dev.tocsin.events.Flaps;
import dev.tocsin.events.RuleSpec;
import dev.tocsin.events.RuleSpec.Level;
import dev.tocsin.events.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where a threshold rule stands for one service, or one instance of it: a pure state machine. Each
 * level by itself becomes active when the value has been over its bound for the rule's duration,
 * and stays so until the value is at or under its clear level; the highest active level is what
 * fires.
 *
 * @param version of the rule's definition
 * @param since by level, since when the value is over its bound; null when it is not
 * @param active by level, whether it fires or would if no higher one did
 * @param severity what fires, or null
 * @param startsAt when it began to fire, event time
 * @param value the newest value
 * @param harm what is lost in a minute beyond what is usual: failed requests, seconds of waiting;
 *     NaN where that is not known
 * @param newest its event time
 * @param flaps how often it came and went
 */
public record RuleState(
    long version,
    List<Long> since,
    List<Boolean> active,
    Severity severity,
    long startsAt,
    double value,
    double harm,
    long newest,
    Flaps flaps) {

  /** Nothing is wrong, and nothing older than {@code newest} is news. */
  public static RuleState quiet(long version, int levels, long newest) {
    return new RuleState(
        version,
        Collections.nCopies(levels, null),
        Collections.nCopies(levels, false),
        null,
        0,
        Double.NaN,
        Double.NaN,
        newest,
        Flaps.NONE);
  }

  /** Whether nothing fires, nothing is about to, and nothing came and went lately. */
  public boolean quiet() {
    return severity == null && !pending();
  }

  /** Whether time alone can change anything. */
  public boolean pending() {
    if (flaps.pending()) {
      return true;
    }
    for (int i = 0; i < since.size(); i++) {
      if (since.get(i) != null && !active.get(i)) {
        return true;
      }
    }
    return false;
  }

  /** Takes a value; one that is older than the newest is no news. */
  public RuleState take(RuleSpec rule, double newValue, double newHarm, long at) {
    return at < newest ? this : next(rule, newValue, newHarm, at, at);
  }

  /** Lets event time pass: the newest value still holds. */
  public RuleState pass(RuleSpec rule, long watermark) {
    return pending() && watermark > newest ? next(rule, value, harm, newest, watermark) : this;
  }

  private RuleState next(RuleSpec rule, double newValue, double newHarm, long valueAt, long now) {
    List<Long> crossed = new ArrayList<>();
    List<Boolean> fires = new ArrayList<>();
    Severity worst = null;
    for (int i = 0; i < rule.levels().size(); i++) {
      Level level = rule.levels().get(i);
      Long from =
          newValue > level.bound()
              ? Long.valueOf(since.get(i) == null ? valueAt : since.get(i))
              : null;
      boolean held = from != null && now - from >= rule.forDuration().toMillis();
      boolean firing = held || active.get(i) && newValue > level.clear();
      crossed.add(from);
      fires.add(firing);
      worst = firing ? level.severity() : worst;
    }
    boolean begins = severity == null && worst != null && !flaps.flapping();
    Flaps next = flaps.next(rule.flapping(), severity, worst, now);
    return new RuleState(
        version, crossed, fires, worst, begins ? now : startsAt, newValue, newHarm, valueAt, next);
  }

  /** What an alert has to say after {@code before}, or null when nothing. */
  public String changeSince(RuleState before) {
    return flaps.change(before.flaps, before.severity, severity);
  }
}
