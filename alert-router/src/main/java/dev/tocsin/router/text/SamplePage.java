package dev.tocsin.router.text;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Page;
import dev.tocsin.events.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A page for whoever tries a template: two alerts, one over, with characters that need care. */
public final class SamplePage {
  private static final long AT = Instant.parse("2026-03-01T03:12:00Z").toEpochMilli();

  /** The page. */
  public static final Page PAGE =
      Page.of(
          new Notification(
              "sample",
              "sample-notification",
              "sample",
              "{\"alertname\"=\"HighLatency\",\"service\"=\"checkout\"}@on-call:{}",
              "on-call",
              "mail",
              Decision.INTENDED,
              "the group's first notice",
              Alert.Status.FIRING,
              0,
              0,
              AT,
              "sample-thread",
              null,
              null,
              List.of(
                  alert("eu-1", "Requests take <2 s> & more"),
                  alert("eu-2", "Requests took long").resolved(AT + 60_000, "cleared"))),
          Map.of("alertname", "HighLatency", "service", "checkout"),
          "https://tocsin.example.org");

  private SamplePage() {}

  private static Alert alert(String instance, String summary) {
    return Alert.firing(
        "rule",
        "HighLatency",
        "checkout",
        Severity.CRITICAL,
        Map.of("instance", instance),
        Map.of("summary", summary),
        AT - 120_000,
        AT);
  }
}
