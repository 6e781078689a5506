package dev.tocsin.report.scorer;

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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The anomaly scorer, asked directly: it alone keeps the windows' features. */
@Singleton
public class Scorer {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

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
   * @param x along the first component
   * @param y along the second
   */
  public record Point(String entity, double x, double y) {}

  /**
   * The pictures of a service and its instances, or of all entities; fails with an {@link
   * IOException} when no instance of the scorer answers.
   *
   * @param service null for all
   */
  public Uni<Pictures> pictures(String service) {
    String path = "/api/v1/pictures" + (service == null ? "" : "/" + encoded(service));
    List<Uni<Optional<Picture>>> asked =
        instances.stream()
            .map(
                at ->
                    picture(at.resolve(path))
                        .map(Optional::of)
                        .onFailure()
                        .recoverWithItem(Optional.empty()))
            .toList();
    return Uni.join().all(asked).andCollectFailures().map(Unchecked.function(Scorer::together));
  }

  private static Pictures together(List<Optional<Picture>> answers) throws IOException {
    List<Picture> answered = answers.stream().flatMap(Optional::stream).toList();
    if (answered.isEmpty()) {
      throw new IOException("no scorer answers");
    }
    return new Pictures(
        answered.stream().filter(picture -> !picture.points().isEmpty()).distinct().toList(),
        answers.size() - answered.size());
  }

  private Uni<Picture> picture(URI at) {
    HttpRequest request = HttpRequest.newBuilder(at).timeout(PATIENCE).build();
    return Uni.createFrom()
        .completionStage(() -> http.sendAsync(request, BodyHandlers.ofByteArray()))
        .map(Scorer::read);
  }

  private static Picture read(HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException("the scorer answered " + response.statusCode());
    }
    return Json.read(response.body(), Picture.class);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
