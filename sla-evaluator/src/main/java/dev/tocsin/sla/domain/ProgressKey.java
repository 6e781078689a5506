package dev.tocsin.sla.domain;

/**
 * One objective for one service.
 *
 * @param service the service
 * @param objective the objective's name
 */
public record ProgressKey(String service, String objective) {
  // Written out, as in other keys that are looked up for each delta: what the compiler makes for
  // records goes through method handles, which are slow until much later.
  @Override
  public boolean equals(Object other) {
    return other instanceof ProgressKey that
        && service.equals(that.service)
        && objective.equals(that.objective);
  }

  @Override
  public int hashCode() {
    return 31 * service.hashCode() + objective.hashCode();
  }
}
