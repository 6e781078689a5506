package dev.tocsin.router.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Page;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.contact.Slack;
import dev.tocsin.events.egress.Answer;
import dev.tocsin.events.egress.Requests;
import dev.tocsin.events.egress.Secrets;
import dev.tocsin.router.text.PageText;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Slack. A bot says a group's first notice in the channel and what follows in that message's
 * thread; when all is over it updates the first message. An incoming webhook can only say.
 */
public record SlackChannel(
    Requests requests, Secrets secrets, Pages pages, PageText text, Conversations conversations)
    implements Channel {
  private static final String JSON = "application/json; charset=utf-8";

  /** Errors that go away by themselves. */
  private static final Set<String> LATER =
      Set.of(
          "ratelimited",
          "rate_limited",
          "service_unavailable",
          "internal_error",
          "fatal_error",
          "request_timeout",
          "team_added_to_org");

  @Override
  public CompletionStage<Outcome> send(Notification intent, ReceiverSpec receiver) {
    Slack slack = receiver.contact(intent.channel(), Slack.class);
    Page page = pages.of(intent);
    String footer = page.reason() + " · notification " + page.notificationId();
    Map<String, Object> message =
        SlackMessage.of(
            text.title(receiver.templates(), page), text.slack(receiver.templates(), page), footer);
    if (slack.token() == null) {
      URI hook = WebhookChannel.address(secrets.find(slack.url()));
      return requests
          .post(hook, Map.of("Content-Type", JSON), Json.write(message))
          .thenApply(Outcome::usual);
    }
    return say(intent, slack, message);
  }

  private CompletionStage<Outcome> say(
      Notification intent, Slack slack, Map<String, Object> message) {
    // Once there was one of each kind, and its conversations are still known under this key.
    String number = intent.channel().substring(ReceiverSpec.kind(intent.channel()).length());
    String key = intent.receiver() + "/" + intent.thread() + number;
    Said first = said(conversations.find(key));
    boolean over = intent.alertStatus() == Alert.Status.RESOLVED;
    boolean update = over && first != null;
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("channel", first == null ? slack.channel() : first.channel());
    if (first != null) {
      body.put(update ? "ts" : "thread_ts", first.ts());
    }
    body.putAll(message);
    Map<String, String> headers =
        Map.of("Content-Type", JSON, "Authorization", "Bearer " + secrets.find(slack.token()));
    URI method = URI.create(slack.api() + (update ? "/chat.update" : "/chat.postMessage"));
    Function<Said, ProducerRecord<String, byte[]>> noted =
        answered -> {
          if (first == null && !over) {
            return conversations.note(key, Json.write(answered));
          }
          return update ? conversations.note(key, null) : null;
        };
    return requests
        .post(method, headers, Json.write(body))
        .thenApply(reply -> Outcome.of(reply, answer -> outcome(answer, noted)));
  }

  private static Outcome outcome(
      Answer answer, Function<Said, ProducerRecord<String, byte[]>> noted) {
    if (!answer.accepted()) {
      return Outcome.byStatus(answer);
    }
    JsonNode body;
    try {
      body = Json.mapper().readTree(answer.body());
    } catch (JsonProcessingException e) {
      return new Outcome.Transient(answer.said() + " with what is not JSON", null);
    }
    if (body.path("ok").asBoolean()) {
      Said said = new Said(body.path("channel").asText(), body.path("ts").asText());
      return new Outcome.Delivered("said in " + said.channel(), noted.apply(said));
    }
    String error = body.path("error").asText("unknown").replaceAll("[^a-z_]", "");
    if (LATER.contains(error)) {
      Duration wait = answer.retryAfter();
      return new Outcome.Transient("Slack says " + error, wait);
    }
    return new Outcome.Permanent("Slack says " + error);
  }

  private static Said said(byte[] value) {
    return value == null ? null : Json.read(value, Said.class);
  }

  /** A message: its channel's id, and its own within that. */
  record Said(String channel, String ts) {}
}
