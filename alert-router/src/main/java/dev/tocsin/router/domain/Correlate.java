package dev.tocsin.router.domain;

import java.util.Map;
import java.util.TreeMap;

/**
 * Finds out with which others the alert belongs: all services that hang together through declared
 * dependencies are one neighbourhood. Routes that group by it page for the neighbourhood once,
 * whatever in it alerts, and one task owns all of it.
 */
final class Correlate implements Stage {
  @Override
  public Ruling decide(Passage passage) {
    String service = passage.alert().service();
    String neighbourhood = passage.correlations().neighbourhood(service);
    Map<String, String> labels = new TreeMap<>(passage.alert().labels());
    labels.put(Correlations.LABEL, neighbourhood);
    String why =
        neighbourhood.equals(service)
            ? "correlated with all about " + service
            : "correlated with all that hangs together with " + neighbourhood;
    return passage.grouped(labels, why);
  }
}
