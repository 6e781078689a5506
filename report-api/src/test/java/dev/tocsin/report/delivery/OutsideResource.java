package dev.tocsin.report.delivery;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those who get reports: a mail server, and a web server that takes whatever is posted. */
public final class OutsideResource implements QuarkusTestResourceLifecycleManager {
  /** What is in the file {@code reports} among the secrets. */
  static final String KEY = "between us";

  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
          .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

  private final List<Posted> posted = new CopyOnWriteArrayList<>();
  private HttpServer web;
  private Path secrets;

  /** What was posted. */
  record Posted(String key, String type, String time, String signature, byte[] body) {}

  @Override
  public Map<String, String> start() {
    mail.start();
    try {
      secrets = Files.createTempDirectory("secrets");
      Files.writeString(secrets.resolve("reports"), KEY);
      web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    web.createContext(
        "/",
        exchange -> {
          posted.add(
              new Posted(
                  exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                  exchange.getRequestHeaders().getFirst("Content-Type"),
                  exchange.getRequestHeaders().getFirst("X-Tocsin-Timestamp"),
                  exchange.getRequestHeaders().getFirst("X-Tocsin-Signature"),
                  exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    web.start();
    return Map.of(
        "tocsin.report.deliveries.smtp.host", "127.0.0.1",
        "tocsin.report.deliveries.smtp.port", String.valueOf(mail.getSmtp().getPort()),
        "tocsin.report.deliveries.secrets.directory", secrets.toString(),
        "tocsin.report.deliveries.every", "100ms",
        "tocsin.report.deliveries.allow-private", "true");
  }

  GreenMail mail() {
    return mail;
  }

  List<Posted> posted() {
    return posted;
  }

  String address() {
    return "http://127.0.0.1:" + web.getAddress().getPort() + "/reports";
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(OutsideResource.class));
  }

  @Override
  public void stop() {
    mail.stop();
    web.stop(0);
  }
}
