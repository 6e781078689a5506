package dev.tocsin.router.channel;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Page;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.Severity;
import dev.tocsin.events.contact.PagerDuty;
import dev.tocsin.events.egress.Requests;
import dev.tocsin.events.egress.Secrets;
import dev.tocsin.router.text.PageText;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** PagerDuty's Events API, version 2: one incident for each life of a group. */
public record PagerDutyChannel(Requests requests, Secrets secrets, Pages pages, PageText text)
    implements Channel {
  private static final int LONGEST_SUMMARY = 1_024;

  /** An event may have 512 KB; each alert has at most 8 KiB. */
  private static final int MOST_DETAILED = 40;

  @Override
  public CompletionStage<Outcome> send(Notification intent, ReceiverSpec receiver) {
    PagerDuty pagerDuty = receiver.contact(intent.channel(), PagerDuty.class);
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("routing_key", secrets.find(pagerDuty.routingKey()));
    event.put("event_action", action(intent));
    event.put("dedup_key", intent.thread());
    if (action(intent).equals("trigger")) {
      Page page = pages.of(intent);
      event.put("payload", payload(intent, page, receiver));
      event.put("client", "Tocsin");
      if (!page.externalUrl().isEmpty()) {
        event.put("client_url", page.externalUrl());
      }
    }
    return requests
        .post(pagerDuty.url(), Map.of("Content-Type", "application/json"), Json.write(event))
        .thenApply(Outcome::usual);
  }

  private static String action(Notification intent) {
    if (intent.alertStatus() == Alert.Status.RESOLVED) {
      return "resolve";
    }
    return intent.acknowledgedBy() == null ? "trigger" : "acknowledge";
  }

  private Map<String, Object> payload(Notification intent, Page page, ReceiverSpec receiver) {
    List<Alert> alerts = intent.alerts();
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("summary", PageText.cut(text.title(receiver.templates(), page), LONGEST_SUMMARY));
    payload.put("source", page.commonLabels().getOrDefault("service", alerts.get(0).service()));
    payload.put("severity", severity(alerts));
    payload.put("timestamp", Instant.ofEpochMilli(began(alerts)).toString());
    payload.put("group", page.groupKey());
    payload.put("class", page.commonLabels().getOrDefault("alertname", alerts.get(0).name()));
    Map<String, Object> details = new TreeMap<>();
    details.put("notification", page.notificationId());
    details.put("reason", page.reason());
    details.put("labels", page.commonLabels());
    details.put("annotations", page.commonAnnotations());
    details.put("alerts", page.most(MOST_DETAILED).alerts());
    payload.put("custom_details", details);
    return payload;
  }

  private static long began(List<Alert> alerts) {
    return alerts.stream().mapToLong(Alert::startsAt).min().orElseThrow();
  }

  /** The worst that fires; PagerDuty knows nothing above critical. */
  private static String severity(List<Alert> alerts) {
    Severity worst =
        alerts.stream()
            .filter(alert -> alert.status() == Alert.Status.FIRING)
            .map(Alert::severity)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return worst == Severity.EMERGENCY ? Severity.CRITICAL.json() : worst.json();
  }
}
