package dev.tocsin.report.scorer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import dev.tocsin.report.ReportConfig;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The anomaly scorer, asked directly: it alone keeps the windows' features and the models. */
@Singleton
public class Scorer {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String MODELS = "/api/v1/models";

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final List<URI> instances;

  @Inject
  Scorer(ReportConfig config) {
    this(config.report().scorerUrl());
  }

  Scorer(List<URI> instances) {
    this.instances = instances;
  }

  /**
   * What the scorer's instances show: one picture each, of the entities that it owns. Their axes
   * are different ones, so that points of two pictures say nothing about each other.
   *
   * @param pictures those that show something
   * @param unanswered how many instances did not answer
   */
  public record Pictures(List<Picture> pictures, int unanswered) {}

  /**
   * What entities are scored with.
   *
   * @param items the card of each model that scores, by entity
   * @param unanswered how many instances did not answer
   */
  public record Models(
      @Schema(implementation = Object[].class) List<JsonNode> items, int unanswered) {}

  /**
   * Entities in the plane of the first two principal components of their last windows' features.
   *
   * @param axes names the axes: only points of the same ones may be compared
   * @param explained the share of the variance that each of the two shows, 0 to 1
   * @param points where each entity was on average
   */
  public record Picture(String axes, List<Double> explained, List<Point> points) {}

  /**
   * Where an entity is, in standard deviations of the features.
   *
   * @param group the declared group of its service, or null
   * @param x along the first component
   * @param y along the second
   */
  public record Point(String entity, String group, double x, double y) {}

  /**
   * The pictures of a service and its instances, of a group, or of all entities; fails with an
   * {@link IOException} when no instance of the scorer answers.
   *
   * @param service null for all
   * @param group null for all; not with a service
   */
  public Uni<Pictures> pictures(String service, String group) {
    String path =
        "/api/v1/pictures"
            + (service == null ? "" : "/" + encoded(service))
            + (group == null ? "" : "?group=" + encoded(group));
    return all(path, Picture.class).map(Scorer::together);
  }

  private static Pictures together(Answers<Picture> answers) {
    return new Pictures(
        answers.came().stream().filter(picture -> !picture.points().isEmpty()).distinct().toList(),
        answers.missing());
  }

  /** The cards of the models that score; fails as {@link #pictures} does. */
  public Uni<Models> models() {
    return all(MODELS, Cards.class)
        .map(
            answers ->
                new Models(
                    answers.came().stream()
                        .flatMap(cards -> cards.items().stream())
                        .distinct()
                        .sorted(Comparator.comparing(card -> card.path("entity").asText()))
                        .toList(),
                    answers.missing()));
  }

  /**
   * What the instance that owns the entity says of its models, or that of one that does not; fails
   * with an {@link IOException} when the owner is perhaps one that does not answer.
   */
  public Uni<HttpResponse<byte[]>> models(String entity) {
    return owner(entity).map(Owner::answer);
  }

  /** Has the instance that owns the entity do something about its models; fails the same. */
  public Uni<HttpResponse<byte[]>> order(String entity, String what, byte[] body) {
    return owner(entity)
        .flatMap(
            owner ->
                owner.owns()
                    ? send(
                        HttpRequest.newBuilder(owner.at().resolve(path(entity) + "/" + what))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body)))
                    : Uni.createFrom().item(owner.answer()));
  }

  private Uni<Owner> owner(String entity) {
    List<Uni<Optional<Owner>>> asked =
        instances.stream()
            .map(
                at ->
                    orNothing(
                        send(HttpRequest.newBuilder(at.resolve(path(entity))))
                            .map(answer -> new Owner(at, answer))))
            .toList();
    return Uni.join().all(asked).andCollectFailures().flatMap(Scorer::whoOwns);
  }

  private static Uni<Owner> whoOwns(List<Optional<Owner>> answers) {
    Optional<Owner> owner =
        answers.stream().flatMap(Optional::stream).filter(Owner::owns).findFirst();
    return owner.isEmpty() && answers.stream().anyMatch(Optional::isEmpty)
        ? Uni.createFrom().failure(new IOException("not all scorers answer"))
        : Uni.createFrom().item(owner.or(() -> answers.get(0)).orElseThrow());
  }

  private record Owner(URI at, HttpResponse<byte[]> answer) {
    boolean owns() {
      return answer.statusCode() == 200;
    }
  }

  private record Cards(List<JsonNode> items) {}

  private record Answers<T>(List<T> came, int missing) {}

  /** What all instances answer that answer at all. */
  private <T> Uni<Answers<T>> all(String path, Class<T> type) {
    List<Uni<Optional<T>>> asked =
        instances.stream()
            .map(
                at ->
                    orNothing(
                        send(HttpRequest.newBuilder(at.resolve(path)))
                            .map(response -> read(response, type))))
            .toList();
    return Uni.join().all(asked).andCollectFailures().map(Unchecked.function(Scorer::answers));
  }

  private static <T> Answers<T> answers(List<Optional<T>> all) throws IOException {
    List<T> came = all.stream().flatMap(Optional::stream).toList();
    if (came.isEmpty()) {
      throw new IOException("no scorer answers");
    }
    return new Answers<>(came, all.size() - came.size());
  }

  private static <T> Uni<Optional<T>> orNothing(Uni<T> answer) {
    return answer.map(Optional::of).onFailure().recoverWithItem(Optional.empty());
  }

  private Uni<HttpResponse<byte[]>> send(HttpRequest.Builder request) {
    return Uni.createFrom()
        .completionStage(
            () -> http.sendAsync(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray()));
  }

  private static <T> T read(HttpResponse<byte[]> response, Class<T> type) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException("the scorer answered " + response.statusCode());
    }
    return Json.read(response.body(), type);
  }

  private static String path(String entity) {
    return MODELS
        + "/"
        + Arrays.stream(entity.split("/")).map(Scorer::encoded).collect(Collectors.joining("/"));
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
