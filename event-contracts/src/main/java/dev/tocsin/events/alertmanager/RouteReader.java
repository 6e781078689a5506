package dev.tocsin.events.alertmanager;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.openslo.Field;
import java.util.List;
import java.util.Set;

/** Reads the routing tree. */
final class RouteReader {
  private static final String ALL = "...";

  private final Set<String> receivers;
  private final Set<String> intervals;

  /**
   * @param receivers the names of those that the file has
   * @param intervals the names of those that the file has
   */
  RouteReader(Set<String> receivers, Set<String> intervals) {
    this.receivers = receivers;
    this.intervals = intervals;
  }

  /** The root, with what is the default there. */
  ObjectNode root(Field route) {
    ObjectNode read = route(route);
    route.get("receiver").required("the receiver of what no other route takes");
    for (String no : List.of("match", "match_re", "matchers")) {
      if (!route.get(no).empty()) {
        route.get(no).wrong("must not be there: the root takes every alert");
      }
    }
    for (String no : List.of("mute_time_intervals", "active_time_intervals")) {
      if (!route.get(no).empty()) {
        route.get(no).wrong("must not be there: the root always tells");
      }
    }
    if (route.get("continue").flag() == Boolean.TRUE) {
      route.get("continue").wrong("must not be there: the root has no siblings");
    }
    if (!read.has("groupBy")) {
      read.putArray("groupBy");
    }
    return read;
  }

  private ObjectNode route(Field route) {
    route.only(
        "receiver",
        "group_by",
        "continue",
        "match",
        "match_re",
        "matchers",
        "group_wait",
        "group_interval",
        "repeat_interval",
        "mute_time_intervals",
        "active_time_intervals",
        "routes");
    ObjectNode read = Json.mapper().createObjectNode();
    read.set("matchers", Matchers.of(route, "match", "match_re", "matchers"));
    String receiver = known(route.get("receiver"), receivers, "receiver");
    if (receiver != null) {
      read.put("receiver", receiver);
    }
    grouping(route.get("group_by"), read);
    AmDuration.copy(route.get("group_wait"), read, "groupWait");
    AmDuration.copy(route.get("group_interval"), read, "groupInterval");
    AmDuration.copy(route.get("repeat_interval"), read, "repeatInterval");
    names(route.get("mute_time_intervals"), read.putArray("muteDuring"));
    names(route.get("active_time_intervals"), read.putArray("activeDuring"));
    read.put("continue", route.get("continue").flag() == Boolean.TRUE);
    ArrayNode routes = read.putArray("routes");
    route.get("routes").items().forEach(child -> routes.add(route(child)));
    return read;
  }

  /** An empty list says nothing there, and so inherits. */
  private static void grouping(Field labels, ObjectNode read) {
    List<Field> items = labels.items();
    if (items.isEmpty()) {
      return;
    }
    ArrayNode groupBy = read.putArray("groupBy");
    items.forEach(label -> groupBy.add(label.scalar()));
    boolean all = items.stream().anyMatch(label -> ALL.equals(label.text()));
    if (all && items.size() > 1) {
      labels.wrong("must have no other label beside '...', which is all of them");
    }
  }

  private void names(Field list, ArrayNode to) {
    for (Field item : list.items()) {
      String name = known(item, intervals, "time interval");
      if (name != null) {
        to.add(name);
      }
    }
  }

  private static String known(Field name, Set<String> names, String what) {
    String text = name.text();
    if (text != null && !names.contains(text)) {
      name.wrong("names no " + what + " of this file: " + text);
      return null;
    }
    return text;
  }
}
