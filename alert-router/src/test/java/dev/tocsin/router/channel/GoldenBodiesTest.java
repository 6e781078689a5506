package dev.tocsin.router.channel;

import static dev.tocsin.router.domain.Fixtures.T;
import static dev.tocsin.router.domain.Fixtures.firing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.Severity;
import dev.tocsin.events.egress.Requests;
import dev.tocsin.events.egress.Secrets;
import dev.tocsin.router.channel.ScriptedServer.Answer;
import dev.tocsin.router.channel.ScriptedServer.Request;
import dev.tocsin.router.text.PageText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each HTTP service is sent, byte for byte, over a real connection; and what its answers mean.
 * What is sent now is left in {@code target/golden} for comparison.
 */
class GoldenBodiesTest {
  private final ScriptedServer server = new ScriptedServer();
  private final Outside outside = new Outside();
  private final Requests requests = outside.requests(Duration.ofSeconds(5));
  private final PageText text = new PageText();
  private final SoftAssertions softly = new SoftAssertions();

  @AfterEach
  void close() {
    softly.assertAll();
    server.close();
    outside.close();
  }

  @Test
  void aSlackBotSaysAnswersInTheThreadAndUpdatesWhenItIsOver() throws Exception {
    ReceiverSpec receiver =
        receiver(
            "{\"slack\": {\"token\": {\"env\": \"TOCSIN_SECRET_KEY\"}, \"channel\": \"#ops\", "
                + "\"api\": \"%s\"}}");
    String said = "{\"ok\": true, \"channel\": \"C024BE91L\", \"ts\": \"1503435956.000247\"}";
    server.answers(Answer.of(200, said), Answer.of(200, said), Answer.of(200, said));
    Channel slack = slack();

    assertThat(send(slack, first("slack"), receiver).reason()).isEqualTo("said in C024BE91L");
    send(slack, acknowledged("slack"), receiver);
    send(slack, over("slack"), receiver);

    assertThat(server.requests())
        .extracting(Request::path)
        .containsExactly("/hook/chat.postMessage", "/hook/chat.postMessage", "/hook/chat.update");
    assertThat(server.requests().get(0).headers()).containsEntry("Authorization", "Bearer s3cret");
    assertGolden("slack-first", 0);
    assertGolden("slack-acknowledged", 1);
    assertGolden("slack-over", 2);
  }

  @Test
  void aSecondSlackHasAConversationOfItsOwn() throws Exception {
    String one =
        "{\"slack\": {\"token\": {\"env\": \"TOCSIN_SECRET_KEY\"}, \"channel\": \"#%s\", "
            + "\"api\": \"%s\"}";
    ReceiverSpec receiver =
        Intents.receiver(
            one.formatted("ops", server.url())
                + ", \"also\": ["
                + one.formatted("all", server.url())
                + "}]}");
    String said = "{\"ok\": true, \"channel\": \"C0\", \"ts\": \"15.2\"}";
    server.answers(Answer.of(200, said), Answer.of(200, said), Answer.of(200, said));
    Channel slack = slack();

    send(slack, first("slack"), receiver);
    send(slack, first("slack-2"), receiver);
    send(slack, acknowledged("slack-2"), receiver);

    assertThat(server.requests())
        .extracting(r -> Json.mapper().readTree(r.body()))
        .extracting(b -> b.path("channel").asText() + " " + b.has("thread_ts"))
        .containsExactly("#ops false", "#all false", "C0 true");
  }

  @Test
  void anIncomingWebhookOfSlackIsSentTheSameBlocks() throws Exception {
    Channel slack =
        new SlackChannel(
            requests,
            new Secrets("", Path.of("/"), name -> server.url()),
            Outside.PAGES,
            text,
            new Conversations("c"));

    send(slack, first("slack"), Intents.receiver("{\"slack\": {\"url\": {\"env\": \"HOOK\"}}}"));

    assertGolden("slack-webhook", 0);
  }

