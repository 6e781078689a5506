package dev.tocsin.router.domain;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The text that names a group: its labels, its receiver, its route, such as {@code
 * {alertname="A",service="s"}@operations:{}/{severity="critical"}}. The labels come first so that
 * they can be read back.
 */
public final class GroupKey {
  /** In {@code groupBy}: all labels, as in Alertmanager. */
  private static final String ALL = "...";

  private GroupKey() {}

  /** The key of the group that an alert with these labels belongs to. */
  public static String of(Route route, Map<String, String> labels) {
    return text(grouping(route, labels)) + "@" + route.receiver() + ":" + route.path();
  }

  private static Map<String, String> grouping(Route route, Map<String, String> labels) {
    Map<String, String> grouping = new TreeMap<>();
    if (route.groupBy().contains(ALL)) {
      grouping.putAll(labels);
      // Like the fingerprint: an alert that gets worse stays in its group.
      grouping.remove("severity");
      grouping.remove(Correlations.LABEL);
    } else {
      route.groupBy().forEach(name -> grouping.put(name, labels.getOrDefault(name, "")));
    }
    return grouping;
  }

  private static String text(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(e -> quoted(e.getKey()) + "=" + quoted(e.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The labels in a key that {@link #of} made, but those that its alerts do not have. */
  public static Map<String, String> labels(String key) {
    Map<String, String> labels = new TreeMap<>();
    String name = null;
    StringBuilder text = null;
    for (int i = 1; i < key.length(); i++) {
      char c = key.charAt(i);
      if (text == null && c == '}') {
        return labels;
      } else if (text == null && c == '"') {
        text = new StringBuilder();
      } else if (text != null && c == '\\') {
        text.append(key.charAt(++i));
      } else if (text != null && c != '"') {
        text.append(c);
      } else if (text != null && name == null) {
        name = text.toString();
        text = null;
      } else if (text != null) {
        if (!text.isEmpty()) {
          labels.put(name, text.toString());
        }
        name = null;
        text = null;
      }
    }
    throw new IllegalArgumentException("not a group key: " + key);
  }
}
