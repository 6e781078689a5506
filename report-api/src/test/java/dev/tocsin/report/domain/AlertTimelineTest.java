package dev.tocsin.report.domain;

import static dev.tocsin.events.Notification.Decision.ACKNOWLEDGED;
import static dev.tocsin.events.Notification.Decision.ATTEMPTED;
import static dev.tocsin.events.Notification.Decision.DELIVERED;
import static dev.tocsin.events.Notification.Decision.ESCALATED;
import static dev.tocsin.events.Notification.Decision.FAILED;
import static dev.tocsin.events.Notification.Decision.GIVEN_UP;
import static dev.tocsin.events.Notification.Decision.GROUPED;
import static dev.tocsin.events.Notification.Decision.INTENDED;
import static dev.tocsin.events.Notification.Decision.SUPPRESSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertTimelineTest {
  private static final List<Notification> NIGHT =
      List.of(
          entry("03:10:00", null, null, SUPPRESSED, "silenced by ada: upgrade"),
          entry("03:11:00", "ops", "mail", INTENDED, "the group's first notice"),
          entry("03:11:00", "lead", "slack", INTENDED, "the group's first notice"),
          entry("03:11:01", "ops", "mail", ATTEMPTED, "attempt 1 by mail"),
          entry("03:11:01", "lead", "slack", ATTEMPTED, "attempt 1 by slack"),
          entry("03:11:02", "ops", "mail", DELIVERED, "accepted by the mail server"),
          entry("03:11:03", "lead", "slack", FAILED, "answered 503; again in 1s"),
          entry("03:20:00", null, null, ACKNOWLEDGED, "acknowledged by kim; it does not escalate"),
          entry("03:30:00", "lead", "slack", GIVEN_UP, "answered 404"));

  @Test
  void everyRecordIsASentence() {
    assertThat(AlertTimeline.entries(NIGHT))
        .extracting(AlertTimeline.Entry::sentence)
        .containsExactly(
            "nobody is told: silenced by ada: upgrade",
            "ops is to be told by mail: the group's first notice",
            "lead is to be told by slack: the group's first notice",
            "ops is being told: attempt 1 by mail",
            "lead is being told: attempt 1 by slack",
            "ops was told by mail: accepted by the mail server",
            "lead could not be told by slack: answered 503; again in 1s",
            "acknowledged by kim; it does not escalate",
            "lead was not told by slack, and will not be: answered 404");
  }

  @Test
  void whyWasTheLeadNotPagedAt0312() {
    AlertTimeline.Moment moment = AlertTimeline.at("f", NIGHT, at("03:12:00"));

    assertThat(moment.told()).containsExactly("ops/mail");
    assertThat(moment.untold()).containsExactly("lead/slack");
    assertThat(moment.sentences())
        .containsExactly(
            "ops had been told by mail at 2026-03-01T03:11:02Z",
            "2026-03-01T03:11:03Z: lead could not be told by slack: answered 503; again in 1s",
            "2026-03-01T03:10:00Z: nobody is told: silenced by ada: upgrade");
  }

  @Test
  void beforeAnythingWasDecided() {
    assertThat(AlertTimeline.at("f", NIGHT, at("03:00:00")).sentences())
        .containsExactly("the router had decided nothing about this alert by 2026-03-01T03:00:00Z");
  }

  @Test
  void whoeverWasToldOfTheEndKnowsOfNothingAnyMore() {
    Notification start = entry("03:00:00", "ops", "mail", DELIVERED, "accepted");
    Notification end = resolved(entry("04:00:00", "ops", "mail", DELIVERED, "accepted"));

    assertThat(AlertTimeline.at("f", List.of(start, end), at("03:30:00")).told())
        .containsExactly("ops/mail");
    assertThat(AlertTimeline.at("f", List.of(start, end), at("04:30:00")).told()).isEmpty();
    assertThat(AlertTimeline.at("f", List.of(start, end), at("04:30:00")).sentences())
        .containsExactly("whoever had been told of this alert had been told of its end");
    assertThat(AlertTimeline.sentence(end)).isEqualTo("ops was told of the end by mail: accepted");
  }

  @Test
  void whatWasGivenUpIsOfItsEpisode() {
    List<Notification> ledger =
        List.of(
            entry("03:00:00", null, null, GROUPED, "routed"),
            entry("03:00:10", "lead", "slack", GIVEN_UP, "answered 404"),
            entry("03:05:00", null, null, ACKNOWLEDGED, "acknowledged by kim"),
            resolved(entry("04:00:00", null, null, GROUPED, "ended (cleared)")),
            resolved(entry("04:00:10", "boss", "slack", GIVEN_UP, "answered 404")),
            entry("05:00:00", null, null, GROUPED, "routed"));

    assertThat(AlertTimeline.at("f", ledger, at("03:30:00")).untold())
        .containsExactly("lead/slack");
    assertThat(AlertTimeline.at("f", ledger, at("04:00:05")).untold()).isEmpty();
    assertThat(AlertTimeline.at("f", ledger, at("04:30:00")).untold())
        .containsExactly("boss/slack");
    assertThat(AlertTimeline.at("f", ledger, at("05:00:00")).untold()).isEmpty();
    assertThat(AlertTimeline.at("f", ledger, at("05:00:00")).sentences())
        .containsExactly("2026-03-01T05:00:00Z: grouped: routed");
  }

  @Test
  void theEndOfOneAlertIsToldWhileOthersFire() {
    Alert alert =
        Alert.firing("rule", "CPU", "shop", Severity.CRITICAL, Map.of(), Map.of(), 0, 0)
            .resolved(1, "cleared");
    String own = alert.fingerprint();
    Notification start = entry("03:00:00", "ops", "mail", DELIVERED, "accepted");
    Notification intent =
        entry("04:00:00", "ops", "mail", INTENDED, "changes in the group")
            .about(List.of(alert), null, null);
    Notification end = entry("04:00:01", "ops", "mail", DELIVERED, "accepted");

    assertThat(AlertTimeline.at(own, List.of(start, intent, end), at("04:30:00")).told()).isEmpty();
  }

  @Test
  void whatIsToldDoesNotWaitForItsGroup() {
    List<Notification> ledger =
        List.of(
            entry("03:00:00", null, null, GROUPED, "routed; first notice in 10s"),
            entry("03:00:10", "ops", "mail", INTENDED, "the group's first notice"),
            entry("03:00:11", "ops", "mail", DELIVERED, "accepted"));

    assertThat(AlertTimeline.at("f", ledger, at("03:00:05")).sentences())
        .containsExactly("2026-03-01T03:00:00Z: grouped: routed; first notice in 10s");
    assertThat(AlertTimeline.at("f", ledger, at("03:12:00")).sentences())
        .containsExactly("ops had been told by mail at 2026-03-01T03:00:11Z");
  }

  @Test
  void whatEscalatesIsNotTaken() {
    List<Notification> ledger =
        List.of(
            entry("03:00:00", null, null, ACKNOWLEDGED, "acknowledged by kim until 03:10"),
            entry("03:15:00", null, null, ESCALATED, "level 1 of 4 of 'default'"));

    assertThat(AlertTimeline.at("f", ledger, at("03:20:00")).sentences())
        .containsExactly("2026-03-01T03:15:00Z: escalated: level 1 of 4 of 'default'");
  }

  private static Notification resolved(Notification n) {
    return new Notification(
        n.id(),
        n.notificationId(),
        n.fingerprint(),
        n.groupKey(),
        n.receiver(),
        n.channel(),
        n.decision(),
        n.reason(),
        Alert.Status.RESOLVED,
        n.level(),
        n.attempt(),
        n.at(),
        n.thread(),
        null,
        null,
        n.alerts());
  }

  private static Notification entry(
      String time, String receiver, String channel, Decision decision, String reason) {
    return new Notification(
        time + decision,
        receiver,
        "f",
        "g",
        receiver,
        channel,
        decision,
        reason,
        Alert.Status.FIRING,
        0,
        0,
        at(time),
        null,
        null,
        null,
        List.of());
  }

  private static long at(String time) {
    return Instant.parse("2026-03-01T" + time + "Z").toEpochMilli();
  }
}
