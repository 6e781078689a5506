package dev.tocsin.router.domain;

import dev.tocsin.events.Notification.Decision;
import dev.tocsin.router.domain.LifeStep.Addressed;
import dev.tocsin.router.domain.RouteTree.Routed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Routes a firing alert to its groups. One that ended goes to all groups that heard of its start,
 * whatever the tree says by now.
 */
final class AssignGroups implements Stage {
  @Override
  public LifeStep decide(Passage passage) {
    return passage.over() ? ended(passage) : routed(passage);
  }

  private static LifeStep ended(Passage passage) {
    AlertLife known = passage.known();
    AlertLife life = passage.life(List.of());
    if (known == null || !known.placed()) {
      String reason =
          known == null ? "ended, but its start was never seen" : "nobody was told of its start";
      return passage.untold(life, Decision.SUPPRESSED, reason);
    }
    return new LifeStep(life, List.of(), toAll(known, new GroupEvent.Ended(passage.alert())), null);
  }

  static List<Addressed> toAll(AlertLife life, GroupEvent event) {
    return life.placements().stream().map(p -> new Addressed(p.groupKey(), event)).toList();
  }

  private static LifeStep routed(Passage passage) {
    List<Routed> routes = passage.tree().route(passage.alert().labels());
    if (routes.isEmpty()) {
      AlertLife life = passage.life(before(passage));
      return passage.untold(life, Decision.SUPPRESSED, passage.tree().whyNowhere());
    }
    Map<String, Routed> taken = new LinkedHashMap<>();
    routes.forEach(r -> taken.putIfAbsent(GroupKey.of(r.route(), passage.labels()), r));
    List<Placement> placements = new ArrayList<>();
    List<Addressed> events = new ArrayList<>();
    taken.forEach(
        (key, routed) -> {
          placements.add(new Placement(key, false));
          events.add(
              new Addressed(
                  key,
                  new GroupEvent.Placed(routed.route(), passage.alert(), reason(passage, routed))));
        });
    for (Placement old : before(passage)) {
      if (!taken.containsKey(old.groupKey())) {
        placements.add(new Placement(old.groupKey(), true));
        events.add(
            new Addressed(
                old.groupKey(),
                new GroupEvent.Left(passage.alert(), "changed, " + routes.get(0).reason())));
      }
    }
    AlertLife life = passage.life(placements);
    return new LifeStep(life, List.of(), events, null);
  }

  private static String reason(Passage passage, Routed routed) {
    boolean correlated = routed.route().groupBy().contains(Correlations.LABEL);
    return routed.reason()
        + (correlated ? "; " + passage.why() : "")
        + (passage.flaps().flapping() ? "; it flaps, which is told once" : "");
  }

  /** The groups that this life of the alert has been in so far. */
  private static List<Placement> before(Passage passage) {
    AlertLife known = passage.known();
    return known != null && known.firing() ? known.placements() : List.of();
  }
}
