package dev.tocsin.router.dispatch;

import static dev.tocsin.router.channel.Intents.intent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Page;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Topics;
import dev.tocsin.events.egress.Requests;
import dev.tocsin.events.egress.Secrets;
import dev.tocsin.events.egress.TargetPolicy;
import dev.tocsin.router.channel.Channel;
import dev.tocsin.router.channel.Conversations;
import dev.tocsin.router.channel.Intents;
import dev.tocsin.router.channel.KafkaChannel;
import dev.tocsin.router.channel.Pages;
import dev.tocsin.router.channel.ScriptedServer;
import dev.tocsin.router.channel.ScriptedServer.Answer;
import dev.tocsin.router.channel.WebhookChannel;
import dev.tocsin.router.domain.Fixtures;
import dev.tocsin.router.stream.RouterMeters;
import dev.tocsin.testkit.TestBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dispatcher on a real broker, with real HTTP servers as receivers. */
class DispatcherTest {
  private static final TestBroker BROKER = TestBroker.shared();

  private final String prefix = "dispatch-" + UUID.randomUUID().toString().substring(0, 8) + ".";
  private final Topics topics = BROKER.topics(prefix);
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final List<Definition> definitions = new ArrayList<>();
  private final List<AutoCloseable> running = new ArrayList<>();
  private Duration maxAge = Duration.ofHours(1);
  private final Vertx vertx = Vertx.vertx();
  private int queue = 100;
  private int breakerFailures = 1_000;

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : running) {
      each.close();
    }
    threads.shutdownNow();
    vertx.close();
  }

  @Test
  void failuresAreRetriedUnderOneIdUntilItIsDelivered() {
    ScriptedServer server = receiver("ops").answers(Answer.of(500), Answer.of(503));
    start();
    write(intent("n-1", "ops", "webhook", "g", now()));

    List<Notification> ledger = ledger(l -> has(l, Decision.DELIVERED, 1));

    assertThat(ledger)
        .extracting(n -> n.decision() + " " + n.attempt())
        .containsExactly(
            "ATTEMPTED 1", "FAILED 1", "ATTEMPTED 2", "FAILED 2", "ATTEMPTED 3", "DELIVERED 3");
    assertThat(ledger).extracting(Notification::notificationId).containsOnly("n-1");
    assertThat(server.requests())
        .extracting(ScriptedServer.Request::idempotencyKey)
        .containsExactly("n-1", "n-1", "n-1");
  }

  @Test
  void aCrashBetweenAttemptAndOutcomeMeansASecondAttemptUnderTheSameId() throws Exception {
    ScriptedServer server = receiver("ops");
    ScriptedServer other = receiver("other");
    Dispatcher first =
        start(
            (intent, receiver) ->
                intent.receiver().equals("ops")
                    ? new CompletableFuture<>()
                    : webhook().send(intent, receiver));
    BROKER.send(topics.dispatch(), "one partition", intent("n-1", "ops", "webhook", "g", now()));
    BROKER.send(topics.dispatch(), "one partition", intent("n-2", "other", "webhook", "g", now()));
    ledger(l -> has(l, Decision.ATTEMPTED, 2) && has(l, Decision.DELIVERED, 1));
    first.close();
    start();
    write(intent("n-3", "other", "webhook", "g", now()));

    List<Notification> ledger = ledger(l -> has(l, Decision.DELIVERED, 3));

    assertThat(ledger)
        .filteredOn(n -> n.notificationId().equals("n-1"))
        .extracting(n -> n.decision() + " " + n.attempt())
        .containsExactly("ATTEMPTED 1", "ATTEMPTED 2", "DELIVERED 2");
    assertThat(server.requests())
        .extracting(ScriptedServer.Request::idempotencyKey)
        .containsExactly("n-1");
    // Its record lies above the offset that the first one held back: the ledger knows it.
    assertThat(other.requests())
        .extracting(ScriptedServer.Request::idempotencyKey)
        .containsExactly("n-2", "n-3");
  }

  @Test
  void aSlowReceiverDelaysNobodyElse() {
    Answer[] hangs = new Answer[100];
    Arrays.fill(hangs, Answer.hang());
    ScriptedServer slow = receiver("slow").answers(hangs);
    receiver("quick");
    start();
    for (int i = 0; i < 20; i++) {
      BROKER.send(
          topics.dispatch(), "same", intent("slow-" + i, "slow", "webhook", "g" + i, now()));
    }
    for (int i = 0; i < 20; i++) {
      BROKER.send(
          topics.dispatch(), "same", intent("quick-" + i, "quick", "webhook", "g" + i, now()));
    }

    List<Notification> ledger = ledger(l -> has(l, Decision.DELIVERED, 20));

    assertThat(ledger)
        .filteredOn(n -> n.decision() == Decision.DELIVERED)
        .extracting(Notification::receiver)
        .containsOnly("quick");
    assertThat(slow.requests()).isNotEmpty();
  }

  @Test
  void aBurstLongerThanTheQueueIsReadAgainAndLosesNothing() {
    ScriptedServer server = receiver("ops");
    queue = 5;
    start();
    for (int i = 0; i < 100; i++) {
      write(intent("n-" + i, "ops", "webhook", "g" + i % 30, now()));
    }

    ledger(l -> has(l, Decision.DELIVERED, 100));

    assertThat(server.requests())
        .extracting(ScriptedServer.Request::idempotencyKey)
        .doesNotHaveDuplicates()
        .hasSize(100);
    assertThat(server.requests()).allMatch(r -> r.body().contains("\"alertname\":\"CPU\""));
  }

  @Test
  void whatCanNeverWorkIsGivenUp() {
    receiver("ops").answers(Answer.of(404));
    start();
    write(intent("n-1", "ops", "webhook", "g", now()));
    write(intent("n-2", "nobody", "webhook", "g", now()));
    write(intent("n-3", "ops", "mail", "g", now()));
    write(intent("n-4", "ops", "webhook", "g", now() - maxAge.toMillis() - 1));

    List<Notification> ledger = ledger(l -> has(l, Decision.GIVEN_UP, 4));

    assertThat(ledger)
        .filteredOn(n -> n.decision() == Decision.GIVEN_UP)
        .extracting(n -> n.notificationId() + " " + n.reason())
        .containsExactlyInAnyOrder(
            "n-1 answered 404",
            "n-2 receiver 'nobody' has no channel 'webhook' any more",
            "n-3 receiver 'ops' has no channel 'mail' any more",
            "n-4 older than 1h");
  }

  @Test
  void anUnreadableOutboxRecordStopsNothing() {
    receiver("ops");
    start();
    BROKER.send(topics.dispatch().name(), "ops", new byte[] {1, 2});
    BROKER.send(topics.dispatch().name(), "ops", "{}".getBytes());
    write(intent("n-1", "ops", "webhook", "g", now()));

    assertThat(ledger(l -> has(l, Decision.DELIVERED, 1))).hasSize(2);
  }

  @Test
  void pagesOnTopicsAreWrittenOnceAndBadTopicsHarmNobody() throws Exception {
    String narrow = prefix + "narrow";
    BROKER
        .admin()
        .createTopics(
            List.of(new NewTopic(narrow, 1, (short) 1).configs(Map.of("max.message.bytes", "100"))))
        .all()
        .get();
    kafkaReceiver("pages", topics.pages().name());
    kafkaReceiver("narrow", narrow);
    kafkaReceiver("missing", prefix + "missing");
    kafkaReceiver("loop", topics.alerts().name());
    maxAge = Duration.ofSeconds(6);
    start();
    for (String receiver : List.of("narrow", "missing", "loop", "pages")) {
      write(intent("n-" + receiver, receiver, "kafka", "g", now()));
    }

    List<Notification> ledger =
        ledger(l -> has(l, Decision.GIVEN_UP, 3) && has(l, Decision.DELIVERED, 1));

    assertThat(ledger)
        .filteredOn(n -> n.decision() == Decision.GIVEN_UP)
        .extracting(Notification::reason)
        .anyMatch(r -> r.startsWith("the topic refuses it"))
        .anyMatch(r -> r.endsWith("does not exist; older than 6s"))
        .anyMatch(r -> r.endsWith("is one of Tocsin's own"));
    assertThat(BROKER.values(topics.pages(), p -> !p.isEmpty())).hasSize(1);
    assertThat(BROKER.readAll(topics.pages().name()))
        .allSatisfy(
            r ->
                assertThat(r.headers().lastHeader(KafkaChannel.ID_HEADER).value())
                    .isEqualTo("n-pages".getBytes()));
  }

  @Test
  void whileAReceiverIsLeftAloneSomebodyElseIsTold() {
    ScriptedServer server = failing("1s");
    ScriptedServer lead = receiver("lead");
    server.answers(Answer.of(503, "Retry-After", "60"));
    breakerFailures = 1;
    start();
    write(intent("n-1", "ops", "webhook", "g1", now()));
    assertThat(ledger(l -> has(l, Decision.FAILED, 1)))
        .filteredOn(n -> n.decision() == Decision.FAILED)
        .extracting(Notification::reason)
        .allMatch(reason -> reason.contains("that it is not tried for"));
    write(intent("n-2", "ops", "webhook", "g2", now()));

    List<Notification> ledger = ledger(l -> has(l, Decision.DELIVERED, 2));

    assertThat(instead(ledger, "n-1")).startsWith("in place of ops by webhook: answered 503");
    assertThat(instead(ledger, "n-2"))
        .startsWith(
            "in place of ops by webhook: ops/webhook failed so often that it is not tried for another ");
    assertThat(lead.requests()).hasSize(2);
    assertThat(server.requests())
        .extracting(ScriptedServer.Request::idempotencyKey)
        .containsExactly("n-1");
  }

  @Test
  void somebodyElseIsToldOfStartAndEndAndTheReceiverIsTriedAgain() throws Exception {
    ScriptedServer server = failing("0s").answers(Answer.of(500));
    ScriptedServer lead = receiver("lead");
    Dispatcher first = start();
    Alert alert = Fixtures.firing("CPU", Severity.CRITICAL, now());
    Notification begun = intent("n-1", "ops", "webhook", "g1", now(), alert);
    write(begun);
    ledger(l -> has(l, Decision.DELIVERED, 2));
    first.close();
    start();
    write(Intents.later("n-2", begun, null, alert.resolved(now(), "cleared")));
    write(Intents.later("n-3", begun, null, alert.resolved(now(), "cleared")));

    List<Notification> ledger = ledger(l -> has(l, Decision.DELIVERED, 5));

    assertThat(instead(ledger, "n-1")).startsWith("in place of ops by webhook: answered 500");
    assertThat(instead(ledger, "n-2")).startsWith("it was told of the start in place of ops");
    assertThat(lead.requests())
        .extracting(each -> Json.read(each.body().getBytes(), Page.class).status())
        .containsExactly("firing", "resolved");
    assertThat(server.requests()).hasSize(4);
  }

  /** Why somebody else is told in place of this notification's receiver; it is told once. */
  private static String instead(List<Notification> ledger, String notificationId) {
    List<String> reasons =
        ledger.stream()
            .filter(n -> n.decision() == Decision.INTENDED)
            .filter(n -> notificationId.equals(n.fallbackFor()))
            .map(Notification::reason)
            .toList();
    assertThat(reasons).hasSize(1);
    return reasons.get(0);
  }

  private ScriptedServer failing(String after) {
    ScriptedServer server = new ScriptedServer();
    running.add(server);
    String spec = "{'webhook': {'url': '%s'}, 'fallback': {'receiver': 'lead', 'after': '%s'}}";
    define("ops", spec.replace('\'', '"').formatted(server.url(), after));
    return server;
  }

  @Test
  void whatWasGivenUpCanBeRedeliveredUnderItsId() throws Exception {
    ScriptedServer server = receiver("ops").answers(Answer.of(404));
    Dispatcher first = start();
    long at = now();
    write(intent("n-1", "ops", "webhook", "g", at));
    ledger(l -> has(l, Decision.GIVEN_UP, 1));
    first.close();
    write(intent("n-1", "ops", "webhook", "g", now()));
    start();

    ledger(l -> has(l, Decision.DELIVERED, 1));

    assertThat(server.requests())
        .extracting(ScriptedServer.Request::idempotencyKey)
        .containsExactly("n-1", "n-1");
  }

  private ScriptedServer receiver(String name) {
    ScriptedServer server = new ScriptedServer();
    running.add(server);
    define(name, "{\"webhook\": {\"url\": \"" + server.url() + "\"}}");
    return server;
  }

  private void kafkaReceiver(String name, String topic) {
    define(name, "{\"kafka\": {\"topic\": \"" + topic + "\"}}");
  }

  private void define(String name, String spec) {
    definitions.add(Fixtures.definition(DefinitionKind.RECEIVER, name, spec));
  }

  private Dispatcher start() {
    return start(webhook());
  }

  private Dispatcher start(Channel webhook) {
    Definitions snapshot = Definitions.of(definitions);
    Dispatcher dispatcher =
        new Dispatcher(
            new DispatchSettings(
                BROKER.bootstrapServers(),
                prefix + "dispatcher",
                "0",
                maxAge,
                queue,
                4,
                new Backoff(Duration.ofMillis(100), Duration.ofMillis(200)),
                new Breaker.Rule(breakerFailures, Duration.ofMillis(500), Duration.ofSeconds(1))),
            topics,
            () -> snapshot,
            Map.of(
                "webhook",
                webhook,
                "kafka",
                new KafkaChannel(BROKER.admin(), topics, new Pages(""))),
            new Conversations(topics.conversations().name()),
            new RouterMeters(new SimpleMeterRegistry()),
            Clock.systemUTC());
    running.add(0, dispatcher);
    dispatcher.start();
    return dispatcher;
  }

  private Channel webhook() {
    return new WebhookChannel(
        new Requests(
            vertx,
            new TargetPolicy(Set.of("http"), true, List.of()),
            InetAddress::getAllByName,
            Duration.ofSeconds(10),
            threads,
            Clock.systemUTC()),
        new Secrets("TOCSIN_SECRET_", Path.of("/run/secrets"), name -> null),
        new Pages(""),
        Clock.systemUTC());
  }

  private void write(Notification intent) {
    BROKER.send(topics.dispatch(), intent.receiver(), intent);
  }

  private List<Notification> ledger(Predicate<List<Notification>> until) {
    return BROKER.values(topics.notifications(), until);
  }

  private static boolean has(List<Notification> ledger, Decision decision, int count) {
    return ledger.stream().filter(n -> n.decision() == decision).count() >= count;
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
