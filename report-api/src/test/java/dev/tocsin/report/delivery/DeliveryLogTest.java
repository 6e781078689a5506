package dev.tocsin.report.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.ReportScheduleSpec;
import dev.tocsin.events.egress.Requests;
import dev.tocsin.events.egress.Secrets;
import dev.tocsin.events.egress.TargetPolicy;
import dev.tocsin.report.projection.ReadModelDatabase;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who sends what, on the real PostgreSQL: several instances share nothing else. */
class DeliveryLogTest {
  private static final ReadModelDatabase DATABASE = new ReadModelDatabase();
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final long AT = 1_767_600_000_000L;
  private static final ReportScheduleSpec SPEC =
      new ReportScheduleSpec(
          null,
          "incidents",
          Map.of("from", "now-1d/d", "to", "now-1d/d", "service", "a&b"),
          "csv",
          "2026-01-05T08:00Z",
          "FREQ=DAILY",
          "Europe/Berlin",
          null,
          URI.create("http://127.0.0.1:9/x"),
          null);

  private final DeliveryLog log = new DeliveryLog(DATABASE.pool());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void ofManyWhoWantToSendItOneDoes() throws Exception {
    Due due = new Due("many", AT, SPEC);
    ExecutorService instances = Executors.newFixedThreadPool(8);
    List<Callable<OptionalInt>> claims = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      claims.add(() -> new DeliveryLog(DATABASE.pool()).claim(due, LONG));
    }
    int got = 0;
    for (Future<OptionalInt> claim : instances.invokeAll(claims)) {
      got += claim.get().isPresent() ? 1 : 0;
    }
    instances.shutdown();
    assertThat(got).isEqualTo(1);
  }

  @Test
  void aClaimThatIsNotSettledEndsAndWhatIsDeliveredIsNotSentAgain() {
    Due due = new Due("crash", AT, SPEC);
    assertThat(log.claim(due, Duration.ZERO)).hasValue(1);
    assertThat(log.claim(due, LONG)).hasValue(2);
    log.settle(due, 1, new Outcome.Delivered("by one that was too slow"), LONG);
    log.settle(due, 2, new Outcome.Later("answered 503"), Duration.ZERO);
    assertThat(log.claim(due, LONG)).hasValue(3);
    log.settle(due, 3, new Outcome.Delivered("answered 204"), Duration.ZERO);
    assertThat(log.claim(due, LONG)).isEmpty();
    assertThat(
            DATABASE.rows(
                "SELECT attempts, said, delivered_at IS NULL FROM report_delivery"
                    + " WHERE schedule = 'crash'"))
        .containsExactly("3|answered 204|false");
  }

  @Test
  void timesCountFromWhenItWasDue() {
    // Due at eight on the fifth of January: the fourth, as it was in Berlin.
    assertThat(new Due("x", AT, SPEC).path())
        .isEqualTo(
            "/api/v1/reports/incidents?format=csv&from=1767481200000&service=a%26b"
                + "&to=1767567600000&zone=Europe%2FBerlin");
  }

  @Test
  void innerAddressesAreRefusedUnlessAllowed() throws InterruptedException {
    Vertx vertx = Vertx.vertx();
    Document document = new Document("k", "t", "text/csv", "f.csv", new byte[1]);
    try {
      assertThat(sender(vertx, false).send(document, SPEC.webhook(), null))
          .isEqualTo(new Outcome.Never("host 127.0.0.1 has an inner address: IPv4 loopback"));
      assertThat(sender(vertx, true).send(document, SPEC.webhook(), null))
          .isInstanceOf(Outcome.Later.class);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static WebhookSender sender(Vertx vertx, boolean allowPrivate) {
    return new WebhookSender(
        new Requests(
            vertx,
            new TargetPolicy(Set.of("http", "https"), allowPrivate, List.of()),
            InetAddress::getAllByName,
            Duration.ofSeconds(30),
            Runnable::run,
            Clock.systemUTC()),
        new Secrets("S_", Path.of("none"), name -> null),
        Clock.systemUTC());
  }
}
