package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Durations;
import dev.tocsin.events.Flapping;
import dev.tocsin.events.Flaps;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one state of an alert that comes and goes too often, whoever sends it: it counts as firing,
 * its groups are told once that it flaps, and of its end when it has been calm for long enough.
 */
final class Calm implements Stage {
  /** Sources that watch for flapping themselves have the same default. */
  private static final Flapping RULE = Flapping.DEFAULT;

  private static final String FLAPPING = "flapping";

  @Override
  public Ruling decide(Passage passage) {
    AlertLife known = passage.known();
    Flaps was = known == null ? Flaps.NONE : known.flaps();
    Flaps is =
        was.next(
            RULE,
            shown(known == null ? null : known.alert()),
            shown(passage.alert()),
            passage.now());
    if (!is.flapping()) {
      return passage.flapping(is, passage.alert());
    }
    boolean told = known.alert().annotations().containsKey(FLAPPING);
    Alert alert = told || !passage.over() ? annotated(passage.alert(), is) : passage.alert();
    if (!told && !passage.over() || !known.placed()) {
      return passage.flapping(is, alert);
    }
    String what = passage.over() ? "its end is told when it is calm" : "its groups know it";
    Decision decision = passage.over() ? Decision.SUPPRESSED : Decision.DEDUPLICATED;
    return passage.untold(known.with(alert).flapping(is), decision, "it flaps; " + what);
  }

  /** What follows when an alert that flapped was calm for long enough; or it is forgotten. */
  static LifeStep calmed(AlertLife life, long now) {
    Severity severity = shown(life.alert());
    Flaps calm = life.flaps().next(RULE, severity, severity, now);
    if (calm.flapping()) {
      return new LifeStep(life, List.of(), List.of(), null);
    }
    String reason =
        "calm for %s after %d changes"
            .formatted(Durations.format(RULE.within()), life.flaps().count());
    AlertLife after = AlertLife.of(life.alert(), life.placements(), null, now).flapping(calm);
    if (severity != null) {
      return new LifeStep(
          after,
          List.of(
              Ledger.decision(life.alert(), Decision.DEDUPLICATED, reason + "; it fires on", now)),
          AssignGroups.toAll(life, new GroupEvent.Refreshed(life.alert())),
          null);
    }
    Alert over = life.alert().resolved(life.alert().updatedAt(), reason);
    return new LifeStep(
        after, List.of(), AssignGroups.toAll(life, new GroupEvent.Ended(over)), null);
  }

  /** When it will have been calm for long enough, wall clock, epoch milliseconds. */
  static long calmAt(Flaps flaps) {
    return flaps.changes().get(flaps.changes().size() - 1) + RULE.within().toMillis();
  }

  private static Severity shown(Alert alert) {
    return alert == null || alert.status() == Alert.Status.RESOLVED ? null : alert.severity();
  }

  private static Alert annotated(Alert alert, Flaps flaps) {
    Map<String, String> annotations = new TreeMap<>(alert.annotations());
    flaps.annotate(annotations, Flaps.NONE, RULE);
    return alert.annotated(annotations);
  }
}
