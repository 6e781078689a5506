package dev.tocsin.report.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Alert.Status;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.report.domain.AlertTimeline.Moment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How things stand with one alert, as its ledger is read: who knows of it, who does not yet. */
final class AlertStanding {
  private final String fingerprint;

  /** What a notification says of this alert, which may have ended while others of it fire. */
  private final Map<String, Status> said = new HashMap<>();

  private final Map<String, Notification> told = new LinkedHashMap<>();
  private final Map<String, Notification> open = new LinkedHashMap<>();
  private Notification quiet;
  private Notification taken;
  private boolean over;
  private boolean any;

  AlertStanding(String fingerprint) {
    this.fingerprint = fingerprint;
  }

  /** The ledger's next record. */
  void note(Notification n) {
    any = true;
    for (Alert alert : n.alerts()) {
      if (alert.fingerprint().equals(fingerprint)) {
        said.put(n.notificationId(), alert.status());
      }
    }
    if (n.notificationId() == null && n.fingerprint().equals(fingerprint)) {
      episode(n.alertStatus());
    }
    switch (n.decision()) {
      case INTENDED -> {
        // It does not wait for its group any more.
        quiet = quiet != null && quiet.decision() == Decision.GROUPED ? null : quiet;
        open.put(n.notificationId(), n);
      }
      case ATTEMPTED, FAILED, DELAYED, GIVEN_UP -> open.put(n.notificationId(), n);
      case DELIVERED -> delivered(n);
      case ACKNOWLEDGED -> taken = n;
      case ESCALATED -> {
        // Nobody has it any more, or it would not escalate.
        taken = null;
        quiet = n;
      }
      default -> quiet = n;
    }
  }

  private void delivered(Notification n) {
    String lane = lane(n);
    open.remove(n.notificationId());
    if (status(n) == Status.RESOLVED) {
      told.remove(lane);
    } else {
      told.put(lane, n);
    }
  }

  /** What was given up concerns the episode that it was of, and whoever took it took that one. */
  private void episode(Status now) {
    boolean ends = now == Status.RESOLVED;
    if (ends || over) {
      open.values()
          .removeIf(n -> n.decision() == Decision.GIVEN_UP && (status(n) == Status.FIRING) == ends);
    }
    over = ends;
    taken = ends ? null : taken;
  }

  private Status status(Notification n) {
    return said.getOrDefault(n.notificationId(), n.alertStatus());
  }

  private static String lane(Notification n) {
    return n.receiver() + "/" + n.channel();
  }

  /** How things stand. */
  Moment moment(long at) {
    List<String> sentences = new ArrayList<>();
    told.values()
        .forEach(
            n ->
                sentences.add(
                    n.receiver() + " had been told by " + n.channel() + " at " + time(n.at())));
    open.values().forEach(n -> sentences.add(dated(n)));
    if (taken != null) {
      sentences.add(dated(taken));
    }
    if (quiet != null) {
      sentences.add(dated(quiet));
    }
    if (sentences.isEmpty()) {
      sentences.add(
          any
              ? "whoever had been told of this alert had been told of its end"
              : "the router had decided nothing about this alert by " + time(at));
    }
    List<String> untold = open.values().stream().map(AlertStanding::lane).distinct().toList();
    return new Moment(at, List.copyOf(told.keySet()), untold, sentences);
  }

  private static String dated(Notification n) {
    return time(n.at()) + ": " + AlertTimeline.sentence(n);
  }

  private static String time(long at) {
    return Instant.ofEpochMilli(at).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
