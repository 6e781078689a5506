package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A kind of file that is the whole truth about what it declares: what is of an earlier one and not
 * of the next is withdrawn.
 */
public enum Origin {
  /** Alertmanager's configuration file. */
  ALERTMANAGER("alertmanager");

  private final String json;

  Origin(String json) {
    this.json = json;
  }

  @JsonValue
  public String json() {
    return json;
  }

  @JsonCreator
  static Origin of(String name) {
    if (ALERTMANAGER.json.equals(name)) {
      return ALERTMANAGER;
    }
    throw new InvalidFieldException("origin", "must be alertmanager, or left out");
  }
}
