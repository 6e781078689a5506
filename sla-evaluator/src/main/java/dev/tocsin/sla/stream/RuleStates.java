package dev.tocsin.sla.stream;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Severity;
import dev.tocsin.sla.domain.Rule;
import dev.tocsin.sla.domain.RuleBook;
import dev.tocsin.sla.domain.RuleKey;
import dev.tocsin.sla.domain.RuleState;
import dev.tocsin.streams.AccumulatingStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongBiFunction;

/**
 * The states of all rules, and the alerts that follow from their changes. Only what fires or is
 * about to is stored: of thousands of quiet instances only the newest event time is remembered, for
 * the most recent ones, so that an older reading is no news.
 */
final class RuleStates {
  private static final int MOST_QUIET = 50_000;

  private final AccumulatingStore<RuleKey, RuleState> stored;
  private final Consumer<Alert> alerts;
  private final Set<RuleKey> pending = new HashSet<>();
  private final Map<RuleKey, Long> quiet =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RuleKey, Long> eldest) {
          return size() > MOST_QUIET;
        }
      };

  RuleStates(AccumulatingStore<RuleKey, RuleState> stored, Consumer<Alert> alerts) {
    this.stored = stored;
    this.alerts = alerts;
    stored.forEach(
        (key, state) -> {
          if (state.pending()) {
            pending.add(key);
          }
        });
  }

  /** A value of what the rule watches, of which nobody knows what is lost. */
  void take(Rule rule, RuleKey key, double value, long at) {
    take(rule, key, value, Double.NaN, at);
  }

  /**
   * A value of what the rule watches.
   *
   * @param harm what is lost in a minute, as {@link RuleState#harm}
   */
  void take(Rule rule, RuleKey key, double value, double harm, long at) {
    RuleState before = stored.get(key);
    if (before == null) {
      before = rule.quiet(quiet.getOrDefault(key, Long.MIN_VALUE));
    } else if (before.version() != rule.version()) {
      before = renewed(rule, before);
    }
    put(rule, key, before, before.take(rule.spec(), value, harm, at), at);
  }

  /** Lets time pass for what waits for it. */
  void pass(RuleBook book, ToLongBiFunction<Rule, String> watermark) {
    for (RuleKey key : new ArrayList<>(pending)) {
      RuleState before = stored.get(key);
      Rule rule = book.find(key.rule(), key.service());
      if (before == null || rule == null || before.version() != rule.version()) {
        continue;
      }
      long now = watermark.applyAsLong(rule, key.service());
      put(rule, key, before, before.pass(rule.spec(), now), now);
    }
  }

  /** Follows the definitions: a rule that is gone resolves, a changed one judges anew. */
  void follow(RuleBook book) {
    for (RuleKey key : keys(key -> true)) {
      RuleState before = stored.get(key);
      Rule rule = book.find(key.rule(), key.service());
      if (rule == null) {
        end(key, "removed");
      } else if (rule.version() != before.version()) {
        RuleState renewed = renewed(rule, before);
        put(
            rule,
            key,
            renewed,
            renewed.take(rule.spec(), before.value(), before.harm(), before.newest()),
            before.newest());
      }
    }
  }

  /** Resolves and drops everything of a service that the test names. */
  void forget(Predicate<RuleKey> which) {
    keys(which).forEach(key -> end(key, "forgotten"));
  }

  private List<RuleKey> keys(Predicate<RuleKey> which) {
    List<RuleKey> keys = new ArrayList<>();
    stored.forEach(
        (key, state) -> {
          if (which.test(key)) {
            keys.add(key);
          }
        });
    return keys;
  }

  /** The same under another definition: what fires goes on firing unless the new one clears it. */
  private static RuleState renewed(Rule rule, RuleState before) {
    RuleState quiet = rule.quiet(before.newest());
    List<Boolean> active = new ArrayList<>(quiet.active());
    for (int i = 0; i < active.size(); i++) {
      Severity level = rule.spec().levels().get(i).severity();
      active.set(i, before.severity() != null && level.compareTo(before.severity()) <= 0);
    }
    return new RuleState(
        rule.version(),
        quiet.since(),
        active,
        before.severity(),
        before.startsAt(),
        before.value(),
        before.harm(),
        before.newest(),
        before.flaps());
  }

  private void put(Rule rule, RuleKey key, RuleState before, RuleState after, long at) {
    if (after.equals(before)) {
      return;
    }
    if (after.quiet()) {
      stored.remove(key);
      quiet.put(key, after.newest());
    } else {
      stored.put(key, after);
    }
    if (after.pending()) {
      pending.add(key);
    } else {
      pending.remove(key);
    }
    Alert alert = rule.change(key, before, after, at);
    if (alert != null) {
      alerts.accept(alert);
    }
  }

  private void end(RuleKey key, String why) {
    RuleState state = stored.get(key);
    stored.remove(key);
    pending.remove(key);
    Alert alert = Rule.closed(key, state, why);
    if (alert != null) {
      alerts.accept(alert);
    }
  }
}
