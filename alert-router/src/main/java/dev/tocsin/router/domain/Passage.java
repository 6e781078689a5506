package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import java.util.List;

/**
 * A change of an alert on its way through the stages.
 *
 * @param known what is remembered of the alert, or null
 * @param alert the change
 * @param tree where alerts go
 * @param rules what the operator chose
 * @param now wall clock, epoch milliseconds
 */
record Passage(AlertLife known, Alert alert, RouteTree tree, Rules rules, long now)
    implements Ruling {

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
              life.endedAt());
      return new LifeStep(counted, List.of(), List.of(), null);
    }
    int repeats = known != null && reason.equals(known.lastReason()) ? known.repeats() : 0;
    String counted =
        repeats == 0 ? reason : reason + " (" + repeats + " times more since the last)";
    Notification record = Ledger.decision(alert, decision, counted, now);
    return new LifeStep(life.recorded(reason, now), List.of(record), List.of(), null);
  }
}
