package dev.tocsin.router;

import static dev.tocsin.router.domain.Fixtures.T;
import static dev.tocsin.router.domain.Fixtures.again;
import static dev.tocsin.router.domain.Fixtures.firing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.Command.Action;
import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Topics;
import dev.tocsin.router.domain.Fixtures;
import dev.tocsin.router.domain.Group;
import dev.tocsin.router.domain.Member;
import dev.tocsin.router.domain.Rules;
import dev.tocsin.router.stream.RouterMeters;
import dev.tocsin.router.stream.RouterStores;
import dev.tocsin.streams.StreamsSettings;
import dev.tocsin.testkit.ApprovedTopology;
import dev.tocsin.testkit.TopologyHarness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.BytesDeserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouterTopologyTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final Definitions SHIPPED = Fixtures.shipped("pages");
  private static final List<String> STORES =
      List.of(
          RouterStores.LIVES,
          RouterStores.LIFE_TIMERS,
          RouterStores.INHIBITING,
          RouterStores.GROUPS,
          RouterStores.MEMBERS,
          RouterStores.GROUP_TIMERS);

  private Definitions definitions = SHIPPED;
  private TopologyHarness harness = start(Instant.ofEpochMilli(T));

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void theTopologyIsTheApprovedOne() {
    ApprovedTopology.verify(topology().get(), RouterTopologyTest.class);
  }

  @Test
  void fromAlertToLedgerAndOutbox() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    pipe(alert);
    assertThat(decisions()).containsExactly(Decision.GROUPED);

    advance(Duration.ofSeconds(6));

    List<Notification> ledger = harness.values(TOPICS.notifications());
    List<TestRecord<String, Notification>> outbox = harness.records(TOPICS.dispatch());
    assertThat(ledger).hasSize(1);
    assertThat(outbox).hasSize(1);
    assertThat(outbox.get(0).getKey()).isEqualTo("operations");
    assertThat(outbox.get(0).getValue()).isEqualTo(ledger.get(0));
    assertThat(ledger.get(0).alerts()).containsExactly(alert);
  }

  @Test
  void alertsLateDoubledAndOutOfOrderPageOnce() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    pipe(again(alert, Severity.CRITICAL, T + 3_000));
    pipe(alert);
    pipe(alert);
    pipe(again(alert, Severity.CRITICAL, T + 4_000));
    advance(Duration.ofMinutes(1));

    assertThat(harness.values(TOPICS.dispatch())).hasSize(1);
  }

  @Test
  void theWholeWayOfACriticalAlertWithARestartBeforeEveryStep() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    pipe(alert);
    List<String> told = new ArrayList<>();
    for (int minute = 0; minute < 20; minute++) {
      restart();
      advance(Duration.ofMinutes(1));
      harness.values(TOPICS.dispatch()).forEach(n -> told.add(n.receiver() + " " + n.level()));
    }
    restart();
    command(alert, Action.RESOLVE);
    advance(Duration.ofMinutes(2));

    assertThat(told)
        .containsExactly(
            "operations 0",
            "on-call-primary 1",
            "on-call-secondary 2",
            "team-lead 3",
            "management 4");
    assertThat(harness.values(TOPICS.dispatch()))
        .extracting(n -> n.receiver() + " " + n.alertStatus())
        .containsExactlyInAnyOrder(
            "management RESOLVED",
            "on-call-primary RESOLVED",
            "on-call-secondary RESOLVED",
            "operations RESOLVED",
            "team-lead RESOLVED");
  }

  @Test
  void aSilenceDeclaredAfterTheAlertWasToldGivesItsNoticeWithARestartBeforeEveryStep() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    pipe(alert);
    for (int minute = 0; minute < 20; minute++) {
      advance(Duration.ofMinutes(1));
    }
    harness.values(TOPICS.dispatch());
    String silence =
        "{\"matchers\":[\"service=checkout\"],\"author\":\"ada\",\"comment\":\"new disks\","
            + "\"end\":\"2026-03-01T01:00:00Z\",\"notice\":{\"before\":\"15m\"}}";
    definitions =
        Fixtures.shipped("pages", Fixtures.definition(DefinitionKind.SILENCE, "upgrade", silence));

    List<String> told = new ArrayList<>();
    for (int minute = 20; minute < 70; minute++) {
      restart();
      advance(Duration.ofMinutes(1));
      harness
          .values(TOPICS.dispatch())
          .forEach(n -> told.add((n.at() - T) / 60_000 + " " + n.receiver() + " " + n.level()));
    }
    assertThat(told)
        .containsExactly("45 operations 0", "65 on-call-primary 1", "68 on-call-secondary 2");
  }

  @Test
  void anAcknowledgementReachesTheGroup() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    pipe(alert);
    advance(Duration.ofSeconds(6));
    command(alert, Action.ACKNOWLEDGE);
    advance(Duration.ofHours(1));

    assertThat(harness.values(TOPICS.dispatch())).extracting(Notification::level).containsOnly(0);
    assertThat(decisions()).contains(Decision.ACKNOWLEDGED);
  }

  @Test
  void aResolveByCommandIsPublishedOnTheTopicOfAlerts() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    pipe(alert);
    command(alert, Action.RESOLVE);

    List<TestRecord<String, Alert>> published = harness.records(TOPICS.alerts());
    assertThat(published).hasSize(1);
    assertThat(published.get(0).getKey()).isEqualTo(alert.fingerprint());
    assertThat(published.get(0).getValue().status()).isEqualTo(Alert.Status.RESOLVED);
    assertThat(published.get(0).getValue().reason()).isEqualTo("resolved by ada");
  }

  @Test
  void aReplayOfHistoryPagesNobody() {
    Alert old = firing("CPU", Severity.EMERGENCY, T - Fixtures.minutes(120));
    pipe(old);
    pipe(old.resolved(T - Fixtures.minutes(90), "cleared"));
    advance(Duration.ofMinutes(10));

    assertThat(harness.values(TOPICS.dispatch())).isEmpty();
    assertThat(harness.values(TOPICS.notifications()))
        .extracting(Notification::reason)
        .containsExactly("stale: replay of history");
  }

  @Test
  void badRecordsBecomeDeadLettersAndStopNothing() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    harness.pipeBytes(TOPICS.alerts().name(), "k", bytes("{not json"));
    harness.pipeBytes(TOPICS.alerts().name(), "k", null);
    harness.pipeBytes(TOPICS.commands().name(), null, bytes("{}"));
    harness.pipe(TOPICS.alerts(), "another key", alert);
    pipe(alert);

    List<TestRecord<String, byte[]>> letters = harness.records(TOPICS.deadLetters());
    assertThat(letters).hasSize(4);
    assertThat(header(letters.get(0), DeadLetter.TOPIC)).isEqualTo("t.alerts");
    assertThat(header(letters.get(2), DeadLetter.TOPIC)).isEqualTo("t.commands");
    assertThat(header(letters.get(3), DeadLetter.FIELD)).isEqualTo("fingerprint");
    assertThat(header(letters.get(3), DeadLetter.OFFSET)).isEqualTo("2");
    assertThat(new String(letters.get(0).value(), StandardCharsets.UTF_8)).isEqualTo("{not json");
    assertThat(decisions()).containsExactly(Decision.GROUPED);
  }

  @Test
  void feedbackOnScoresIsNoneOfItsBusiness() {
    harness.pipe(
        TOPICS.commands(),
        "payments",
        new Command("payments", Action.FALSE_ALARM, "ada", T, null, null));

    assertThat(decisions()).isEmpty();
    assertThat(harness.records(TOPICS.deadLetters())).isEmpty();
  }

  @Test
  void whatIsOverLeavesNothingBehind() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    pipe(alert);
    advance(Duration.ofMinutes(1));
    pipe(alert.resolved(T + 50_000, "cleared"));
    advance(Duration.ofMinutes(10));
    advance(Fixtures.RULES.forgetAfter());
    advance(Duration.ofMinutes(1));

    STORES.forEach(store -> assertThat(rows(store)).as(store).isEmpty());
  }

  @Test
  void aChangeWritesTheRowOfItsOwnAlertAndNoOther() {
    pipe(firing("CPU", "a", Severity.CRITICAL, T));
    pipe(firing("CPU", "b", Severity.CRITICAL, T));
    pipe(firing("CPU", "c", Severity.CRITICAL, T));

    assertThat(rows(RouterStores.GROUPS)).hasSize(1);
    assertThat(rows(RouterStores.MEMBERS)).hasSize(3);
    assertThat(
            harness
                .driver()
                .createOutputTopic(
                    "test-" + RouterStores.MEMBERS + "-changelog",
                    new BytesDeserializer(),
                    new BytesDeserializer())
                .readKeyValuesToList())
        .hasSize(3);
  }

  @Test
  void aGroupThatWasStoredWithItsAlertsInItGetsRowsForThem() {
    Alert one = firing("CPU", "a", Severity.CRITICAL, T);
    pipe(one);
    Group head = (Group) rows(RouterStores.GROUPS).get(0).value;
    Member member = (Member) rows(RouterStores.MEMBERS).get(0).value;
    harness
        .driver()
        .<Object, Object>getKeyValueStore(RouterStores.GROUPS)
        .put(head.key(), head.with(Map.of(one.fingerprint(), member)));
    Object row = rows(RouterStores.MEMBERS).get(0).key;
    harness.driver().getKeyValueStore(RouterStores.MEMBERS).delete(row);
    restart();

    Alert other = firing("CPU", "b", Severity.CRITICAL, T);
    pipe(other);
    advance(Duration.ofSeconds(6));

    assertThat(rows(RouterStores.MEMBERS)).hasSize(2);
    assertThat(harness.values(TOPICS.dispatch()).get(0).alerts())
        .containsExactlyInAnyOrder(one, other);
  }

  private void pipe(Alert alert) {
    harness.pipe(TOPICS.alerts(), alert.fingerprint(), alert);
  }

  private void command(Alert alert, Action action) {
    Command command =
        new Command(alert.fingerprint(), action, "ada", harness.now().toEpochMilli(), null, null);
    harness.pipe(TOPICS.commands(), command.target(), command);
  }

  private void advance(Duration by) {
    harness.advance(by);
  }

  private List<Decision> decisions() {
    return harness.values(TOPICS.notifications()).stream().map(Notification::decision).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String header(TestRecord<String, byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** A new topology with nothing but what the changelogs of the old one hold. */
  private void restart() {
    TopologyHarness next = start(harness.now());
    for (String store : STORES) {
      KeyValueStore<Object, Object> to = next.driver().getKeyValueStore(store);
      rows(store).forEach(row -> to.put(row.key, row.value));
    }
    harness.close();
    harness = next;
  }

  private List<KeyValue<Object, Object>> rows(String store) {
    KeyValueStore<Object, Object> from = harness.driver().getKeyValueStore(store);
    List<KeyValue<Object, Object>> rows = new ArrayList<>();
    try (KeyValueIterator<Object, Object> each = from.all()) {
      each.forEachRemaining(rows::add);
    }
    return rows;
  }

  private TopologyHarness start(Instant now) {
    return TopologyHarness.of(topology().get(), now);
  }

  private RouterTopology topology() {
    return new RouterTopology(
        TOPICS,
        () -> definitions,
        Rules.staleAfter(Duration.ofHours(1)),
        new RouterMeters(new SimpleMeterRegistry()),
        new StreamsSettings(
                "test", "unused:9092", Path.of("target"), "0", Duration.ofMillis(100), 1)
            .toProperties());
  }
}
