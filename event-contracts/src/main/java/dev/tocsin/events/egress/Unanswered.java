package dev.tocsin.events.egress;

/**
 * Nobody answered, or nobody was asked.
 *
 * @param reason one clause
 * @param forEver whether the target itself is to blame, so that it will never be otherwise
 */
public record Unanswered(String reason, boolean forEver) implements Reply {}
