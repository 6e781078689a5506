package dev.tocsin.events;

import java.util.List;

/**
 * That a service cannot work without others: while one of these is down, the service's own alerts
 * are suppressed and its downtime is attributed to that one.
 *
 * @param service the service that depends
 * @param on what it depends on, at least one
 */
public record DependencySpec(String service, List<String> on) {
  public DependencySpec {
    if (service == null || !EventFields.validName(service) || service.equals("*")) {
      throw new InvalidFieldException("service", "is required: a service's name");
    }
    if (on == null || on.isEmpty()) {
      throw new InvalidFieldException("on", "is required: at least one service");
    }
    on = List.copyOf(on);
    for (int i = 0; i < on.size(); i++) {
      if (!EventFields.validName(on.get(i)) || on.get(i).equals(service)) {
        throw new InvalidFieldException("on[" + i + "]", "must be another service's name");
      }
    }
  }
}
