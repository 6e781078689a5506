package dev.tocsin.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value in the type that its field wants, or why there is none.
 *
 * @param value the value, or null
 * @param reason why the text has no such value, or null
 */
record Typed(JsonNode value, String reason) {
  private static final int SHOWN = 60;

  static Typed of(JsonNode value) {
    return new Typed(value, null);
  }

  static Typed not(String text, String wanted) {
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return new Typed(null, "'" + shown + "' is not " + wanted);
  }
}
