package dev.tocsin.events;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Promised detection, acknowledgement and resolution times of incidents.
 *
 * @param title what people call it, or null
 * @param service the service, or {@code *} for all
 * @param team the team that works on the incident, or null for any and none
 * @param targets the promise by severity; a severity that is not named has none
 * @param hours when the promised times run; null is around the clock
 * @param pausedStates states, as the source writes them but in any case, in which the promised
 *     times stand still; default none
 * @param atRisk the share of a promised time after which its incident is at risk, over 0 up to 1;
 *     default 0.8, and 1 warns of nothing
 */
public record AgreementSpec(
    String title,
    String service,
    String team,
    Map<String, Times> targets,
    BusinessHours hours,
    List<String> pausedStates,
    Double atRisk) {
  private static final double DEFAULT_AT_RISK = 0.8;

  public AgreementSpec {
    if (service == null || !EventFields.validName(service)) {
      throw new InvalidFieldException("service", "is required: a service's name, or * for all");
    }
    if (team != null && !EventFields.validName(team)) {
      throw new InvalidFieldException("team", "must be a team's name; leave it out for all");
    }
    if (targets == null || targets.isEmpty()) {
      throw new InvalidFieldException("targets", "is required: {severity: " + Times.FORM + "}");
    }
    Map<String, Times> byLevel = new TreeMap<>();
    targets.forEach(
        (severity, times) -> {
          if (times == null) {
            throw new InvalidFieldException("targets." + severity, "must be " + Times.FORM);
          }
          if (byLevel.put(level(severity), times) != null) {
            throw new InvalidFieldException(
                "targets." + severity, "is the same severity as another one");
          }
        });
    targets = Map.copyOf(byLevel);
    pausedStates = pausedStates == null ? List.of() : named(pausedStates);
    atRisk = atRisk == null ? DEFAULT_AT_RISK : atRisk;
    if (!(atRisk > 0 && atRisk <= 1)) {
      throw new InvalidFieldException(
          "atRisk", "must be a share over 0 and at most 1, such as 0.8; 1 warns of nothing");
    }
  }

  private static List<String> named(List<String> states) {
    for (int i = 0; i < states.size(); i++) {
      if (states.get(i) == null || !EventFields.validName(states.get(i))) {
        throw new InvalidFieldException(
            "pausedStates[" + i + "]", "must be a state as the source writes it, such as On Hold");
      }
    }
    return List.copyOf(states);
  }

  /** Whether it is about this service and team; null is no team. */
  public boolean appliesTo(String name, String by) {
    return (service.equals("*") || service.equals(name)) && (team == null || team.equals(by));
  }

  /** The promise for an incident of this severity, or null. */
  public Times target(String severity) {
    return targets.get(level(severity));
  }

  /** Whether the promised times stand still in this state. */
  public boolean pausedIn(String state) {
    return pausedStates.stream().anyMatch(state::equalsIgnoreCase);
  }

  /** A source's severity as a plain word: {@code 1 - Critical} is {@code critical}. */
  public static String level(String severity) {
    return severity.replaceFirst("^\\s*\\d+\\s*-\\s*", "").strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Promised times, at least one.
   *
   * @param detection from the start of the harm until somebody knows, or null
   * @param acknowledgement from detection until somebody takes it (the response), or null
   * @param resolution from the start of the harm until it is over, or null
   */
  public record Times(Duration detection, Duration acknowledgement, Duration resolution) {
    static final String FORM = "{detection, acknowledgement, resolution}, at least one of them";

    public Times {
      if (detection == null && acknowledgement == null && resolution == null) {
        throw new InvalidFieldException("", "must be " + FORM);
      }
    }
  }
}
