package dev.tocsin.events;

/**
 * A firing alert that may keep others from paging, by an inhibition rule.
 *
 * @param fingerprint the alert
 * @param name its name
 * @param service its service
 */
public record Inhibitor(String fingerprint, String name, String service) {
  /** What is to be known of this alert. */
  public static Inhibitor of(Alert alert) {
    return new Inhibitor(alert.fingerprint(), alert.name(), alert.service());
  }
}
