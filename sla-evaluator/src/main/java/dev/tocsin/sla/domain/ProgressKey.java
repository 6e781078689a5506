package dev.tocsin.sla.domain;

/**
 * One objective for one service.
 *
 * @param service the service
 * @param objective the objective's name
 */
public record ProgressKey(String service, String objective) {}
