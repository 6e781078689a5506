package dev.tocsin.report.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tocsin.report.scorer.Scorer.Models;
import dev.tocsin.report.scorer.Scorer.Picture;
import dev.tocsin.report.scorer.Scorer.Pictures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pictures and models of several instances of the scorer, over real sockets. */
class ScorerTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final URI NOBODY = URI.create("http://127.0.0.1:9");

  private final List<HttpServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void eachInstanceHasAPictureWithAxesOfItsOwn() throws IOException {
    URI one = instance("/api/v1/pictures", picture("0a", "shop", 1.5));
    URI other = instance("/api/v1/pictures", picture("0b", "bank", -2));
    URI idle = instance("/api/v1/pictures", "{\"axes\":\"\",\"explained\":[],\"points\":[]}");

    Pictures pictures = ask(List.of(one, other, idle, NOBODY), null);

    assertThat(pictures.pictures()).extracting(Picture::axes).containsExactly("0a", "0b");
    assertThat(pictures.pictures().get(1).points())
        .containsExactly(new Scorer.Point("bank", null, -2, 0.5));
    assertThat(pictures.unanswered()).isEqualTo(1);
  }

  @Test
  void oneInstanceBehindTwoAddressesIsOnePicture() throws IOException {
    URI one = instance("/api/v1/pictures/a%2Fb", picture("0a", "a/b", 1));
    assertThat(ask(List.of(one, one), "a/b").pictures()).hasSize(1);
  }

  @Test
  void aGroupHasAPictureOfItsOwn() throws IOException {
    URI one = instance("/api/v1/pictures?group=my%20shops", picture("0a", "shop", 1));
    Pictures pictures = new Scorer(List.of(one)).pictures(null, "my shops").await().atMost(SOON);
    assertThat(pictures.pictures()).hasSize(1);
    assertThat(pictures.unanswered()).isZero();
  }

  @Test
  void whenNobodyAnswersThereIsNone() {
    assertThatThrownBy(() -> ask(List.of(NOBODY), null)).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void theModelsOfAllInstancesAreOneList() throws IOException {
    URI one = instance("/api/v1/models", "{\"items\":[{\"entity\":\"shop\"}]}");
    URI other = instance("/api/v1/models", "{\"items\":[{\"entity\":\"bank\"}]}");

    Models models = new Scorer(List.of(one, other, NOBODY)).models().await().atMost(SOON);

    assertThat(models.items())
        .extracting(card -> card.path("entity").asText())
        .containsExactly("bank", "shop");
    assertThat(models.unanswered()).isEqualTo(1);
  }

  @Test
  void theInstanceThatOwnsAnEntityAnswersForItsModels() throws IOException {
    URI stranger = instance("/none", "{}");
    URI owner = instance("/api/v1/models/a%20b/c", "{\"entity\":\"a b/c\"}");
    Scorer scorer = new Scorer(List.of(stranger, owner, NOBODY));

    HttpResponse<byte[]> models = scorer.models("a b/c").await().atMost(SOON);

    assertThat(models.statusCode()).isEqualTo(200);
    assertThat(models.uri().getPort()).isEqualTo(owner.getPort());
    assertThat(scorer.order("a b/c", "train", new byte[0]).await().atMost(SOON).uri().getPath())
        .isEqualTo("/api/v1/models/a b/c/train");
  }

  @Test
  void whoOwnsAnEntityIsNotKnownWhileOneDoesNotAnswer() throws IOException {
    URI stranger = instance("/none", "{}");
    assertThat(new Scorer(List.of(stranger)).models("x").await().atMost(SOON).statusCode())
        .isEqualTo(404);
    assertThatThrownBy(() -> new Scorer(List.of(stranger, NOBODY)).models("x").await().atMost(SOON))
        .hasRootCauseInstanceOf(IOException.class);
  }

  private static Pictures ask(List<URI> instances, String service) {
    return new Scorer(instances).pictures(service, null).await().atMost(SOON);
  }

  private URI instance(String path, String answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean known = exchange.getRequestURI().toString().equals(path);
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(known ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static String picture(String axes, String entity, double x) {
    return "{\"axes\":\"%s\",\"explained\":[0.6,0.3],\"points\":[{\"entity\":\"%s\",\"x\":%s,\"y\":0.5}]}"
        .formatted(axes, entity, x);
  }
}