  @ParameterizedTest
  @CsvSource({
    "ratelimited, true",
    "internal_error, true",
    "channel_not_found, false",
    "invalid_auth, false",
    "msg_too_long, false"
  })
  void whatSlackSaysInAnOrdinaryAnswer(String error, boolean later) throws Exception {
    ReceiverSpec receiver =
        receiver(
            "{\"slack\": {\"token\": {\"env\": \"TOCSIN_SECRET_KEY\"}, \"channel\": \"#ops\", "
                + "\"api\": \"%s\"}}");
    server.answers(Answer.of(200, "{\"ok\": false, \"error\": \"" + error + "\"}"));

    Outcome outcome = send(slack(), first("slack"), receiver);

    assertThat(outcome.reason()).isEqualTo("Slack says " + error);
    assertThat(outcome instanceof Outcome.Transient).isEqualTo(later);
  }

  @Test
  void slackMessagesKeepTheLimits() throws Exception {
    List<Alert> alerts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      alerts.add(firing("&<!here>".repeat(400) + i, Severity.CRITICAL, T));
    }
    Notification big = Intents.later("n-9", first("slack"), null, alerts.toArray(Alert[]::new));

    JsonNode message =
        Json.mapper()
            .valueToTree(
                SlackMessage.of(
                    text.title(
                        receiver("{\"webhook\": {\"url\": \"%s\"}}").templates(),
                        Outside.PAGES.of(big)),
                    text.slack(
                        receiver("{\"webhook\": {\"url\": \"%s\"}}").templates(),
                        Outside.PAGES.of(big)),
                    "x".repeat(9_000)));

    JsonNode blocks = message.get("blocks");
    assertThat(blocks.size()).isBetween(4, SlackMessage.MOST_BLOCKS);
    assertThat(blocks.get(0).at("/text/text").asText().length())
        .isLessThanOrEqualTo(SlackMessage.LONGEST_HEADER);
    for (JsonNode block : blocks) {
      String section = block.at("/text/text").asText();
      assertThat(section.length()).isLessThanOrEqualTo(SlackMessage.LONGEST_SECTION);
      if (block.at("/text/type").asText().equals("mrkdwn")) {
        assertThat(section.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&", "<");
      }
    }
  }

  @Test
  void aLongSlackMessageIsCutAtFiftyBlocks() {
    String body = ("x".repeat(2_900) + "\n").repeat(60);

    JsonNode blocks =
        Json.mapper().valueToTree(SlackMessage.of("title", body, "footer")).get("blocks");

    assertThat(blocks).hasSize(SlackMessage.MOST_BLOCKS);
    assertThat(blocks.get(48).at("/text/text").asText()).isEqualTo("… and more than fits here");
    assertThat(blocks.get(49).at("/elements/0/text").asText()).isEqualTo("footer");
  }

  @Test
  void pagerDutyIsTriggeredAcknowledgedAndResolvedUnderOneKey() throws Exception {
    ReceiverSpec receiver =
        receiver(
            "{\"pagerduty\": {\"routingKey\": {\"env\": \"TOCSIN_SECRET_KEY\"}, "
                + "\"url\": \"%s\"}}");
    server.answers(Answer.of(202), Answer.of(202), Answer.of(429, "Retry-After", "5"));
    Channel pagerduty = new PagerDutyChannel(requests, Outside.SECRETS, Outside.PAGES, text);

    send(pagerduty, first("pagerduty"), receiver);
    send(pagerduty, acknowledged("pagerduty"), receiver);
    Outcome limited = send(pagerduty, over("pagerduty"), receiver);

    assertThat(limited).isEqualTo(new Outcome.Transient("answered 429", Duration.ofSeconds(5)));
    assertGolden("pagerduty-trigger", 0);
    assertGolden("pagerduty-acknowledge", 1);
    assertGolden("pagerduty-resolve", 2);
  }

