package dev.tocsin.router;

import static dev.tocsin.router.domain.Fixtures.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Topics;
import dev.tocsin.router.domain.CorrelationTest;
import dev.tocsin.router.domain.Rules;
import dev.tocsin.router.stream.RouterMeters;
import dev.tocsin.streams.StreamsSettings;
import dev.tocsin.testkit.TopologyHarness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Correlation and flapping on the whole topology. */
class CorrelationTopologyTest {
  private static final Topics TOPICS = new Topics("t.");

  private final TopologyHarness harness =
      TopologyHarness.of(
          new RouterTopology(
                  TOPICS,
                  () -> CorrelationTest.DEFINITIONS,
                  Rules.staleAfter(Duration.ofHours(1)),
                  new RouterMeters(new SimpleMeterRegistry()),
                  new StreamsSettings(
                          "test", "unused:9092", Path.of("target"), "0", Duration.ofMillis(100), 1)
                      .toProperties())
              .get(),
          Instant.ofEpochMilli(T));

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void alertsOfThreeServicesAreOnePageThatNamesTheCause() {
    for (String service : List.of("shop", "cart", "database")) {
      pipe(alert(service, T));
    }
    harness.advance(Duration.ofMinutes(1));

    List<Notification> outbox = harness.values(TOPICS.dispatch());
    assertThat(outbox).hasSize(1);
    assertThat(outbox.get(0).alerts())
        .extracting(a -> a.annotations().get(Alert.PROBABLE_CAUSE))
        .hasSize(3)
        .allSatisfy(
            cause -> assertThat(cause).startsWith("database: cart, shop depend on it; it began"));
    assertThat(harness.values(TOPICS.notifications()))
        .extracting(Notification::decision)
        .containsExactly(
            Decision.GROUPED,
            Decision.GROUPED,
            Decision.GROUPED,
            Decision.CORRELATED,
            Decision.INTENDED,
            Decision.GROUPED,
            Decision.GROUPED);
  }

  @Test
  void anAlertThatFlapsForAnHourPagesAFewTimesAndItsEndOnce() {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Alert alert = alert("mail", harness.now().toEpochMilli());
      pipe(alert);
      harness.advance(Duration.ofMinutes(1));
      pipe(alert.resolved(harness.now().toEpochMilli(), "cleared"));
      harness.advance(Duration.ofMinutes(1));
      harness.values(TOPICS.dispatch()).forEach(n -> told.add(n.alertStatus().name()));
    }
    assertThat(told).hasSizeLessThan(8).last().isEqualTo("FIRING");

    harness.advance(Duration.ofMinutes(70));

    List<Notification> end = harness.values(TOPICS.dispatch());
    assertThat(end)
        .filteredOn(n -> n.alertStatus() == Alert.Status.RESOLVED)
        .hasSize(1)
        .allSatisfy(n -> assertThat(n.alerts().get(0).reason()).startsWith("calm for 1h after"));
  }

  private void pipe(Alert alert) {
    harness.pipe(TOPICS.alerts(), alert.fingerprint(), alert);
  }

  private static Alert alert(String service, long at) {
    return Alert.firing("rule", "down", service, Severity.CRITICAL, Map.of(), Map.of(), at, at);
  }
}
