package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How bad an alert is, in ascending order. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL,
  /** Everybody at once. */
  EMERGENCY;

  @JsonValue
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The severity of this name, whatever its case.
   *
   * @throws InvalidFieldException when there is none
   */
  @JsonCreator
  public static Severity of(String name) {
    for (Severity severity : values()) {
      if (severity.name().equalsIgnoreCase(name)) {
        return severity;
      }
    }
    throw new InvalidFieldException(
        "severity", "must be one of info, warning, critical, emergency");
  }
}
