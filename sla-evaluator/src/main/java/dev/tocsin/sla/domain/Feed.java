package dev.tocsin.sla.domain;

/**
 * One service's telemetry of one kind: what has an event time of its own, so that metrics that are
 * ahead make no request late.
 *
 * @param service the service
 * @param input the kind of telemetry
 */
public record Feed(String service, Input input) {}
