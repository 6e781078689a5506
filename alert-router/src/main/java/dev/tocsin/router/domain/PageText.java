package dev.tocsin.router.domain;

import dev.tocsin.events.Page;
import dev.tocsin.events.Page.PagedAlert;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A page as people read it, in plain text. */
public final class PageText {
  private static final int LONGEST_SUBJECT = 200;

  private PageText() {}

  /** One line without control characters: labels are others' words, and this becomes a header. */
  public static String subject(Page page) {
    long firing = page.alerts().stream().filter(a -> a.status().equals("firing")).count();
    String status = firing > 0 ? "FIRING:" + firing : "RESOLVED";
    String level = page.level() > 0 ? " (escalation level " + page.level() + ")" : "";
    String labels = String.join(" ", page.groupLabels().values());
    String line = ("[" + status + "] " + labels + level).replaceAll("\\p{Cntrl}+", " ");
    return line.length() > LONGEST_SUBJECT ? line.substring(0, LONGEST_SUBJECT) : line;
  }

  /** The text below it. */
  public static String body(Page page) {
    String alerts = page.alerts().stream().map(PageText::alert).collect(Collectors.joining("\n\n"));
    return alerts
        + "\n\nWhy you get this: "
        + page.reason()
        + "\nReceiver: "
        + page.receiver()
        + "\nNotification: "
        + page.notificationId()
        + "\n";
  }

  private static String alert(PagedAlert alert) {
    String end = alert.status().equals("resolved") ? "\nEnded: " + alert.endsAt() : "";
    return alert.status().toUpperCase(Locale.ROOT)
        + ": "
        + alert.labels().getOrDefault("alertname", alert.fingerprint())
        + "\nSince: "
        + alert.startsAt()
        + end
        + lines(alert.annotations())
        + lines(alert.labels())
        + "\nfingerprint: "
        + alert.fingerprint();
  }

  private static String lines(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(e -> "\n" + e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining());
  }
}
