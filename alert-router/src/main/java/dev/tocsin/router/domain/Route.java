package dev.tocsin.router.domain;

import java.time.Duration;
import java.util.List;

/**
 * A node of the routing tree with all that it inherits.
 *
 * @param path the matchers from the root down to it, such as {@code {}/{severity="critical"}}: it
 *     names the route in group keys, so moving a route among its siblings moves no group
 * @param receiver whom to tell first
 * @param escalation the escalation policy, or null for none
 * @param groupBy labels that make a group; {@code ...} means all
 * @param groupWait how long a new group waits for more
 * @param groupInterval how often a group that was told may tell of changes
 * @param repeatInterval how long before an unchanged group is told again
 * @param muteDuring intervals during which it tells nobody
 * @param activeDuring intervals outside of which it tells nobody; none for always
 */
public record Route(
    String path,
    String receiver,
    String escalation,
    List<String> groupBy,
    Duration groupWait,
    Duration groupInterval,
    Duration repeatInterval,
    List<String> muteDuring,
    List<String> activeDuring) {

  public Route {
    muteDuring = muteDuring == null ? List.of() : List.copyOf(muteDuring);
    activeDuring = activeDuring == null ? List.of() : List.copyOf(activeDuring);
  }
}
