package dev.tocsin.events.openslo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A field of a document, there or not, that knows where it is. What is wrong it writes down. */
public final class Field {
  private final Document document;
  private final String path;
  private final JsonNode node;
  private final Findings findings;

  private Field(Document document, String path, JsonNode node, Findings findings) {
    this.document = document;
    this.path = path;
    this.node = node;
    this.findings = findings;
  }

  static Field root(Document document, Findings findings) {
    return new Field(document, "", document.tree(), findings);
  }

  public Field get(String name) {
    return new Field(
        document, path.isEmpty() ? name : path + "." + name, node.path(name), findings);
  }

  public boolean present() {
    return !node.isMissingNode() && !node.isNull();
  }

  Document document() {
    return document;
  }

  public String path() {
    return path;
  }

  public JsonNode node() {
    return node;
  }

  /** Writes down what is wrong with it. */
  public void wrong(String reason) {
    findings.add(document, path, reason);
  }

  /** Writes down that it is read and not taken over, and why that does no harm. */
  public void notice(String reason) {
    findings.notice(document, path, reason);
  }

  /** How many complaints there have been of its document so far. */
  public int complaints() {
    return findings.complaints();
  }

  /** Its own name. */
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Complains when it is an object with other fields than these, or none at all. */
  public Field only(String... known) {
    if (present() && !node.isObject()) {
      wrong("must be an object with " + String.join(", ", known));
    }
    List<String> names = List.of(known);
    node.fieldNames()
        .forEachRemaining(
            each -> {
              if (!names.contains(each)) {
                get(each).wrong("is not known here: one of " + String.join(", ", known));
              }
            });
    return this;
  }

  /** Complains when it is not there. */
  public Field required(String what) {
    if (!present()) {
      wrong("is required: " + what);
    }
    return this;
  }

  /** Its text, or null when it has none. */
  public String text() {
    if (present() && !node.isTextual()) {
      wrong("must be a string");
    }
    return node.isTextual() ? node.asText() : null;
  }

  /** Its text, or its number as text; null when it has neither. */
  public String scalar() {
    return node.isNumber() ? node.asText() : text();
  }

  /** Whether it is not there, or has nothing in it. */
  public boolean empty() {
    return !present() || node.isContainerNode() && node.isEmpty();
  }

  /** The fields of an object. */
  public List<Field> values() {
    if (present() && !node.isObject()) {
      wrong("must be an object");
    }
    List<Field> values = new ArrayList<>();
    node.fieldNames().forEachRemaining(name -> values.add(get(name)));
    return values;
  }

  /** Its number, or null when it has none. */
  Double number() {
    if (present() && !node.isNumber()) {
      wrong("must be a number");
    }
    return node.isNumber() ? node.asDouble() : null;
  }

  /** Whether it is true, or null when it says nothing. */
  public Boolean flag() {
    if (present() && !node.isBoolean()) {
      wrong("must be true or false");
    }
    return node.isBoolean() ? node.asBoolean() : null;
  }

  /** What its text stands for, or null. */
  <T> T oneOf(Map<String, T> choices) {
    String text = text();
    if (text != null && !choices.containsKey(text)) {
      wrong("must be one of " + String.join(", ", new TreeSet<>(choices.keySet())));
    }
    return text == null ? null : choices.get(text);
  }

  /** The elements of a list. */
  public List<Field> items() {
    if (present() && !node.isArray()) {
      wrong("must be a list");
    }
    List<Field> items = new ArrayList<>();
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        items.add(new Field(document, path + "[" + i + "]", node.get(i), findings));
      }
    }
    return items;
  }
}
