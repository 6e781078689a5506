package dev.tocsin.events.openslo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One document of a file: an OpenSLO document, Alertmanager's configuration, or a definition as
 * Tocsin writes it.
 *
 * @param file the file's name, as whoever asked for it wrote it
 * @param index its place among the file's documents, from 1
 * @param tree what it says
 */
public record Document(String file, int index, JsonNode tree) {

  /** A file's documents; a list counts as its elements, and an empty document as none. */
  public static List<Document> all(String file, List<JsonNode> trees) {
    List<Document> documents = new ArrayList<>();
    for (JsonNode tree : trees) {
      if (tree.isArray()) {
        tree.forEach(each -> documents.add(new Document(file, documents.size() + 1, each)));
      } else if (!tree.isMissingNode() && !tree.isNull()) {
        documents.add(new Document(file, documents.size() + 1, tree));
      }
    }
    return documents;
  }

  /** What people find it by: {@code slos.yaml#2 SLO/checkout}. */
  public String label() {
    String kind = tree.path("kind").asText("");
    String own = tree.path("name").asText("");
    String name = own.isEmpty() ? tree.path("metadata").path("name").asText("") : own;
    return file
        + "#"
        + index
        + (kind.isEmpty() ? "" : " " + kind)
        + (name.isEmpty() ? "" : "/" + name);
  }

  /** Whether it is a configuration file of Alertmanager. */
  boolean alertmanager() {
    return tree.isObject()
        && !tree.has("kind")
        && !tree.has("apiVersion")
        && (tree.has("route") || tree.has("receivers") || tree.has("inhibit_rules"));
  }

  /** Whether it claims to be of OpenSLO. */
  boolean openSlo() {
    return tree.has("apiVersion");
  }
}
