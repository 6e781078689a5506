package dev.tocsin.router.dispatch;

import static dev.tocsin.router.domain.Fixtures.T;
import static dev.tocsin.router.domain.Fixtures.firing;
import static dev.tocsin.router.domain.Fixtures.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command.Action;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Topics;
import dev.tocsin.router.channel.Conversations;
import dev.tocsin.router.domain.Fixtures;
import dev.tocsin.router.domain.GroupClock;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * Somebody who is told in another's place and reached by the escalation as well. The clock is
 * virtual; the group restarts before each step, and the dispatcher before each outcome.
 */
class SubstitutesTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final Alert A = firing("CPU", "a", Severity.CRITICAL, T);
  private static final Alert B = firing("CPU", "b", Severity.CRITICAL, T);

  private final List<Notification> heard = new ArrayList<>();
  private final List<ProducerRecord<String, byte[]>> written = new ArrayList<>();
  private Definitions definitions = definitions("{'after':'5m','receivers':['lead']}");

  @Test
  void reachedByTheEscalationToo() {
    GroupClock clock = clock().place(A).to(1);
    Delivery start = delivery(clock, "ops");
    failed(start, 1);
    clock.to(20);
    hear(clock);
    clock.end(A).to(26);
    Delivery end = delivery(clock, "ops");
    delivered(end, 26);

    assertThat(lead("webhook"))
        .containsExactly(
            "1 firing a, in place of ops by webhook: answered 503",
            "5.17 firing a, level 1 of 1 of 'own': nobody answered for 5m",
            "20.17 resolved a, over; it was told of the start");
  }

  @Test
  void notReachedByTheEscalation() {
    GroupClock clock = clock().place(A).to(1);
    failed(delivery(clock, "ops"), 1);
    clock.command(A, Action.ACKNOWLEDGE, null).end(A).to(6);
    delivered(delivery(clock, "ops"), 6);

    assertThat(lead("webhook"))
        .containsExactly(
            "1 firing a, in place of ops by webhook: answered 503",
            "6 resolved a, it was told of the start in place of ops by webhook");
    assertThat(remembered()).isEmpty();
  }

  @Test
  void eachIsToldOfTheEndsThatTheOtherWayDoesNotTell() {
    GroupClock clock = clock().place(A).place(B).to(1);
    failed(delivery(clock, "ops"), 1);
    clock.command(A, Action.ACKNOWLEDGE, null).to(6);
    hear(clock);
    clock.end(A).end(B).to(11);
    delivered(delivery(clock, "ops"), 11);

    assertThat(lead("webhook"))
        .containsExactly(
            "1 firing a+b, in place of ops by webhook: answered 503",
            "5.17 firing b, level 1 of 1 of 'own': nobody answered for 5m",
            "10.17 resolved b, over; it was told of the start",
            "11 resolved a, it was told of the start in place of ops by webhook");
  }

  @Test
  void toldAtTheSameMomentAnyway() {
    definitions = definitions("{'after':'0s','receivers':['lead', 'ops']}");
    GroupClock clock = clock().place(A).to(1);
    List<Notification> decided = clock.taken();
    decided.stream().filter(n -> "lead".equals(n.receiver())).forEach(heard::add);
    List<Notification> ops = intents(decided, "ops");
    assertThat(ops).hasSize(1);
    Delivery start = new Delivery(new TopicPartition("d", 0), 0, ops.get(0), 1);
    failed(start, 1);

    assertThat(lead("webhook")).containsExactly("0.17 firing a, level 1 of 1 of 'own': at once");
    assertThat(dispatcher().said(start, false)).isEqualTo("; lead is told of it anyway");
    assertThat(decided)
        .filteredOn(n -> n.decision() == Decision.ESCALATED)
        .extracting(Notification::reason)
        .containsExactly(
            "level 1 of 1 of 'own': at once; tells lead; told in this moment already: ops");
  }

  /**
   * When lead is told in place, what becomes of the end, who has taken what, over which channel.
   */
  @Test
  void whoeverWasToldOfTheStartIsToldOnceOfTheEnd() {
    for (double inPlace : new double[] {1, 5.1, 5.2, 20, 25.1, 25.2, 40}) {
      for (boolean delivered : new boolean[] {true, false}) {
        for (List<Alert> taken : List.of(List.<Alert>of(), List.of(A), List.of(A, B))) {
          for (String level : List.of("", ",'channels':['webhook']", ",'channels':['webhook-2']")) {
            heard.clear();
            written.clear();
            definitions = definitions("{'after':'5m','receivers':['lead']%s}".formatted(level));
            life(inPlace, delivered, taken);
            String which =
                "%s, delivered %s, taken %d, %s".formatted(inPlace, delivered, taken.size(), level);
            onceOfTheEnd(which);
          }
        }
      }
    }
  }

  private void life(double inPlace, boolean delivered, List<Alert> taken) {
    GroupClock clock = clock().place(A).place(B).to(1);
    Delivery start = delivery(clock, "ops");
    taken.forEach(alert -> clock.command(alert, Action.ACKNOWLEDGE, null));
    double end = 25.17;
    if (inPlace < end) {
      clock.to(inPlace);
      hear(clock);
      failed(start, inPlace);
    }
    clock.to(23);
    hear(clock);
    clock.end(A).end(B).to(30);
    Delivery over = delivery(clock, "ops");
    if (inPlace > end) {
      failed(start, inPlace);
    }
    if (delivered) {
      delivered(over, 50);
    } else {
      failed(over, 50);
    }
  }

  private void onceOfTheEnd(String which) {
    Set<String> ids = new HashSet<>();
    assertThat(heard).as(which).allMatch(n -> ids.add(n.notificationId() + n.channel()));
    for (String channel : List.of("webhook", "webhook-2")) {
      for (Alert alert : List.of(A, B)) {
        List<Alert.Status> states =
            heard.stream()
                .filter(n -> n.channel().equals(channel))
                .flatMap(n -> n.alerts().stream())
                .filter(a -> a.fingerprint().equals(alert.fingerprint()))
                .map(Alert::status)
                .toList();
        assertThat(states).as(which + ": " + states).contains(Alert.Status.FIRING);
        int lastStart = states.lastIndexOf(Alert.Status.FIRING);
        assertThat(states.subList(lastStart + 1, states.size()))
            .as(which + ": " + states)
            .containsExactly(Alert.Status.RESOLVED);
      }
    }
    assertThat(remembered()).as(which).isEmpty();
  }

  private GroupClock clock() {
    return GroupClock.of(definitions, A, T);
  }

  private static Definitions definitions(String level) {
    String url = "'webhook':{'url':'http://127.0.0.1:1/'}";
    return Definitions.of(
        List.of(
            define(DefinitionKind.ESCALATION, "own", "{'levels':[" + level + "]}"),
            define(
                DefinitionKind.RECEIVER,
                "ops",
                "{" + url + ",'fallback':{'receiver':'lead','after':'0s'}}"),
            define(DefinitionKind.RECEIVER, "lead", "{" + url + ",'also':[{" + url + "}]}"),
            define(
                DefinitionKind.ROUTE,
                "root",
                "{'receiver':'ops','escalation':'own','groupWait':'10s','groupInterval':'5m',"
                    + "'repeatInterval':'4h'}")));
  }

  private static Definition define(DefinitionKind kind, String name, String spec) {
    return Fixtures.definition(kind, name, spec.replace('\'', '"'));
  }

  /** The one that is for this receiver; what the group tells lead has arrived. */
  private Delivery delivery(GroupClock clock, String receiver) {
    List<Notification> decided = clock.taken();
    heard.addAll(intents(decided, "lead"));
    List<Notification> own = intents(decided, receiver);
    assertThat(own).hasSize(1);
    return new Delivery(new TopicPartition("d", 0), 0, own.get(0), 1);
  }

  private void hear(GroupClock clock) {
    heard.addAll(intents(clock.taken(), "lead"));
  }

  private static List<Notification> intents(List<Notification> ledger, String receiver) {
    return ledger.stream()
        .filter(n -> n.decision() == Decision.INTENDED && receiver.equals(n.receiver()))
        .map(n -> Json.read(Json.write(n), Notification.class))
        .toList();
  }

  private void failed(Delivery delivery, double minute) {
    Fallbacks fallbacks = dispatcher();
    assertThat(fallbacks.due(delivery, Long.MAX_VALUE)).isTrue();
    take(fallbacks.records(delivery, "answered 503", T + minutes(minute)));
  }

  private void delivered(Delivery delivery, double minute) {
    take(dispatcher().ends(delivery.intent(), T + minutes(minute)));
  }

  private void take(List<ProducerRecord<String, byte[]>> records) {
    records.stream()
        .filter(each -> each.topic().equals(TOPICS.dispatch().name()))
        .map(each -> Json.read(each.value(), Notification.class))
        .forEach(heard::add);
    written.addAll(records);
  }

  /** One that has just started: it knows what the topics say. */
  private Fallbacks dispatcher() {
    Conversations conversations = new Conversations(TOPICS.conversations().name());
    written.stream()
        .filter(each -> each.topic().equals(conversations.topic()))
        .forEach(each -> conversations.read(each.key(), each.value()));
    Attempts attempts =
        new Attempts(null, TOPICS.notifications(), () -> definitions, Map.of(), Clock.systemUTC());
    return new Fallbacks(attempts, TOPICS, conversations);
  }

  /** Lives of which somebody still has to be told the end. */
  private List<String> remembered() {
    List<String> keys = new ArrayList<>();
    written.stream()
        .filter(each -> each.topic().equals(TOPICS.conversations().name()))
        .forEach(
            each -> {
              keys.remove(each.key());
              if (each.value() != null) {
                keys.add(each.key());
              }
            });
    return keys;
  }

  private List<String> lead(String channel) {
    return heard.stream()
        .filter(n -> n.channel().equals(channel))
        .map(
            n ->
                "%s %s %s, %s"
                    .formatted(
                        Math.round((n.at() - T) / 600.0) / 100.0,
                        n.alertStatus().name().toLowerCase(),
                        String.join(
                            "+", n.alerts().stream().map(a -> a.labels().get("instance")).toList()),
                        n.reason())
                    .replaceFirst("\\.0 ", " "))
        .toList();
  }
}
