package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import java.util.List;
import java.util.Locale;

/**
 * The first half of an alert's way, by fingerprint: deduplicate → correlate → refuse what is stale
 * → hold back what a dependency is to blame for → make one state of what flaps → route. The second
 * half, by group, is {@link GroupPipeline}.
 */
public final class AlertPipeline {
  private static final List<Stage> STAGES =
      List.of(
          new Deduplicate(),
          new Correlate(),
          new RefuseStale(),
          new BlameDependency(),
          new Calm(),
          new AssignGroups());

  private AlertPipeline() {}

  /**
   * What follows from a change of an alert.
   *
   * @param known what is remembered of the alert, or null
   * @param alert the change
   * @param tree where alerts go
   * @param correlations which alerts belong together
   * @param now wall clock, epoch milliseconds
   */
  public static LifeStep step(
      AlertLife known,
      Alert alert,
      RouteTree tree,
      Correlations correlations,
      Rules rules,
      long now) {
    Ruling ruling = Passage.of(known, alert, tree, correlations, rules, now);
    for (Stage stage : STAGES) {
      if (ruling instanceof Passage onward) {
        ruling = stage.decide(onward);
      }
    }
    return (LifeStep) ruling;
  }

  /** What follows from the passing of time: what is over is forgotten, what flapped is calm. */
  public static LifeStep step(AlertLife known, long now) {
    return known.endedAt() == null
        ? Calm.calmed(known, now)
        : new LifeStep(null, List.of(), List.of(), null);
  }

  /** What follows from a command about an alert. */
  public static LifeStep step(AlertLife known, Command command, long now) {
    if (known == null || !known.firing()) {
      String why = known == null ? "no such alert is known" : "the alert is over";
      return new LifeStep(known, List.of(refused(known, command, why, now)), List.of(), null);
    }
    if (command.action() == Command.Action.RESOLVE) {
      return resolve(known, command, now);
    }
    List<LifeStep.Addressed> toGroups =
        AssignGroups.toAll(known, new GroupEvent.Commanded(command));
    List<Notification> ledger =
        toGroups.isEmpty()
            ? List.of(refused(known, command, "nobody was told of the alert", now))
            : List.of();
    return new LifeStep(known, ledger, toGroups, null);
  }

  private static LifeStep resolve(AlertLife known, Command command, long now) {
    String why = "resolved by " + said(command);
    long at = Math.max(Math.min(command.at(), now), known.alert().updatedAt() + 1);
    Alert over = known.alert().resolved(at, why);
    AlertLife life = AlertLife.of(over, List.of(), command.actor(), now);
    List<Notification> ledger =
        known.placed()
            ? List.of()
            : List.of(Ledger.decision(over, Decision.SUPPRESSED, why + "; nobody was told", now));
    return new LifeStep(life, ledger, AssignGroups.toAll(known, new GroupEvent.Ended(over)), over);
  }

  private static Notification refused(AlertLife known, Command command, String why, long now) {
    String action = command.action().name().toLowerCase(Locale.ROOT);
    return Ledger.inGroup(
        command.target(),
        null,
        Decision.SUPPRESSED,
        action + " by " + command.actor() + " has no effect: " + why,
        known == null ? Alert.Status.RESOLVED : known.alert().status(),
        0,
        now);
  }

  /** The command's author, and the reason where there is one. */
  static String said(Command command) {
    return command.reason() == null ? command.actor() : command.actor() + ": " + command.reason();
  }
}
