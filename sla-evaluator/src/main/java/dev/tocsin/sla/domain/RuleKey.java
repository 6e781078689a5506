package dev.tocsin.sla.domain;

/**
 * One rule for one service, or for one instance of it.
 *
 * @param rule the rule's name
 * @param service the service
 * @param instance the instance, {@code ""} when the rule is about the service
 */
public record RuleKey(String rule, String service, String instance) {
  // Written out: see ProgressKey.
  @Override
  public boolean equals(Object other) {
    return other instanceof RuleKey that
        && service.equals(that.service)
        && rule.equals(that.rule)
        && instance.equals(that.instance);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rule.hashCode() + service.hashCode()) + instance.hashCode();
  }
}
