package dev.tocsin.events;

/**
 * Why an input was refused: a value, never thrown inside the domain.
 *
 * @param field the offending field's path ({@code latency.bounds}), or {@code ""} when the whole
 *     value is unreadable
 * @param reason what is wrong and what is allowed, one sentence without the record's contents
 */
public record Rejected(String field, String reason) {}
