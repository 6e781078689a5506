package dev.tocsin.anomaly.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Services that were declared to be alike. All that scores the services of a group is in one task,
 * so that a new one finds the models of the others.
 */
public final class Groups {
  /** No service is like another. */
  public static final Groups NONE = new Groups(Map.of());

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  private final Map<Pattern, String> groups = new LinkedHashMap<>();

  /**
   * Groups by name. A service is in the first one, by name, that has a pattern for it.
   *
   * @param patterns names of services, in which {@code *} stands for anything
   * @throws IllegalArgumentException naming the setting, when a name or a pattern is none
   */
  public Groups(Map<String, List<String>> patterns) {
    new TreeMap<>(patterns)
        .forEach(
            (name, services) -> {
              require(
                  NAME.matcher(name).matches(), name, "must be a name of letters, digits, . _ -");
              for (String service : services) {
                require(!service.isBlank(), name, "must be names of services, * for anything");
                groups.put(Pattern.compile(regex(service.strip())), name);
              }
            });
  }

  private static void require(boolean holds, String name, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("tocsin.anomaly.groups." + name + " " + rule);
    }
  }

  private static String regex(String service) {
    List<String> parts = new ArrayList<>();
    for (String part : service.split("\\*", -1)) {
      parts.add(Pattern.quote(part));
    }
    return String.join(".*", parts);
  }

  /** The name of the service's group, or null. */
  public String of(String service) {
    for (Map.Entry<Pattern, String> each : groups.entrySet()) {
      if (each.getKey().matcher(service).matches()) {
        return each.getValue();
      }
    }
    return null;
  }

  /**
   * The name of the group that an entity is in by its service, or null. An entity is named as its
   * service is, or {@code service/instance}, and either may have slashes of its own.
   */
  public String ofEntity(String entity) {
    String found = of(entity);
    for (int end = entity.lastIndexOf('/'); found == null && end > 0; ) {
      found = of(entity.substring(0, end));
      end = entity.lastIndexOf('/', end - 1);
    }
    return found;
  }

  /** What is the same for all services whose entities must share a task. */
  public String sharing(String service) {
    String group = of(service);
    return group == null ? service : "\u0000" + group;
  }
}
