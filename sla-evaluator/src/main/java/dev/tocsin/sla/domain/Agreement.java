package dev.tocsin.sla.domain;

import dev.tocsin.events.AgreementSpec;
import dev.tocsin.events.Definitions.Declared;
import dev.tocsin.events.IncidentEvent;

/**
 * An incident agreement in force.
 *
 * @param name its name
 * @param spec what it promises
 * @param effectiveFrom incidents that began before are not its concern, epoch milliseconds
 * @param time the clock of its promises
 */
public record Agreement(String name, AgreementSpec spec, long effectiveFrom, WorkingTime time) {

  public static Agreement of(Declared<AgreementSpec> declared) {
    return new Agreement(
        declared.name(),
        declared.spec(),
        declared.definition().effectiveFrom(),
        WorkingTime.of(declared.spec().hours()));
  }

  boolean appliesTo(IncidentEvent event) {
    long start = event.startedAt() == null ? event.timestamp() : event.startedAt();
    return start >= effectiveFrom && spec.appliesTo(event.service(), event.team());
  }
}
