package dev.tocsin.router.domain;

/**
 * One group that an alert is in.
 *
 * @param groupKey the group
 * @param left whether the alert has gone on to another group; this one still hears of its end
 */
public record Placement(String groupKey, boolean left) {}
