package dev.tocsin.events;

/**
 * A change that a person or a token made.
 *
 * @param actor who
 * @param action what: {@code create}, {@code update}, {@code delete}, {@code acknowledge}, …
 * @param target what it was done to: {@code objective/SLA_001}, {@code alert/4f…}
 * @param at when, epoch milliseconds
 * @param detail in one sentence, or null
 */
public record AuditEntry(String actor, String action, String target, long at, String detail) {}
