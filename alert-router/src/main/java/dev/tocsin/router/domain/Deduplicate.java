package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification.Decision;
import java.util.List;

/** Lets through only what is news in the alert's life: a start, an end, or that it got worse. */
final class Deduplicate implements Stage {
  @Override
  public Ruling decide(Passage passage) {
    AlertLife known = passage.known();
    if (known == null) {
      return passage;
    }
    if (!newer(passage.alert(), known.alert())) {
      return passage.untold(
          known, Decision.DEDUPLICATED, "not newer than what is known of this alert already");
    }
    return passage.over() ? ended(passage, known) : fires(passage, known);
  }

  /** Of one instant, an end counts after a start, unless the start begins a new episode. */
  private static boolean newer(Alert alert, Alert known) {
    if (alert.updatedAt() != known.updatedAt()) {
      return alert.updatedAt() > known.updatedAt();
    }
    return alert.startsAt() > known.startsAt()
        || (known.status() == Alert.Status.FIRING && alert.status() == Alert.Status.RESOLVED);
  }

  private static Ruling ended(Passage passage, AlertLife known) {
    return known.firing()
        ? passage
        : passage.untold(
            known.with(passage.alert()), Decision.DEDUPLICATED, "had ended before already");
  }

  private static Ruling fires(Passage passage, AlertLife known) {
    Alert alert = passage.alert();
    boolean sameEpisode = alert.startsAt() <= known.alert().startsAt();
    boolean worse = alert.severity().compareTo(known.alert().severity()) > 0;
    if (!known.firing() && known.closedBy() != null && sameEpisode && !worse) {
      return passage.untold(
          known,
          Decision.DEDUPLICATED,
          "resolved by " + known.closedBy() + "; its source still repeats the same episode");
    }
    boolean unchanged =
        sameEpisode
            && alert.labels().equals(known.alert().labels())
            && BlameDependency.blames(alert) == BlameDependency.blames(known.alert());
    if (known.firing() && known.placed() && unchanged) {
      return refresh(
          passage,
          passage.untold(
              known.with(alert), Decision.DEDUPLICATED, "fires already; its groups know it"));
    }
    return passage;
  }

  /** The groups get the newest figures as often as the ledger hears of the repetition. */
  private static LifeStep refresh(Passage passage, LifeStep step) {
    if (step.ledger().isEmpty()) {
      return step;
    }
    List<LifeStep.Addressed> refreshed =
        step.life().placements().stream()
            .filter(p -> !p.left())
            .map(
                p ->
                    new LifeStep.Addressed(p.groupKey(), new GroupEvent.Refreshed(passage.alert())))
            .toList();
    return new LifeStep(step.life(), step.ledger(), refreshed, null);
  }
}
