package dev.tocsin.router.domain;

import dev.tocsin.events.Notification.Decision;
import java.util.List;

/**
 * Pages nobody for what happened long ago: such alerts come from a replay of history. The end of an
 * alert whose start was told is told, however old it is.
 */
final class RefuseStale implements Stage {
  static final String REASON = "stale: replay of history";

  @Override
  public Ruling decide(Passage passage) {
    AlertLife known = passage.known();
    boolean told = known != null && known.firing() && known.placed();
    long age = passage.now() - passage.alert().updatedAt();
    if (age <= passage.rules().staleAfter().toMillis() || (told && passage.over())) {
      return passage;
    }
    List<Placement> placements = told ? known.placements() : List.of();
    AlertLife life = passage.life(placements);
    return passage.untold(life, Decision.SUPPRESSED, REASON);
  }
}
