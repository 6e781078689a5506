package dev.tocsin.standalone.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Json;
import dev.tocsin.standalone.StandaloneException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Declares definitions to a report API, and asks it for them. */
public final class DefinitionsClient {
  private static final int CONNECT_MILLIS = 10_000;

  /** What an objective would have said takes the evaluator up to half a minute. */
  private static final int ANSWER_MILLIS = 45_000;

  /** How long it is asked again after it has said that it cannot answer yet. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int LONGEST_REST_SECONDS = 5;

  private final URI base;
  private final Consumer<String> progress;

  /**
   * @param base where the report API listens, without a path
   * @param progress is told that it is waited for, and why
   */
  public DefinitionsClient(URI base, Consumer<String> progress) {
    this.base = base;
    this.progress = progress;
  }

  /**
   * What it said.
   *
   * @param status the HTTP status
   * @param body the JSON that came with it, missing when none did
   * @param restSeconds how long to wait before it is asked again; {@value #NO_REST} when it does
   *     not say
   */
  public record Answer(int status, JsonNode body, int restSeconds) {
    static final int NO_REST = -1;

    /** Whether the same may be answered otherwise in a while. */
    boolean later() {
      return status == HttpURLConnection.HTTP_UNAVAILABLE && restSeconds != NO_REST;
    }

    /** Whether it did what it was asked. */
    public boolean fine() {
      return status / 100 == 2;
    }

    /** Why it did not. */
    public String detail() {
      return body.path("detail").asText("answered " + status);
    }
  }

  /**
   * The definition as it stands now.
   *
   * @throws StandaloneException when there is no answer
   */
  public Optional<Definition> find(DefinitionKind kind, String name) {
    Answer answer = ask("GET", path(kind, name), null);
    if (answer.status() == HttpURLConnection.HTTP_NOT_FOUND) {
      return Optional.empty();
    }
    return Optional.of(definition(expected(answer)));
  }

  /**
   * All definitions, by kind and name.
   *
   * @param kind only of this kind, unless null
   * @throws StandaloneException when there is no answer
   */
  public List<Definition> all(DefinitionKind kind) {
    String filter = kind == null ? "" : "?kind=" + kind.json();
    JsonNode listing = expected(ask("GET", "/api/v1/definitions" + filter, null));
    if (listing.path("truncated").asBoolean()) {
      throw new StandaloneException("there are too many definitions for one answer; say --kind");
    }
    List<Definition> all = new ArrayList<>();
    listing.path("items").forEach(each -> all.add(definition(each)));
    return all;
  }

  /** Declares what does not exist yet; 409 when it does. */
  public Answer create(Definition definition) {
    return ask("POST", "/api/v1/definitions", tree(definition, definition.version()));
  }

  /** Declares it over the present version, which 0 leaves open; 409 when that is another one. */
  public Answer put(Definition definition, long present) {
    return ask("PUT", path(definition.kind(), definition.name()), tree(definition, present));
  }

  /** Withdraws it. */
  Answer delete(DefinitionKind kind, String name) {
    return ask("DELETE", path(kind, name), null);
  }

  /**
   * What an objective would have said.
   *
   * @param question times and service, as the service's page says them
   * @param publish whether that is also published beside the live history
   * @param verdicts about how many verdicts to list of each service
   */
  Answer ask(Definition objective, ObjectNode question, boolean publish, int verdicts) {
    question.set("definition", tree(objective, objective.version()));
    String path = publish ? "/api/v1/replay" : "/api/v1/what-if";
    return ask("POST", path + "?verdicts=" + verdicts, question);
  }

  /** Begins to make all tables anew; 409 when that is under way already. */
  Answer rebuild() {
    return ask("POST", "/api/v1/rebuild", Json.mapper().createObjectNode());
  }

  /** How far that is: {@code {phase, records, lag, reason}}. */
  JsonNode rebuilding() {
    return expected(ask("GET", "/api/v1/rebuild", null));
  }

  /** Has a notification sent again that was given up; 409 when it was not. */
  Answer redeliver(String id, String reason) {
    ObjectNode request = Json.mapper().createObjectNode();
    request.put("actor", System.getProperty("user.name", "tocsin"));
    request.put("reason", reason);
    return ask("POST", "/api/v1/notifications/" + segment(id) + "/redeliver", request);
  }

  /**
   * Notifications that were given up at some time, newest first.
   *
   * @param receiver only this one's, unless null
   * @throws StandaloneException when there is no answer
   */
  List<String> givenUp(String receiver) {
    String filter = receiver == null ? "" : "&receiver=" + segment(receiver);
    JsonNode listing =
        expected(ask("GET", "/api/v1/notifications?decision=given_up&limit=10000" + filter, null));
    List<String> ids = new ArrayList<>();
    listing.path("items").forEach(each -> ids.add(each.path("notificationId").asText()));
    return ids.stream().distinct().toList();
  }

  private static String path(DefinitionKind kind, String name) {
    return "/api/v1/definitions/" + kind.json() + "/" + segment(name);
  }

  private static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static JsonNode tree(Definition definition, long version) {
    ObjectNode tree = Json.mapper().valueToTree(definition);
    if (version == 0) {
      tree.remove("version");
    } else {
      tree.put("version", version);
    }
    return tree;
  }

  private Definition definition(JsonNode tree) {
    try {
      return Json.mapper().treeToValue(tree, Definition.class);
    } catch (IOException e) {
      throw new StandaloneException("this is no report API: " + base, e);
    }
  }

  private JsonNode expected(Answer answer) {
    if (!answer.fine()) {
      throw new StandaloneException("the report API at " + base + ": " + answer.detail());
    }
    return answer.body();
  }

  /** Asks until it does not say "later", as one does that has just been started; with a limit. */
  private Answer ask(String method, String path, JsonNode body) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Answer answer = askOnce(method, path, body);
    while (answer.later() && System.nanoTime() < deadline) {
      progress.accept(
          "the report API at %s says: %s; it is asked again, for at most %d s"
              .formatted(base, answer.detail(), PATIENCE.toSeconds()));
      LockSupport.parkNanos(
          Duration.ofSeconds(Math.min(answer.restSeconds(), LONGEST_REST_SECONDS)).toNanos());
      answer = askOnce(method, path, body);
    }
    return answer;
  }

  private Answer askOnce(String method, String path, JsonNode body) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) base.resolve(path).toURL().openConnection();
      connection.setRequestMethod(method);
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(ANSWER_MILLIS);
      connection.setRequestProperty("Accept", "application/json");
      if (body != null) {
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("X-Actor", System.getProperty("user.name", ""));
        connection.setDoOutput(true);
        try (OutputStream to = connection.getOutputStream()) {
          to.write(Json.write(body));
        }
      }
      int status = connection.getResponseCode();
      int rest = connection.getHeaderFieldInt("Retry-After", Answer.NO_REST);
      Answer answer = new Answer(status, read(connection, status), rest);
      connection.disconnect();
      return answer;
    } catch (IOException | IllegalArgumentException e) {
      throw new StandaloneException(
          "no report API answers at %s (%s); './tocsin up' starts one"
              .formatted(base, e.getMessage()),
          e);
    }
  }

  private static JsonNode read(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      JsonNode body = in == null ? null : Json.mapper().readTree(in);
      return body == null ? MissingNode.getInstance() : body;
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
