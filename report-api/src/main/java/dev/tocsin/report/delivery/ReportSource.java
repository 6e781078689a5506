package dev.tocsin.report.delivery;

import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Asks this very service for a report: what is sent is what somebody would be answered, checked and
 * bounded alike.
 */
@Singleton
class ReportSource {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_BYTES = 20 << 20;
  private static final Pattern FILE = Pattern.compile("filename=\"([^\"]+)\"");

  private final HttpServer server;
  private final String host;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ReportSource(HttpServer server, @ConfigProperty(name = "quarkus.http.host") String host) {
    this.server = server;
    this.host = host.equals("0.0.0.0") ? "127.0.0.1" : host;
  }

  /** The report could not be had. */
  static final class UnansweredException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Outcome outcome;

    UnansweredException(Outcome outcome) {
      super(outcome.said());
      this.outcome = outcome;
    }

    Outcome outcome() {
      return outcome;
    }
  }

  /** The report as it is now. */
  Document read(Due due) throws UnansweredException, InterruptedException {
    HttpResponse<byte[]> answer;
    try {
      answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://" + host + ":" + server.getPort() + due.path()))
                  .timeout(PATIENCE)
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UnansweredException(new Outcome.Later("the report is not answered: " + e));
    }
    int status = answer.statusCode();
    byte[] body = answer.body();
    if (status != 200) {
      String said =
          "the report answers "
              + status
              + ": "
              + new String(body, 0, shown(body), StandardCharsets.UTF_8);
      throw new UnansweredException(
          status >= 500 ? new Outcome.Later(said) : new Outcome.Never(said));
    }
    if (body.length > MOST_BYTES) {
      throw new UnansweredException(new Outcome.Never("the report is over 20 MiB"));
    }
    return new Document(
        due.key(),
        due.title(),
        answer.headers().firstValue("Content-Type").orElse("application/octet-stream"),
        fileName(answer, due),
        body);
  }

  private static int shown(byte[] body) {
    return Math.min(body.length, 500);
  }

  private static String fileName(HttpResponse<?> answer, Due due) {
    Matcher named = FILE.matcher(answer.headers().firstValue("Content-Disposition").orElse(""));
    return named.find()
        ? named.group(1)
        : "tocsin-" + due.spec().report() + "." + due.spec().format();
  }
}
