package dev.tocsin.sla.domain;

/**
 * One rule for one service, or for one instance of it.
 *
 * @param rule the rule's name
 * @param service the service
 * @param instance the instance, {@code ""} when the rule is about the service
 */
public record RuleKey(String rule, String service, String instance) {}
