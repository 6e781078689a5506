package dev.tocsin.router.dispatch;

import static dev.tocsin.router.domain.Fixtures.T;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import dev.tocsin.router.dispatch.ScriptedServer.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real HTTP server that misbehaves. */
class WebhookChannelTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(T), ZoneOffset.UTC);

  private final ScriptedServer server = new ScriptedServer();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final WebhookChannel channel =
      new WebhookChannel(new TargetPolicy(true, List.of()), Duration.ofMillis(700), threads, CLOCK);

  @AfterEach
  void close() {
    server.close();
    threads.shutdownNow();
  }

  @Test
  void thePayloadIsAlertmanagersAndTheKeyIsTheNotifications() throws Exception {
    assertThat(send()).isEqualTo(new Outcome.Delivered("answered 200", null));

    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).idempotencyKey()).isEqualTo("n-1");
    JsonNode body = Json.mapper().readTree(server.requests().get(0).body());
    assertThat(body.at("/version").asText()).isEqualTo("4");
    assertThat(body.at("/receiver").asText()).isEqualTo("ops");
    assertThat(body.at("/status").asText()).isEqualTo("firing");
    assertThat(body.at("/groupLabels/alertname").asText()).isEqualTo("CPU");
    assertThat(body.at("/commonLabels/severity").asText()).isEqualTo("critical");
    assertThat(body.at("/alerts/0/startsAt").asText()).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(body.at("/alerts/0/endsAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void someAnswersMeanLater(int status) throws Exception {
    server.answers(Answer.of(status));

    assertThat(send()).isEqualTo(new Outcome.Transient("answered " + status, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 413, 422})
  void othersMeanNever(int status) throws Exception {
    server.answers(Answer.of(status));

    assertThat(send()).isEqualTo(new Outcome.Permanent("answered " + status));
  }

  @Test
  void retryAfterIsSecondsOrADate() throws Exception {
    server.answers(
        new Answer(429, Map.of("Retry-After", "7"), 0),
        new Answer(503, Map.of("Retry-After", "Sun, 01 Mar 2026 00:01:00 GMT"), 0),
        new Answer(503, Map.of("Retry-After", "soon"), 0));

    assertThat(send()).isEqualTo(new Outcome.Transient("answered 429", Duration.ofSeconds(7)));
    assertThat(send()).isEqualTo(new Outcome.Transient("answered 503", Duration.ofMinutes(1)));
    assertThat(send()).isEqualTo(new Outcome.Transient("answered 503", null));
  }

  @Test
  void redirectsAreNotFollowed() throws Exception {
    server.answers(new Answer(307, Map.of("Location", server.url() + "/elsewhere"), 0));

    assertThat(send())
        .isEqualTo(new Outcome.Permanent("answered 307, and redirects are not followed"));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aServerThatHangsIsLeftAfterTheDeadline() throws Exception {
    server.answers(Answer.hang(), new Answer(200, Map.of(), Answer.DRIP));

    assertThat(send()).isEqualTo(new Outcome.Transient("no answer within 0s", null));
    assertThat(send()).isEqualTo(new Outcome.Transient("no answer within 0s", null));
    assertThat(send()).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aHugeBodyIsCutOff() throws Exception {
    server.answers(new Answer(200, Map.of(), 5_000_000));

    assertThat(send()).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void whatCannotBeReachedMayBeLater() throws Exception {
    String url = server.url();
    server.close();

    Outcome outcome = send(channel, url);
    assertThat(outcome).isInstanceOf(Outcome.Transient.class);
    assertThat(outcome.reason()).startsWith("cannot be reached");
  }

  @Test
  void innerTargetsAreRefusedUnlessAllowed() throws Exception {
    WebhookChannel strict =
        new WebhookChannel(
            new TargetPolicy(false, List.of()), Duration.ofSeconds(1), threads, CLOCK);

    assertThat(send(strict, server.url())).isInstanceOf(Outcome.Permanent.class);
    assertThat(server.requests()).isEmpty();
    assertThat(send(strict, "http://no-such-host.invalid/"))
        .isEqualTo(new Outcome.Transient("host no-such-host.invalid has no address", null));
  }

  private Outcome send() throws Exception {
    return send(channel, server.url());
  }

  private static Outcome send(WebhookChannel channel, String url) throws Exception {
    return channel
        .send(Intents.intent("n-1", "ops", "webhook", "g", T), Intents.webhook(url))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }
}