  @Test
  void snsIsPublishedToWithTheGroupsAndTheNotificationsIds() throws Exception {
    ReceiverSpec receiver =
        receiver(
            """
            {"sns": {"topicArn": "arn:aws:sns:eu-west-1:123456789012:pages.fifo",
             "accessKey": {"env": "TOCSIN_SECRET_AWS_ID"},
             "secretKey": {"env": "TOCSIN_SECRET_AWS_KEY"},
             "attributes": {"team": "ops"}, "endpoint": "%s"}}\
            """);
    String throttled = "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>";
    String gone = "<ErrorResponse><Error><Code>NotFound</Code></Error></ErrorResponse>";
    server.answers(Answer.of(200), Answer.of(400, throttled), Answer.of(404, gone));
    Channel sns = new SnsChannel(requests, Outside.SECRETS, Outside.PAGES, text, Outside.CLOCK);

    assertThat(send(sns, first("sns"), receiver)).isInstanceOf(Outcome.Delivered.class);
    assertThat(send(sns, first("sns"), receiver))
        .isEqualTo(new Outcome.Transient("answered 400 Throttling", null));
    assertThat(send(sns, first("sns"), receiver))
        .isEqualTo(new Outcome.Permanent("answered 404 NotFound"));

    assertThat(server.requests().get(0).headers().get("Authorization"))
        .startsWith(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-west-1/sns/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date, Signature=");
    assertGolden("sns-publish", 0);
  }

  @Test
  void aShortMessageGoesToEveryNumberAsTheGatewayWantsIt() throws Exception {
    ReceiverSpec form =
        receiver(
            "{\"sms\": {\"url\": \"%s\", \"to\": [\"+14155550100\", \"+14155550101\"], "
                + "\"body\": \"To={to}&Body={text}\"}}");
    ReceiverSpec json =
        receiver(
            "{\"sms\": {\"url\": \"%s\", \"to\": [\"+14155550100\"], \"contentType\": "
                + "\"application/json\", \"body\": \"{|{|}\\\"to\\\": \\\"{to}\\\", \\\"text\\\": "
                + "\\\"{text}\\\"{|}|}\"}}");
    Channel sms = new SmsChannel(requests, Outside.SECRETS, Outside.PAGES, text);

    send(sms, first("sms"), form);
    send(sms, first("sms"), json);

    assertThat(server.requests())
        .extracting(Request::idempotencyKey)
        .containsExactly("n-1-0", "n-1-1", "n-1-0");
    assertGolden("sms-form", 0);
    assertGolden("sms-json", 2);
  }

  @Test
  void aWebhookIsSentAlertmanagersPayload() throws Exception {
    Channel webhook = new WebhookChannel(requests, Outside.SECRETS, Outside.PAGES, Outside.CLOCK);

    send(webhook, first("webhook"), receiver("{\"webhook\": {\"url\": \"%s\"}}"));

    assertGolden("webhook", 0);
  }

  private Channel slack() {
    return new SlackChannel(
        requests, Outside.SECRETS, Outside.PAGES, text, new Conversations("conversations"));
  }

  private ReceiverSpec receiver(String json) {
    return Intents.receiver(json.formatted(server.url()));
  }

  private static Notification first(String channel) {
    return Intents.intent("n-1", "ops", channel, "g", T, alert());
  }

  private static Notification acknowledged(String channel) {
    return Intents.later("n-2", first(channel), "kim", alert());
  }

  private static Notification over(String channel) {
    return Intents.later("n-3", first(channel), null, alert().resolved(T + 60_000, "cleared"));
  }

  private static Alert alert() {
    return firing("CPU <!channel> & \"co\"", Severity.EMERGENCY, T);
  }

  private static Outcome send(Channel channel, Notification intent, ReceiverSpec receiver)
      throws Exception {
    return channel.send(intent, receiver).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private void assertGolden(String name, int request) throws IOException {
    String body = server.requests().get(request).body();
    String readable =
        body.startsWith("{")
            ? Json.mapper().readTree(body).toPrettyString()
            : URLDecoder.decode(body.replace("&", "\n"), StandardCharsets.UTF_8);
    Path copy = Path.of("target", "golden", name + ".txt");
    Files.createDirectories(copy.getParent());
    Files.writeString(copy, readable + "\n");
    try (InputStream in = getClass().getResourceAsStream("/golden/" + name + ".txt")) {
      softly
          .assertThat(readable + "\n")
          .as("golden file %s", name)
          .isEqualTo(in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
