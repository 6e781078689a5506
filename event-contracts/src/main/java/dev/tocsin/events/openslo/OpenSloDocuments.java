package dev.tocsin.events.openslo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The OpenSLO documents of a set, by kind and name: what references find. */
final class OpenSloDocuments {
  static final String API_VERSION = "openslo/v1";

  /** The kinds of OpenSLO v1. The last two are read over: Tocsin has its own sources and routes. */
  static final List<String> KINDS =
      List.of(
          "SLO",
          "SLI",
          "Service",
          "AlertPolicy",
          "AlertCondition",
          "DataSource",
          "AlertNotificationTarget");

  private final Map<String, Map<String, Field>> byKind = new TreeMap<>();

  /** Takes a document in, unless something of its head is wrong. */
  void add(Field root) {
    root.only("apiVersion", "kind", "metadata", "spec");
    if (!API_VERSION.equals(root.get("apiVersion").text())) {
      root.get("apiVersion").wrong("must be " + API_VERSION);
      return;
    }
    String kind = root.get("kind").required("one of " + String.join(", ", KINDS)).text();
    if (kind == null) {
      return;
    }
    if (!KINDS.contains(kind)) {
      root.get("kind").wrong("must be one of " + String.join(", ", KINDS));
      return;
    }
    Field metadata = metadata(root);
    Field name = metadata.get("name").required("its name");
    root.get("spec").required("an object");
    if (kind.equals("Service")) {
      root.get("spec").only("description");
    }
    if (name.text() == null) {
      return;
    }
    Field there =
        byKind.computeIfAbsent(kind, k -> new LinkedHashMap<>()).putIfAbsent(name.text(), root);
    if (there != null) {
      name.wrong("is there already: " + there.document().label());
    }
  }

  /** The metadata of a document, or of one that is written inside of another. */
  static Field metadata(Field owner) {
    Field metadata = owner.get("metadata");
    metadata.only("name", "displayName", "labels", "annotations");
    metadata.get("displayName").text();
    return metadata;
  }

  /** All of one kind, in their order. */
  List<Field> all(String kind) {
    return List.copyOf(byKind.getOrDefault(kind, Map.of()).values());
  }

  /** The document that a reference names, or null when there is none. */
  Field find(Field reference, String kind) {
    String name = reference.text();
    if (name == null) {
      return null;
    }
    Map<String, Field> known = byKind.getOrDefault(kind, Map.of());
    if (!known.containsKey(name)) {
      reference.wrong(
          "names no %s of this set: %s"
              .formatted(
                  kind, known.isEmpty() ? "there is none" : String.join(", ", known.keySet())));
    }
    return known.get(name);
  }

  /** Complains of a reference that is wrong, if the set has any of that kind. */
  void check(Field reference, String kind) {
    if (byKind.containsKey(kind)) {
      find(reference, kind);
    }
  }
}
