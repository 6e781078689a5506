package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification;
import java.util.List;

/**
 * The outcome of one alert's or command's way through the first half of the pipeline.
 *
 * @param life what to remember of the alert; null to remember nothing
 * @param ledger what was decided
 * @param toGroups what the alert's groups must hear
 * @param published a change that this service made to the alert, for the topic of alerts; or null
 */
public record LifeStep(
    AlertLife life, List<Notification> ledger, List<Addressed> toGroups, Alert published)
    implements Ruling {

  /**
   * An event for one group.
   *
   * @param groupKey which
   */
  public record Addressed(String groupKey, GroupEvent event) {}
}
