package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Flaps;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import java.util.List;
import java.util.Map;

/**
 * A change of an alert on its way through the stages.
 *
 * @param known what is remembered of the alert, or null
 * @param alert the change
 * @param tree where alerts go
 * @param correlations which alerts belong together
 * @param rules what the operator chose
 * @param now wall clock, epoch milliseconds
 * @param labels what it is grouped by: its own labels and the correlated one
 * @param why why it has that one, one clause
 * @param flaps how often it came and went lately
 */
record Passage(
    AlertLife known,
    Alert alert,
    RouteTree tree,
    Correlations correlations,
    Rules rules,
    long now,
    Map<String, String> labels,
    String why,
    Flaps flaps)
    implements Ruling {

  static Passage of(
      AlertLife known,
      Alert alert,
      RouteTree tree,
      Correlations correlations,
      Rules rules,
      long now) {
    return new Passage(
        known, alert, tree, correlations, rules, now, alert.labels(), null, Flaps.NONE);
  }

  /** Onward, grouped by these labels. */
  Passage grouped(Map<String, String> by, String because) {
    return new Passage(known, alert, tree, correlations, rules, now, by, because, flaps);
  }

  /** Onward, as this alert, which came and went so often. */
  Passage flapping(Flaps often, Alert as) {
    return new Passage(known, as, tree, correlations, rules, now, labels, why, often);
  }

  /** The alert's life from here on, if its groups are these. */
  AlertLife life(List<Placement> placements) {
    return AlertLife.of(alert, placements, null, now).flapping(flaps);
  }

  boolean over() {
    return alert.status() == Alert.Status.RESOLVED;
  }

  /** Ends here with nobody told; the alert's life is this from now on. */
  LifeStep untold(AlertLife life, Decision decision, String reason) {
    boolean same =
        known != null
            && reason.equals(known.lastReason())
            && now - known.recordedAt() < rules.recordEvery().toMillis();
    if (same) {
      AlertLife counted =
          new AlertLife(
              life.alert(),
              life.placements(),
              life.closedBy(),
              reason,
              known.recordedAt(),
              known.repeats() + 1,
              life.endedAt(),
              life.flaps());
      return new LifeStep(counted, List.of(), List.of(), null);
    }
    int repeats = known != null && reason.equals(known.lastReason()) ? known.repeats() : 0;
    String counted =
        repeats == 0 ? reason : reason + " (" + repeats + " times more since the last)";
    Notification record = Ledger.decision(alert, decision, counted, now);
    return new LifeStep(life.recorded(reason, now), List.of(record), List.of(), null);
  }
}
