package dev.tocsin.router.domain;

import java.util.List;
import java.util.function.Consumer;

/**
 * The second half of an alert's way, by group: what it hears, then what is due. An alert's
 * acknowledgement or snooze may end, it is judged what is inhibited, silenced or outside of its
 * hours, changes are told, what still fires is told again, the next level is reached, and what is
 * over is put away.
 */
public final class GroupPipeline {
  private static final List<Consumer<OpenGroup>> STAGES =
      List.of(
          Holds::endDue,
          Muting::judge,
          Muting::warnDue,
          Notices::giveDue,
          Notices::repeatDue,
          Escalation::reachDue,
          GroupPipeline::putAway);

  private GroupPipeline() {}

  /**
   * What follows from an event, or from the passing of time.
   *
   * @param group the group, or null when it is new
   * @param key the group's key
   * @param event what it hears; null when only time has passed
   * @param around what else its decisions depend on
   * @param now wall clock, epoch milliseconds
   */
  public static GroupStep step(
      Group group, String key, GroupEvent event, Surroundings around, long now) {
    OpenGroup open = new OpenGroup(key, group, around, now);
    if (event != null) {
      Hearing.hear(open, event);
    }
    STAGES.forEach(stage -> stage.accept(open));
    return open.close();
  }

  private static void putAway(OpenGroup open) {
    open.members.values().removeIf(m -> m.over() && m.told().isEmpty());
    if (open.members.isEmpty() && open.idleSince == null) {
      open.idleSince = open.now;
      open.flushAt = null;
      open.round = null;
      open.silenceAt = null;
    }
    if (open.flushAt == null && open.any(m -> m.mute() != null)) {
      open.flushAt = open.tick(open.now + 1);
    }
  }
}
