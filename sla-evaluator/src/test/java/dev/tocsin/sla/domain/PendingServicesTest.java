package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.RequestReader;
import dev.tocsin.events.RequestView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingServicesTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final double[] BOUNDS = {10, 100};

  private final RequestReader reader = new RequestReader(Duration.ofMinutes(5));
  private final PendingServices pending = new PendingServices();

  /** More services than names have numbers, so that they lose them to each other all the time. */
  @Test
  void eachServiceIsCountedByItself() {
    for (int round = 0; round < 3; round++) {
      for (int service = 0; service < 50_000; service++) {
        count((service % 2 == 0 ? "s-" : "a-service-of-a-longer-name-") + service, 5);
      }
    }
    Map<String, Long> counts = new HashMap<>();
    pending.handOn(
        each ->
            each.deltas()
                .forEach(
                    delta -> {
                      assertThat(delta.key().service()).isEqualTo(each.service());
                      counts.merge(each.service(), delta.tally().count(), Long::sum);
                    }));
    assertThat(counts).hasSize(50_000).containsEntry("s-48", 3L);
    assertThat(counts.values()).containsOnly(3L);
    assertThat(pending.none()).isTrue();
  }

  @Test
  void whatIsCountedAfterwardsBeginsAtZero() {
    count("shop", 5);
    count("shop", 50);
    assertThat(within(handedOn())).containsExactly("10.0 1 of 2", "100.0 2 of 2");
    count("shop", 500);
    List<Delta> again = handedOn();
    assertThat(again).hasSize(1);
    RequestTally tally = (RequestTally) again.get(0).tally();
    assertThat(tally.count()).isEqualTo(1);
    assertThat(within(again)).containsExactly("10.0 0 of 1", "100.0 0 of 1");
    assertThat(handedOn()).isEmpty();
  }

  @Test
  void aLaterMinuteOfASeriesIsAnotherOneWhereverItIsCounted() {
    count("shop", 5);
    handedOn();
    // The place that was handed on goes to the first of two minutes that are looked up together.
    Tally later = lookUp(1);
    Tally earlier = lookUp(0);
    later.add(7);
    earlier.add(3);
    assertThat(pending.series()).isEqualTo(2);
    assertThat(minutes(handedOn())).containsExactly("0: 3", "1: 7");
    lookUp(2).add(1);
    assertThat(pending.series()).isEqualTo(1);
    assertThat(minutes(handedOn())).containsExactly("2: 1");
    assertThat(pending.series()).isZero();
    assertThat(handedOn()).isEmpty();
  }

  private Tally lookUp(int minute) {
    long time = NOW + minute * SliceKey.MINUTE_MS;
    return pending.tally(pending.of("shop"), Input.REQUESTS, "", "", "", time);
  }

  private static List<String> minutes(List<Delta> deltas) {
    return deltas.stream()
        .map(each -> (each.key().minute() - NOW) / SliceKey.MINUTE_MS + ": " + each.tally().count())
        .toList();
  }

  @Test
  void boundsThatAreNotDeclaredAnyMoreAreForgottenWithWhatWasHandedOn() {
    count("shop", 5);
    handedOn();
    RequestView event = read("shop", 5);
    tally(event).add(event, new double[] {7});
    assertThat(within(handedOn())).containsExactly("7.0 1 of 1");
  }

  @Test
  void offsetsAreThoseOfAllThatWasSeen() {
    Tally tally = Tally.of(Input.REQUESTS);
    tally.seen(NOW, 3, 17);
    tally.seen(NOW, 3, 12);
    tally.seen(NOW, 1, 5);
    tally.seen(NOW, 3, 20);
    List<String> ranges = new ArrayList<>();
    tally
        .offsets()
        .forEach((partition, first, last) -> ranges.add(partition + " " + first + "-" + last));
    assertThat(ranges).containsExactly("1 5-5", "3 12-20");
  }

  private void count(String service, double latencyMs) {
    RequestView event = read(service, latencyMs);
    tally(event).add(event, BOUNDS);
  }

  private RequestTally tally(RequestView event) {
    return (RequestTally)
        pending.tally(pending.of(event), Input.REQUESTS, "", "", "", event.timestamp());
  }

  private RequestView read(String service, double latencyMs) {
    String json =
        "{\"timestamp\":%d,\"service\":\"%s\",\"latencyMs\":%s,\"success\":true}"
            .formatted(NOW, service, latencyMs);
    reader.clear();
    assertThat(reader.read(json.getBytes(StandardCharsets.UTF_8), NOW)).isNull();
    assertThat(reader.get(0).service()).isEqualTo(service);
    return reader.get(0);
  }

  /** What is handed on is written and read before anything is counted again: so is a copy. */
  private List<Delta> handedOn() {
    List<Delta> all = new ArrayList<>();
    pending.handOn(
        each ->
            each.deltas()
                .forEach(
                    delta -> {
                      Tally copy = Tally.of(delta.key().input());
                      copy.merge(delta.tally());
                      all.add(new Delta(delta.key(), copy));
                    }));
    return all;
  }

  private static List<String> within(List<Delta> deltas) {
    List<String> all = new ArrayList<>();
    for (Delta each : deltas) {
      ((RequestTally) each.tally())
          .within()
          .forEach((bound, within, of) -> all.add(bound + " " + within + " of " + of));
    }
    return all;
  }
}
