package dev.tocsin.sla.domain;

/**
 * One service's telemetry of one kind: what has an event time of its own, so that metrics that are
 * ahead make no request late.
 *
 * @param service the service
 * @param input the kind of telemetry
 */
public record Feed(String service, Input input) {
  // Written out: see ProgressKey.
  @Override
  public boolean equals(Object other) {
    return other instanceof Feed that && input == that.input && service.equals(that.service);
  }

  @Override
  public int hashCode() {
    return 31 * service.hashCode() + input.ordinal();
  }
}
