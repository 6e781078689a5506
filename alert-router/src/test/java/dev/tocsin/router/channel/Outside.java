package dev.tocsin.router.channel;

import static dev.tocsin.router.domain.Fixtures.T;

import dev.tocsin.events.egress.Requests;
import dev.tocsin.events.egress.Resolver;
import dev.tocsin.events.egress.Secrets;
import dev.tocsin.events.egress.TargetPolicy;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What channels need to reach the outside, for tests. */
final class Outside implements AutoCloseable {
  static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(T), ZoneOffset.UTC);
  static final Pages PAGES = new Pages("https://tocsin.example.org");

  static final Secrets SECRETS =
      new Secrets(
          "TOCSIN_SECRET_",
          Path.of("/nowhere"),
          Map.of(
                  "TOCSIN_SECRET_KEY",
                  "s3cret",
                  "TOCSIN_SECRET_AWS_ID",
                  "AKIDEXAMPLE",
                  "TOCSIN_SECRET_AWS_KEY",
                  "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
              ::get);

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  /** Requests that may go anywhere. */
  Requests requests(Duration deadline) {
    return requests(deadline, true, InetAddress::getAllByName);
  }

  Requests requests(Duration deadline, boolean allowPrivate, Resolver resolver) {
    TargetPolicy policy = new TargetPolicy(Set.of("http", "https"), allowPrivate, List.of());
    return new Requests(vertx, policy, resolver, deadline, threads, CLOCK);
  }

  Vertx vertx() {
    return vertx;
  }

  @Override
  public void close() {
    vertx.close();
    threads.shutdownNow();
  }
}
