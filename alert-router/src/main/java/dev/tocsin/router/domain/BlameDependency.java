package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.router.domain.LifeStep.Addressed;
import java.util.ArrayList;
import java.util.List;

/**
 * Pages nobody for an alert that is the fault of a dependency which is down itself. Groups that it
 * waits in let it go; whoever was told already is told of its end.
 */
final class BlameDependency implements Stage {
  @Override
  public Ruling decide(Passage passage) {
    if (passage.over() || !blames(passage.alert())) {
      return passage;
    }
    String reason =
        "its dependency is down: " + passage.alert().annotations().get(Alert.SUPPRESSED_BY);
    AlertLife known = passage.known();
    if (known == null || !known.firing() || !known.placed()) {
      AlertLife life = passage.life(List.of());
      return passage.untold(life, Decision.SUPPRESSED, reason);
    }
    List<Placement> placements = new ArrayList<>();
    List<Addressed> events = new ArrayList<>();
    for (Placement each : known.placements()) {
      placements.add(new Placement(each.groupKey(), true));
      if (!each.left()) {
        events.add(new Addressed(each.groupKey(), new GroupEvent.Left(passage.alert(), reason)));
      }
    }
    AlertLife life = passage.life(placements);
    return new LifeStep(life, List.of(), events, null);
  }

  static boolean blames(Alert alert) {
    return alert.annotations().containsKey(Alert.SUPPRESSED_BY);
  }
}
