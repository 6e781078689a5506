package dev.tocsin.router.channel;

import static dev.tocsin.router.domain.Fixtures.T;
import static dev.tocsin.router.domain.Fixtures.firing;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.Severity;
import dev.tocsin.events.egress.Requests;
import dev.tocsin.events.egress.Resolver;
import dev.tocsin.router.channel.ScriptedServer.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real HTTP server that misbehaves. */
class WebhookChannelTest {
  private final ScriptedServer server = new ScriptedServer();
  private final Outside outside = new Outside();
  private final WebhookChannel channel = channel(outside.requests(Duration.ofSeconds(10)));

  @AfterEach
  void close() {
    server.close();
    outside.close();
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
        Answer.of(429, "Retry-After", "7"),
        Answer.of(503, "Retry-After", "Sun, 01 Mar 2026 00:01:00 GMT"),
        Answer.of(503, "Retry-After", "soon"));

    assertThat(send()).isEqualTo(new Outcome.Transient("answered 429", Duration.ofSeconds(7)));
    assertThat(send()).isEqualTo(new Outcome.Transient("answered 503", Duration.ofMinutes(1)));
    assertThat(send()).isEqualTo(new Outcome.Transient("answered 503", null));
  }

  @Test
  void redirectsAreNotFollowed() throws Exception {
    server.answers(Answer.of(307, "Location", server.url() + "/elsewhere"));

    assertThat(send())
        .isEqualTo(new Outcome.Permanent("answered 307, and redirects are not followed"));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aServerThatHangsIsLeftAfterTheDeadline() throws Exception {
    server.answers(Answer.hang(), new Answer(200, Map.of(), Answer.DRIP, null));

    WebhookChannel hasty = channel(outside.requests(Duration.ofSeconds(1)));
    Outcome late = new Outcome.Transient("no answer within 1s", null);
    assertThat(send(hasty, server.url())).isEqualTo(late);
    assertThat(send(hasty, server.url())).isEqualTo(late);
    assertThat(send()).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aHugeBodyIsCutOff() throws Exception {
    server.answers(new Answer(200, Map.of(), 5_000_000, null));

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
        channel(outside.requests(Duration.ofSeconds(5), false, InetAddress::getAllByName));

    assertThat(send(strict, server.url())).isInstanceOf(Outcome.Permanent.class);
    assertThat(server.requests()).isEmpty();
    assertThat(send(strict, "http://no-such-host.invalid/"))
        .isEqualTo(new Outcome.Transient("host no-such-host.invalid has no address", null));
  }

  @Test
  void itIsConnectedToTheAddressThatWasCheckedUnderItsName() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Resolver rebinding =
        host -> {
          // The first answer is harmless; whoever asks again gets another one.
          String address = asked.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.99";
          return new InetAddress[] {InetAddress.getByName(address)};
        };
    String url = server.url().replace("127.0.0.1", "hooks.example.com");

    assertThat(send(channel(outside.requests(Duration.ofSeconds(5), true, rebinding)), url))
        .isInstanceOf(Outcome.Delivered.class);

    assertThat(asked).hasValue(1);
    assertThat(server.requests().get(0).headers().get("Host")).startsWith("hooks.example.com:");
  }

  @Test
  void aNameWithOneInnerAddressAmongOthersIsRefused() throws Exception {
    Resolver mixed =
        host ->
            new InetAddress[] {
              InetAddress.getByName("93.184.216.34"), InetAddress.getByName("127.0.0.1")
            };
    String url = server.url().replace("127.0.0.1", "hooks.example.com");

    assertThat(send(channel(outside.requests(Duration.ofSeconds(5), false, mixed)), url))
        .isEqualTo(
            new Outcome.Permanent("host hooks.example.com has an inner address: IPv4 loopback"));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void overTlsTheServerIsAskedForByItsName() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> hello = CompletableFuture.supplyAsync(() -> firstBytes(socket));
      Resolver here = host -> new InetAddress[] {InetAddress.getLoopbackAddress()};
      WebhookChannel pinned = channel(outside.requests(Duration.ofSeconds(5), true, here));

      Outcome outcome =
          send(pinned, "https://hooks.example.com:" + socket.getLocalPort() + "/hook");

      assertThat(hello.get(20, TimeUnit.SECONDS)).contains("hooks.example.com");
      assertThat(outcome).isInstanceOf(Outcome.Transient.class);
    }
  }

  @Test
  void aSignatureProvesWhoSentIt() throws Exception {
    ReceiverSpec signed =
        Intents.receiver(
            """
            {"webhook": {"url": "%s", "signing": {"env": "TOCSIN_SECRET_KEY"},
             "authorization": {"env": "TOCSIN_SECRET_KEY"}, "headers": {"X-Team": "ops"}}}\
            """
                .formatted(server.url()));

    send(channel, Intents.intent("n-1", "ops", "webhook", "g", T), signed);

    ScriptedServer.Request request = server.requests().get(0);
    assertThat(request.headers())
        .containsEntry("X-Tocsin-Timestamp", "1772323200")
        .containsEntry("Authorization", "s3cret")
        .containsEntry("X-Team", "ops");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("s3cret".getBytes(US_ASCII), "HmacSHA256"));
    byte[] expected = mac.doFinal(("1772323200." + request.body()).getBytes(UTF_8));
    assertThat(request.headers())
        .containsEntry("X-Tocsin-Signature", "v1=" + HexFormat.of().formatHex(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'scheme': 'Bearer', | Bearer s3cret",
        "'username': 'ada',  | Basic YWRhOnMzY3JldA==",
        "``                  | s3cret"
      })
  void whatAuthorizesIsSentAndSaidNowhere(String how, String header) throws Exception {
    ReceiverSpec spec =
        Intents.receiver(
            "{'webhook': {'url': '%s', 'authorization': {%s 'env': 'TOCSIN_SECRET_KEY'}}}"
                .formatted(server.url(), how)
                .replace('\'', '"'));

    send(channel, Intents.intent("n-1", "ops", "webhook", "g", T), spec);

    assertThat(server.requests().get(0).headers()).containsEntry("Authorization", header);
    assertThat(spec.toString() + new String(Json.write(spec), UTF_8)).doesNotContain("s3cret");
  }

  @Test
  void aSecretThatIsNotThereIsNamedAndNothingIsSent() {
    ReceiverSpec other = Intents.receiver("{\"webhook\": {\"urlFrom\": {\"env\": \"PATH\"}}}");

    assertThatThrownBy(() -> channel.send(Intents.intent("n-1", "ops", "webhook", "g", T), other))
        .hasMessage("secret missing: variable PATH does not begin with TOCSIN_SECRET_");
  }

  @Test
  void alertsBeyondTheLimitAreCounted() throws Exception {
    ReceiverSpec few =
        Intents.receiver(
            "{\"webhook\": {\"url\": \"%s\", \"maxAlerts\": 1}}".formatted(server.url()));
    Notification two =
        Intents.later(
            "n-1",
            Intents.intent("n-0", "ops", "webhook", "g", T),
            null,
            firing("A", Severity.CRITICAL, T),
            firing("B", Severity.CRITICAL, T));

    send(channel, two, few);

    JsonNode body = Json.mapper().readTree(server.requests().get(0).body());
    assertThat(body.at("/alerts")).hasSize(1);
    assertThat(body.at("/truncatedAlerts").asInt()).isEqualTo(1);
  }

  private static String firstBytes(ServerSocket socket) {
    try (Socket client = socket.accept()) {
      return new String(client.getInputStream().readNBytes(300), US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WebhookChannel channel(Requests requests) {
    return new WebhookChannel(requests, Outside.SECRETS, Outside.PAGES, Outside.CLOCK);
  }

  private Outcome send() throws Exception {
    return send(channel, server.url());
  }

  private static Outcome send(WebhookChannel channel, String url) throws Exception {
    return send(channel, Intents.intent("n-1", "ops", "webhook", "g", T), Intents.webhook(url));
  }

  private static Outcome send(WebhookChannel channel, Notification intent, ReceiverSpec receiver)
      throws Exception {
    return channel.send(intent, receiver).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
