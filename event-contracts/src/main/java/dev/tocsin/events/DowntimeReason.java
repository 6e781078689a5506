package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Why something was down. An objective may forgive some of them. */
public enum DowntimeReason {
  PLANNED_MAINTENANCE,
  UNPLANNED_OUTAGE,
  NETWORK_ISSUE,
  HARDWARE_FAILURE,
  SOFTWARE_BUG,
  CAPACITY_ISSUE,
  SECURITY_INCIDENT,
  THIRD_PARTY_ISSUE;

  static final String NAMES =
      Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));

  /**
   * The reason of this name, whatever its case.
   *
   * @throws InvalidFieldException when there is none
   */
  @JsonCreator
  public static DowntimeReason of(String name) {
    for (DowntimeReason reason : values()) {
      if (reason.name().equalsIgnoreCase(name)) {
        return reason;
      }
    }
    throw new InvalidFieldException("", "must be one of " + NAMES);
  }
}
