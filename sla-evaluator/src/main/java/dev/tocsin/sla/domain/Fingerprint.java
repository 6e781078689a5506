package dev.tocsin.sla.domain;

/**
 * What progress was counted under.
 *
 * @param definition changes with the objective's definition
 * @param windows changes with what it leaves out, 0 for nothing
 */
public record Fingerprint(long definition, long windows) {
  public static Fingerprint of(Objective objective, String service) {
    return new Fingerprint(objective.fingerprint(), objective.exclusions(service).fingerprint());
  }
}
