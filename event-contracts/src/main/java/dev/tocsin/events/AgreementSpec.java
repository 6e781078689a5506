package dev.tocsin.events;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Promised detection and resolution times of incidents.
 *
 * @param title what people call it, or null
 * @param service the service, or {@code *} for all
 * @param targets the promise by severity; a severity that is not named has none
 */
public record AgreementSpec(String title, String service, Map<String, Times> targets) {

  public AgreementSpec {
    if (service == null || !EventFields.validName(service)) {
      throw new InvalidFieldException("service", "is required: a service's name, or * for all");
    }
    if (targets == null || targets.isEmpty()) {
      throw new InvalidFieldException(
          "targets", "is required: {severity: {detection, resolution}}");
    }
    Map<String, Times> byLevel = new TreeMap<>();
    targets.forEach(
        (severity, times) -> {
          if (times == null) {
            throw new InvalidFieldException(
                "targets." + severity, "must be {detection, resolution}");
          }
          byLevel.put(level(severity), times);
        });
    targets = Map.copyOf(byLevel);
  }

  /** Whether it is about this service. */
  public boolean appliesTo(String name) {
    return service.equals("*") || service.equals(name);
  }

  /** The promise for an incident of this severity, or null. */
  public Times target(String severity) {
    return targets.get(level(severity));
  }

  /** A source's severity as a plain word: {@code 1 - Critical} is {@code critical}. */
  public static String level(String severity) {
    return severity.replaceFirst("^\\s*\\d+\\s*-\\s*", "").strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Promised times, counted from the start of the harm.
   *
   * @param detection until somebody knows, or null
   * @param resolution until it is over, or null
   */
  public record Times(Duration detection, Duration resolution) {}
}
