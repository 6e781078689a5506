package dev.tocsin.report.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.RequestEvent;
import dev.tocsin.report.projection.FleetLedger.Step;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Sums and offsets change together on the real PostgreSQL, and of two who add up one does. */
class FleetLedgerTest {
  private static final ReadModelDatabase DATABASE = new ReadModelDatabase();
  private static final long DAY = 86_400_000;
  private static final long T = 20_000 * DAY;

  private final FleetLedger ledger = new FleetLedger(DATABASE.pool());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void devicesAreWhoTheySaidLastAndTheirDaysAddUp() {
    FleetSums first = new FleetSums();
    first.add(request("d-1", "eu", "pos", T + 5, 10, 1, 500), 1);
    first.add(request("d-1", "us", "atm", T + DAY + 5, 2, 0, 60), 2);
    first.add(request(null, "eu", "pos", T, 7, 0, 70), 2);
    ledger.write(first, List.of(step("a", null, 3)));
    FleetSums late = new FleetSums();
    late.add(request("d-1", "eu", "pos", T + 4, 5, 2, 100), 3);
    ledger.write(late, List.of(step("a", 3L, 4)));

    assertThat(DATABASE.rows("SELECT * FROM device WHERE device = 'd-1'"))
        .containsExactly("d-1|us|atm|%d|%d|3".formatted(T + 4, T + DAY + 5));
    assertThat(DATABASE.rows("SELECT * FROM device_day WHERE device = 'd-1' ORDER BY day"))
        .containsExactly(T + "|d-1|15|3|600.0|3", (T + DAY) + "|d-1|2|0|60.0|2");
  }

  @Test
  void metricsAddUpByHour() {
    FleetSums sums = new FleetSums();
    sums.add(metrics("shop", "d-2", T + 1, 40), 1);
    sums.add(metrics("shop", null, T + 2, 60), 2);
    ledger.write(sums, List.of(step("m", null, 2)));
    FleetSums more = new FleetSums();
    more.add(metrics("shop", "d-2", T + 3, 80), 3);
    ledger.write(more, List.of(step("m", 2L, 3)));

    assertThat(DATABASE.rows("SELECT * FROM metric_hour"))
        .containsExactly("shop|cpu|" + T + "|3|180.0|40.0|80.0|3");
    assertThat(DATABASE.rows("SELECT device_type, last_seen FROM device WHERE device = 'd-2'"))
        .containsExactly("|" + (T + 3));
  }

  @Test
  void whoeverIsNotAloneHasWrittenNothing() {
    ledger.write(new FleetSums(), List.of(step("x", null, 5)));
    FleetSums sums = new FleetSums();
    sums.add(request("twice", "eu", "pos", T, 1, 0, 1), 1);

    for (Long believed : new Long[] {null, 4L}) {
      assertThatThrownBy(() -> ledger.write(sums, List.of(step("x", believed, 9))))
          .isInstanceOf(FencedException.class);
    }
    assertThat(DATABASE.rows("SELECT * FROM device WHERE device = 'twice'")).isEmpty();
    assertThat(ledger.positions().get(new TopicPartition("x", 0)).next()).isEqualTo(5);
  }

  private static Step step(String topic, Long from, long to) {
    TopicPartition partition = new TopicPartition(topic, 0);
    return new Step(
        from == null ? null : new Position(partition, "id", 0, from, 0),
        new Position(partition, "id", 0, to, 0));
  }

  private static RequestEvent request(
      String device,
      String region,
      String type,
      long at,
      long count,
      long errors,
      double latencySumMs) {
    return new RequestEvent(
        at,
        "shop",
        null,
        null,
        region,
        type,
        device == null ? Map.of() : Map.of(FleetSums.LABEL, device),
        count,
        errors,
        latencySumMs,
        null,
        null,
        null);
  }

  private static MetricsEvent metrics(String service, String instance, long at, double cpu) {
    return new MetricsEvent(at, service, instance, Map.of("cpu", cpu), Map.of());
  }
}
