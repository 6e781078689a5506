package dev.tocsin.sla.domain;

/**
 * What level one newly counted of one series and minute.
 *
 * @param key the series and minute
 * @param tally what was counted
 */
public record Delta(SliceKey key, Tally tally) {}
