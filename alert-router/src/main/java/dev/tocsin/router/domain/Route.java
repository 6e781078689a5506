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
 * @param groupInterval how long a group that was told waits before it tells of changes
 * @param repeatInterval how long before an unchanged group is told again
 */
public record Route(
    String path,
    String receiver,
    String escalation,
    List<String> groupBy,
    Duration groupWait,
    Duration groupInterval,
    Duration repeatInterval) {}
