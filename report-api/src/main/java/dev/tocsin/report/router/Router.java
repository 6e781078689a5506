package dev.tocsin.report.router;

import dev.tocsin.report.ReportConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The alert router, asked directly: it alone knows what its templates may do. */
@Singleton
public class Router {
  /** A template has half a second. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI base;

  @Inject
  Router(ReportConfig config) {
    this(config.report().routerUrl());
  }

  Router(URI base) {
    this.base = base;
  }

  /** What a template would say; the router's own answer. */
  public Uni<HttpResponse<byte[]>> preview(byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/api/v1/templates/preview"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return Uni.createFrom()
        .completionStage(() -> http.sendAsync(request, BodyHandlers.ofByteArray()));
  }
}
