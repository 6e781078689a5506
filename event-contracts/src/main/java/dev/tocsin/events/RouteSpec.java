package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A node of the routing tree, with Alertmanager's meaning: the first child that matches takes the
 * alert, unless it says {@code continue}; what a child does not say it inherits. The tree's root is
 * the definition named {@code root}.
 *
 * @param match labels that must have exactly these values; a value {@code a|b} allows several
 * @param matchers conditions that must hold beside those; default none
 * @param receiver whom to tell; required at the root
 * @param escalation the escalation policy, or null for none
 * @param groupBy labels that make a group; default at the root: alertname, service
 * @param groupWait how long a new group waits for more; default at the root 30s
 * @param groupInterval how often a group tells of changes; default at the root 5m
 * @param repeatInterval how long before an unchanged group is told again; default at the root 4h
 * @param muteDuring intervals during which this route tells nobody; not inherited
 * @param activeDuring intervals outside of which it tells nobody; not inherited
 * @param andContinue whether later siblings may match too, written {@code continue}
 * @param routes children
 */
public record RouteSpec(
    Map<String, String> match,
    List<Matcher> matchers,
    String receiver,
    String escalation,
    List<String> groupBy,
    Duration groupWait,
    Duration groupInterval,
    Duration repeatInterval,
    List<String> muteDuring,
    List<String> activeDuring,
    @JsonProperty("continue") boolean andContinue,
    List<RouteSpec> routes) {

  public RouteSpec {
    if (match != null) {
      match.forEach(
          (label, value) -> {
            if (value == null) {
              throw new InvalidFieldException("match." + label, "must be a string");
            }
          });
    }
    match = match == null ? Map.of() : Map.copyOf(match);
    matchers = Lists.orEmpty("matchers", matchers);
    muteDuring = Lists.orEmpty("muteDuring", muteDuring);
    activeDuring = Lists.orEmpty("activeDuring", activeDuring);
    routes = Lists.orEmpty("routes", routes);
    groupBy = groupBy == null ? null : Lists.orEmpty("groupBy", groupBy);
    positive("groupInterval", groupInterval);
    positive("repeatInterval", repeatInterval);
  }

  private static void positive(String field, Duration given) {
    if (given != null && given.isZero()) {
      throw new InvalidFieldException(field, "must be longer than 0s");
    }
  }
}
