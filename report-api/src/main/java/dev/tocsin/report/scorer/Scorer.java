package dev.tocsin.report.scorer;

import dev.tocsin.events.Json;
import dev.tocsin.report.ReportConfig;
import io.smallrye.mutiny.Uni;
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

/** The anomaly scorer, asked directly: it alone keeps the windows' features. */
@Singleton
public class Scorer {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI base;

  @Inject
  Scorer(ReportConfig config) {
    this(config.report().scorerUrl());
  }

  Scorer(URI base) {
    this.base = base;
  }

  /**
   * Entities in the plane of the first two principal components of their last windows' features.
   *
   * @param explained the share of the variance that each of the two shows, 0 to 1; empty when there
   *     is nothing to tell apart
   * @param points where each entity was on average
   */
  public record Picture(List<Double> explained, List<Point> points) {}

  /**
   * Where an entity is, in standard deviations of the features.
   *
   * @param x along the first component
   * @param y along the second
   */
  public record Point(String entity, double x, double y) {}

  /**
   * The picture of a service and its instances, or of all entities; fails with an {@link
   * IOException} when the scorer does not answer.
   *
   * @param service null for all
   */
  public Uni<Picture> picture(String service) {
    String path = "/api/v1/pictures" + (service == null ? "" : "/" + encoded(service));
    HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build();
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
