package dev.tocsin.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
  private static final long NOW = 1_760_000_000_000L;

  @Test
  void oneObject() {
    Intake intake = read(request("a", 1));
    assertThat(intake.acceptedCount()).isEqualTo(1);
    assertThat(values(intake)).containsExactly("a=" + request("a", 1));
  }

  @Test
  void anArrayIsPackedByServiceInItsOrder() {
    String body = "[" + request("a", 1) + ",\n  " + request("b", 2) + " , " + request("a", 3) + "]";
    Intake intake = read(body);
    assertThat(intake.acceptedCount()).isEqualTo(3);
    assertThat(values(intake))
        .containsExactly(
            "a=[" + request("a", 1) + "," + request("a", 3) + "]", "b=" + request("b", 2));
  }

  @Test
  void aBadEventIsRefusedWithItsPosition() {
    Intake intake = read("[" + request("a", 1) + "," + request("a", -1) + ",7]");
    assertThat(intake.acceptedCount()).isEqualTo(1);
    assertThat(intake.refusedCount()).isEqualTo(2);
    assertThat(intake.refused())
        .containsExactly(
            new Refusal(1, null, "latencyMs", "must be a finite number from 0 to 1e15"),
            new Refusal(2, null, "", "must be a JSON object"));
    assertThat(intake.refusedByField()).containsEntry("latencyMs", 1).containsEntry("", 1);
  }

  @Test
  void declaredLinesAreReadOneByOne() {
    String body =
        "\n"
            + request("a", 1)
            + "\r\n\n{\"broken\n["
            + request("a", 2)
            + "]\n"
            + request("a", 3)
            + request("a", 4)
            + "\n\u00fc\n  "
            + request("b", 5);
    Intake intake = read(body, true);
    assertThat(intake.acceptedCount()).isEqualTo(2);
    assertThat(intake.refused())
        .extracting(Refusal::position, Refusal::line)
        .containsExactly(tuple(1, 4), tuple(2, 5), tuple(3, 6), tuple(4, 7));
    assertThat(values(intake)).containsExactly("a=" + request("a", 1), "b=" + request("b", 5));
  }

  @Test
  void linesAreRecognised() {
    assertThat(read(request("a", 1) + "\n" + request("a", 2)).acceptedCount()).isEqualTo(2);
    assertThat(read(request("a", 1) + "\r\n\r\n" + request("a", 2) + "\r\n").acceptedCount())
        .isEqualTo(2);
    Intake broken = read("nonsense\n" + request("a", 1) + "\n" + request("a", 2));
    assertThat(broken.acceptedCount()).isEqualTo(2);
    assertThat(broken.refused()).extracting(Refusal::line).containsExactly(1);
  }

  @Test
  void oneDocumentOverManyLinesIsNoNdjson() {
    String pretty = request("a", 1).replace(",", ",\n").replace("}", ",\n\"x\":[{\n},\n{\n}]\n}");
    Intake intake = read(pretty);
    assertThat(intake.unreadable()).isNull();
    assertThat(intake.acceptedCount()).isEqualTo(1);
    assertThat(intake.refusedCount()).isZero();
  }

  @Test
  void halfAnArrayIsNeverCounted() {
    String lostComma =
        "[\n" + request("a", 1) + ",\n" + request("a", 2) + "\n" + request("a", 3) + "\n]";
    Intake intake = read(lostComma);
    assertThat(intake.unreadable()).startsWith("malformed JSON at line 4");
    assertThat(intake.acceptedCount()).isZero();
  }

  @Test
  void aByteOrderMarkIsIgnored() {
    String lines = "\uFEFF" + request("a", 1) + "\n" + request("a", 2);
    assertThat(values(read(lines)))
        .containsExactly("a=[" + request("a", 1) + "," + request("a", 2) + "]");
    assertThat(read("\uFEFF[" + request("a", 1) + "]").acceptedCount()).isEqualTo(1);
  }

  @Test
  void nothingIsUnreadable() {
    for (String body : new String[] {"", " ", "\n\n"}) {
      assertThat(read(body).unreadable()).startsWith("empty");
      assertThat(read(body, true).unreadable()).startsWith("empty");
    }
    assertThat(read("[]").unreadable()).isNull();
  }

  @Test
  void onlyTheUsedPartOfTheBufferCounts() {
    byte[] bytes = (request("a", 1) + "garbage").getBytes(StandardCharsets.UTF_8);
    int length = request("a", 1).length();
    Intake intake = reader(EventKind.REQUESTS).read(bytes, length, false, NOW);
    assertThat(intake.acceptedCount()).isEqualTo(1);
  }

  @Test
  void refusalsAreListedUpToALimitAndAllCounted() {
    String body = IntStream.range(0, 250).mapToObj(i -> "{}").collect(Collectors.joining("\n"));
    Intake intake = read(body);
    assertThat(intake.refused()).hasSize(Intake.MOST_LISTED);
    assertThat(intake.refusedCount()).isEqualTo(250);
    assertThat(intake.refusedByField()).containsEntry("timestamp", 250);
  }

  @Test
  void tooManyEventsAreUnreadable() {
    String many = "0\n".repeat(BodyReader.MOST_EVENTS + 1);
    assertThat(read(many, true).unreadable()).startsWith("too many events");
    String array = "[0" + ",0".repeat(BodyReader.MOST_EVENTS) + "]";
    assertThat(read(array).unreadable()).startsWith("too many events");
  }

  @Test
  void recordsAreBoundedByEventsAndBytes() {
    String many =
        IntStream.range(0, 1_100).mapToObj(i -> request("a", i)).collect(Collectors.joining("\n"));
    assertThat(read(many).packs()).extracting(Pack::events).containsExactly(500, 500, 100);
    String large = padded("a", 200_000);
    Intake intake = read(large + "\n" + large + "\n" + large + "\n" + large);
    assertThat(intake.packs()).extracting(Pack::events).containsExactly(2, 2);
    assertThat(intake.packs()).allMatch(p -> p.value().length < 600_000);
  }

  @Test
  void anEventThatFitsNoRecordIsRefused() {
    Intake intake = read(padded("a", Pack.MOST_EVENT_BYTES) + "\n" + padded("a", 800_000));
    assertThat(intake.acceptedCount()).isEqualTo(1);
    assertThat(intake.refused())
        .containsExactly(new Refusal(0, 1, "", "must be at most 900000 bytes of JSON"));
  }

  @Test
  void whatIsNotKnownOfAnIncidentIsNamed() {
    byte[] bytes =
        ("[{\"incidentId\":\"i1\",\"timestamp\":1,\"openedAt\":5,\"x\":{\"state\":\"NEW\"}},"
                + "{\"incidentId\":\"i2\",\"timestamp\":2,\"openedAt\":\"never\"}]")
            .getBytes(StandardCharsets.UTF_8);

    Intake intake = reader(EventKind.INCIDENTS).read(bytes, bytes.length, false, NOW);

    assertThat(intake.acceptedCount()).isEqualTo(2);
    assertThat(intake.ignored()).containsExactly("openedAt", "x");
  }

  @Test
  void incidentsTravelAloneInTheirOrder() {
    String body =
        "[{\"incidentId\":\"i1\",\"timestamp\":1},{\"incidentId\":\"i2\",\"timestamp\":2},"
            + "{\"incidentId\":\"i1\",\"timestamp\":3}]";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Intake intake = reader(EventKind.INCIDENTS).read(bytes, bytes.length, false, NOW);
    assertThat(values(intake))
        .containsExactly(
            "i1={\"incidentId\":\"i1\",\"timestamp\":1}",
            "i1={\"incidentId\":\"i1\",\"timestamp\":3}",
            "i2={\"incidentId\":\"i2\",\"timestamp\":2}");
  }

  @Test
  void kindsAreFoundByName() {
    assertThat(EventKind.telemetry("checks")).contains(EventKind.CHECKS);
    assertThat(EventKind.telemetry("incidents")).isEmpty();
    assertThat(EventKind.telemetry("REQUESTS")).isEmpty();
    assertThat(EventKind.telemetryNames()).containsExactly("requests", "metrics", "checks", "logs");
  }

  private static List<String> values(Intake intake) {
    List<String> values = new ArrayList<>();
    for (Pack pack : intake.packs()) {
      values.add(pack.key() + "=" + new String(pack.value(), StandardCharsets.UTF_8));
    }
    return values;
  }

  private static Intake read(String body) {
    return read(body, false);
  }

  private static Intake read(String body, boolean lines) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return reader(EventKind.REQUESTS).read(bytes, bytes.length, lines, NOW);
  }

  private static BodyReader<?> reader(EventKind kind) {
    return kind.reader(Duration.ofMinutes(5));
  }

  private static String request(String service, int latency) {
    return "{\"timestamp\":1,\"service\":\""
        + service
        + "\",\"latencyMs\":"
        + latency
        + ",\"success\":true}";
  }

  private static String padded(String service, int size) {
    String part = "\"" + "x".repeat(50_000) + "\"";
    String parts = (part + ",").repeat(size / 50_000) + "0";
    return request(service, 1).replace("}", ",\"pad\":[" + parts + "]}");
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }
}
