package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  private static final long NOW = 1_760_000_000_000L;
  private static final String GOOD =
      "{\"timestamp\":1759999999000,\"service\":\"api\",\"latencyMs\":12.5,\"success\":true}";

  private final EventReader<RequestEvent> requests =
      EventReader.requests(EventReader.DEFAULT_MAX_CLOCK_SKEW);

  @Test
  void readsOneEvent() {
    Batch<RequestEvent> batch = requests.read(utf8(GOOD), NOW);
    assertThat(batch.unreadable()).isNull();
    RequestEvent event = batch.events().get(0).event();
    assertThat(event.service()).isEqualTo("api");
    assertThat(event.timestamp()).isEqualTo(1_759_999_999_000L);
    assertThat(event.count()).isEqualTo(1);
    assertThat(event.errors()).isZero();
    assertThat(event.latencySumMs()).isEqualTo(12.5);
    assertThat(event.latency()).isNull();
    assertThat(event.labels()).isEmpty();
  }

  @Test
  void aBadEventOfAnArrayCostsOnlyItself() {
    Batch<RequestEvent> batch =
        requests.read(utf8("[" + GOOD + ", 7, {\"service\":3, \"x\":[{}]} ," + GOOD + "]"), NOW);
    assertThat(batch.unreadable()).isNull();
    assertThat(batch.events()).extracting(Parsed::position).containsExactly(0, 1, 2, 3);
    assertThat(batch.events())
        .extracting(Parsed::accepted)
        .containsExactly(true, false, false, true);
    assertThat(batch.events().get(1).rejected().reason()).isEqualTo("must be a JSON object");
    assertThat(batch.events().get(2).rejected().field()).isEqualTo("service");
  }

  @Test
  void givesEachEventsOwnBytes() {
    String second = "{ \"é\" : \"€\" , " + GOOD.substring(1);
    Batch<RequestEvent> batch = requests.read(utf8(" [" + GOOD + " ,\n" + second + "] "), NOW);
    assertThat(batch.events()).hasSize(2);
    assertThat(batch.events().get(0).raw()).isEqualTo(utf8(GOOD));
    assertThat(batch.events().get(1).raw()).isEqualTo(utf8(second));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheEvent() {
    Batch<RequestEvent> batch = requests.read(utf8("\uFEFF" + GOOD), NOW);
    assertThat(batch.unreadable()).isNull();
    assertThat(batch.events().get(0).raw()).isEqualTo(utf8(GOOD));
  }

  @Test
  void readsAPartOfALargerInput() {
    byte[] lines = utf8("garbage\n" + GOOD + "\n" + GOOD);
    List<Parsed<RequestEvent>> events = new ArrayList<>();
    Rejected unreadable = requests.read(lines, 8, 8 + GOOD.length(), 1, NOW, events::add);
    assertThat(unreadable).isNull();
    assertThat(events).hasSize(1);
    assertThat(events.get(0).raw()).isEqualTo(utf8(GOOD));
  }

  @Test
  void aValueHoldsNoMoreEventsThanTheLimit() {
    String most = "[" + "0,".repeat(EventReader.MAX_EVENTS - 1) + "0]";
    assertThat(requests.read(utf8(most), NOW).events()).hasSize(EventReader.MAX_EVENTS);
    Batch<RequestEvent> over = requests.read(utf8(most.replace("]", ",0]")), NOW);
    assertThat(over.events()).isEmpty();
    assertThat(over.unreadable().reason()).isEqualTo("too many events: at most 20000");
  }

  @Test
  void whatIsAcceptedAloneIsAcceptedInAnArray() {
    String deepest = nested(Json.MAX_DEPTH - 1);
    assertThat(requests.read(utf8(deepest), NOW).unreadable()).isNull();
    assertThat(requests.read(utf8("[" + deepest + "]"), NOW).unreadable()).isNull();
    assertThat(requests.read(utf8(nested(Json.MAX_DEPTH)), NOW).unreadable().reason())
        .startsWith("too deep");
  }

  @Test
  void theFutureIsRefusedBeyondTheSkew() {
    EventReader<RequestEvent> strict = EventReader.requests(Duration.ofSeconds(10));
    String at = "{\"timestamp\":%d,\"service\":\"a\",\"latencyMs\":1,\"success\":true}";
    assertThat(strict.read(utf8(at.formatted(NOW + 10_000)), NOW).events().get(0).accepted())
        .isTrue();
    assertThat(strict.read(utf8(at.formatted(NOW + 10_001)), NOW).events().get(0).rejected())
        .extracting(Rejected::field)
        .isEqualTo("timestamp");
  }

  @Test
  void readsIsoTimesWithAnyOffset() {
    String iso =
        "{\"timestamp\":\"2025-10-09T10:53:20.5+02:00\",\"service\":\"a\",\"latencyMs\":1,"
            + "\"success\":false}";
    RequestEvent event = requests.read(utf8(iso), NOW).events().get(0).event();
    assertThat(event.timestamp()).isEqualTo(1_760_000_000_500L);
    assertThat(event.errors()).isEqualTo(1);
  }

  @Test
  void readsAnAggregate() {
    String text =
        "{\"timestamp\":1,\"service\":\"a\",\"count\":6,\"errors\":2,"
            + "\"latency\":{\"sum\":30,\"bounds\":[5,10],\"counts\":[3,2,1],\"other\":[1,{}]}}";
    RequestEvent event = requests.read(utf8(text), NOW).events().get(0).event();
    assertThat(event.count()).isEqualTo(6);
    assertThat(event.errors()).isEqualTo(2);
    assertThat(event.latencySumMs()).isEqualTo(30);
    assertThat(event.latency().bounds()).containsExactly(5, 10);
    assertThat(event.latency().counts()).containsExactly(3, 2, 1);
    assertThat(event.latency().representative(0)).isEqualTo(2.5);
    assertThat(event.latency().representative(1)).isEqualTo(7.5);
    assertThat(event.latency().representative(2)).isEqualTo(10);
  }

  @Test
  void ofAnIncidentOnlyTheIdAndTheTimeAreRequired() {
    IncidentEvent event =
        EventReader.incidents(Duration.ZERO)
            .read(utf8("{\"incidentId\":\"INC1\",\"timestamp\":5,\"slaMet\":null}"), NOW)
            .events()
            .get(0)
            .event();
    assertThat(event.service()).isEqualTo("unknown");
    assertThat(event.severity()).isEqualTo("unknown");
    assertThat(event.state()).isEqualTo("OPEN");
    assertThat(event.closed()).isFalse();
    assertThat(event.startedAt()).isNull();
  }

  @Test
  void logLevelsAreNormalised() {
    LogEvent event =
        EventReader.logs(Duration.ZERO)
            .read(
                utf8("{\"timestamp\":1,\"service\":\"a\",\"level\":\"warning\",\"message\":\"\"}"),
                NOW)
            .events()
            .get(0)
            .event();
    assertThat(event.level()).isEqualTo("WARN");
    assertThat(event.count()).isEqualTo(1);
  }

  @Test
  void metricsKeepTheirNames() {
    MetricsEvent event =
        EventReader.metrics(Duration.ZERO)
            .read(
                utf8("{\"timestamp\":1,\"service\":\"a\",\"metrics\":{\"cpu\":-1e3,\"x\":2}}"), NOW)
            .events()
            .get(0)
            .event();
    assertThat(event.metrics()).isEqualTo(Map.of("cpu", -1000.0, "x", 2.0));
  }

  private static String nested(int depth) {
    return GOOD.substring(0, GOOD.length() - 1)
        + ",\"x\":"
        + "[".repeat(depth)
        + "]".repeat(depth)
        + "}";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
