package dev.tocsin.sla.stream;

import dev.tocsin.events.Alert;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.Verdict;
import dev.tocsin.sla.domain.BurnAlerts;
import dev.tocsin.sla.domain.BurnPace;
import dev.tocsin.sla.domain.BurnState;
import dev.tocsin.sla.domain.Objective;
import dev.tocsin.sla.domain.Progress;
import dev.tocsin.sla.domain.ProgressKey;
import dev.tocsin.sla.domain.Watermark;
import dev.tocsin.streams.AccumulatingStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** The states of all burn alerts. Only what fires, or came and went lately, is stored. */
final class BurnStates {
  private final AccumulatingStore<ProgressKey, BurnState> stored;
  private final Consumer<Alert> alerts;
  private final Set<ProgressKey> pending = new HashSet<>();

  BurnStates(AccumulatingStore<ProgressKey, BurnState> stored, Consumer<Alert> alerts) {
    this.stored = stored;
    this.alerts = alerts;
    stored.forEach(
        (key, state) -> {
          if (state.pending()) {
            pending.add(key);
          }
        });
  }

  /**
   * Takes how fast the budget is spent now.
   *
   * @param number the slice that the verdict ends with
   * @param at event time
   */
  void take(Progress progress, long number, Verdict verdict, long at) {
    ProgressKey key = new ProgressKey(verdict.service(), verdict.objective());
    Objective version = progress.objective().inForce(number);
    List<BurnPace> paces = progress.paces(number, at);
    BurnState known = stored.get(key);
    if (known != null || paces.contains(BurnPace.FAST)) {
      BurnState before = (known == null ? BurnState.quiet(version) : known).under(version);
      put(key, version, before, before.take(version, paces, at), verdict);
    }
  }

  /** Lets time pass for what waits for it. */
  void pass(
      Function<ProgressKey, Progress> progress,
      BiFunction<String, Objective, Watermark> watermarks,
      long now) {
    for (ProgressKey key : new ArrayList<>(pending)) {
      Progress each = progress.apply(key);
      if (each != null && each.attached()) {
        BurnState before = stored.get(key);
        Objective version = each.objective().inForce(each.head());
        Watermark mark = watermarks.apply(key.service(), version);
        if (mark != null && before.fingerprint() == version.fingerprint()) {
          put(key, version, before, before.pass(version, mark.at(now)), null);
        }
      }
    }
  }

  /**
   * Resolves what fires because there is nothing left to judge.
   *
   * @param spec the objective, or null when it is declared no more
   */
  void end(ProgressKey key, ObjectiveSpec spec, String why) {
    BurnState state = stored.get(key);
    if (state != null) {
      stored.remove(key);
      pending.remove(key);
      Alert alert = BurnAlerts.closed(key, spec, state, why);
      if (alert != null) {
        alerts.accept(alert);
      }
    }
  }

  private void put(
      ProgressKey key, Objective objective, BurnState before, BurnState after, Verdict verdict) {
    if (after.equals(before)) {
      return;
    }
    if (after.quiet()) {
      stored.remove(key);
    } else {
      stored.put(key, after);
    }
    if (after.pending()) {
      pending.add(key);
    } else {
      pending.remove(key);
    }
    Alert alert = BurnAlerts.change(key, objective.spec(), before, after, verdict);
    if (alert != null) {
      alerts.accept(alert);
    }
  }
}
