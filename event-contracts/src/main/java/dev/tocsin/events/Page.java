package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a receiver gets, on a topic as over a webhook: the fields of Alertmanager's webhook payload,
 * version 4, and ours beside them.
 *
 * @param version of the form: {@code 4}
 * @param notificationId the same for every attempt: whoever has seen it may drop it
 * @param receiver who is told
 * @param status {@code firing} while any alert fires, else {@code resolved}
 * @param groupKey the group
 * @param groupLabels the labels that made the group
 * @param commonLabels labels that all alerts share
 * @param commonAnnotations annotations that all alerts share
 * @param level the escalation level, 0 for a notice
 * @param reason why it is sent, one sentence
 * @param acknowledgedBy who has taken it, where that is what is told; else null
 * @param truncatedAlerts how many further alerts it is about, and does not show
 * @param externalUrl where people find Tocsin; empty when that was not configured
 * @param alerts the alerts, in the order in which they began
 */
public record Page(
    String version,
    String notificationId,
    String receiver,
    String status,
    String groupKey,
    Map<String, String> groupLabels,
    Map<String, String> commonLabels,
    Map<String, String> commonAnnotations,
    int level,
    String reason,
    String acknowledgedBy,
    int truncatedAlerts,
    @JsonProperty("externalURL") String externalUrl,
    List<PagedAlert> alerts) {
  private static final String VERSION = "4";

  /** What Alertmanager writes as the end of what has not ended. */
  private static final String NO_END = "0001-01-01T00:00:00Z";

  /**
   * The page that an intent of the ledger makes.
   *
   * @param groupLabels the labels that made the group
   * @param externalUrl where people find Tocsin, or empty
   */
  public static Page of(Notification intent, Map<String, String> groupLabels, String externalUrl) {
    List<Alert> alerts = intent.alerts();
    return new Page(
        VERSION,
        intent.notificationId(),
        intent.receiver(),
        status(intent.alertStatus()),
        intent.groupKey(),
        groupLabels,
        common(alerts.stream().map(Alert::labels).toList()),
        common(alerts.stream().map(Alert::annotations).toList()),
        intent.level(),
        intent.reason(),
        intent.acknowledgedBy(),
        intent.unshown() == null ? 0 : intent.unshown().size(),
        externalUrl,
        alerts.stream().map(Page::paged).toList());
  }

  /** With that many alerts at most; 0 is all. */
  public Page most(int count) {
    if (count == 0 || alerts.size() <= count) {
      return this;
    }
    return new Page(
        version,
        notificationId,
        receiver,
        status,
        groupKey,
        groupLabels,
        commonLabels,
        commonAnnotations,
        level,
        reason,
        acknowledgedBy,
        truncatedAlerts + alerts.size() - count,
        externalUrl,
        alerts.subList(0, count));
  }

  private static PagedAlert paged(Alert alert) {
    return new PagedAlert(
        status(alert.status()),
        alert.labels(),
        alert.annotations(),
        Instant.ofEpochMilli(alert.startsAt()).toString(),
        alert.endsAt() == null ? NO_END : Instant.ofEpochMilli(alert.endsAt()).toString(),
        "",
        alert.fingerprint());
  }

  private static String status(Alert.Status status) {
    return status == Alert.Status.FIRING ? "firing" : "resolved";
  }

  private static Map<String, String> common(List<Map<String, String>> maps) {
    Map<String, String> common = new TreeMap<>(maps.isEmpty() ? Map.of() : maps.get(0));
    maps.forEach(map -> common.entrySet().retainAll(map.entrySet()));
    return common;
  }

  /**
   * One alert of a page.
   *
   * @param status {@code firing} or {@code resolved}
   * @param startsAt ISO-8601
   * @param endsAt ISO-8601; the year 1 while it fires
   * @param generatorUrl empty: Alertmanager's clients expect the field
   */
  public record PagedAlert(
      String status,
      Map<String, String> labels,
      Map<String, String> annotations,
      String startsAt,
      String endsAt,
      @JsonProperty("generatorURL") String generatorUrl,
      String fingerprint) {}
}
