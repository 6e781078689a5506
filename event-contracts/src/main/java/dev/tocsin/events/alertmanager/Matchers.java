package dev.tocsin.events.alertmanager;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import dev.tocsin.events.Matcher;
import dev.tocsin.events.Matcher.Operator;
import dev.tocsin.events.openslo.Field;

/** Matchers in their three forms: a map of values, a map of expressions, a list of texts. */
final class Matchers {
  private Matchers() {}

  static ArrayNode of(Field owner, String equal, String expressions, String texts) {
    ArrayNode matchers = Json.mapper().createArrayNode();
    map(owner.get(equal), Operator.EQUAL, matchers);
    map(owner.get(expressions), Operator.MATCHES, matchers);
    for (Field text : owner.get(texts).items()) {
      try {
        Matcher.all(text.text()).forEach(each -> matchers.add(each.toString()));
      } catch (InvalidFieldException e) {
        text.wrong(e.rejected().reason());
      }
    }
    return matchers;
  }

  private static void map(Field map, Operator operator, ArrayNode matchers) {
    for (Field value : map.values()) {
      try {
        matchers.add(new Matcher(value.name(), operator, value.scalar()).toString());
      } catch (InvalidFieldException e) {
        value.wrong(e.rejected().reason());
      }
    }
  }
}
