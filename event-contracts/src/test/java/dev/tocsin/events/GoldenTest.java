package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The wire form of everything that crosses a service boundary. A change here is a change for
 * everybody who reads or writes the topics: fields may be added, never renamed or given another
 * meaning. What is written now is left in {@code target/golden} for comparison.
 */
class GoldenTest {
  private static final long T = 1_760_000_000_000L;

  @TestFactory
  Stream<DynamicTest> whatWeWrite() {
    return Samples.all().entrySet().stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(), () -> writesAndReads(e.getKey(), e.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> specifications() {
    return Arrays.stream(DefinitionKind.values())
        .map(
            kind ->
                DynamicTest.dynamicTest(
                    kind.json(),
                    () -> {
                      String name = "definition-" + kind.json();
                      Definition definition = Json.read(bytes(name), Definition.class);
                      Object spec = definition.spec(kind.specification());
                      JsonNode tree = Json.mapper().valueToTree(spec);
                      writesAndReads(name, new Definition(kind, definition.name(), 3, T, tree));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whatWeRead() {
    return events().entrySet().stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(),
                    () -> {
                      Batch<?> batch = e.getValue().read(bytes(e.getKey()), T + 1);
                      assertThat(batch.unreadable()).isNull();
                      assertThat(batch.events()).allMatch(Parsed::accepted);
                      List<?> read = batch.events().stream().map(Parsed::event).toList();
                      assertSame(e.getKey() + "-read", read);
                    }));
  }

  private static void writesAndReads(String name, Object value) throws IOException {
    assertSame(name, value);
    Object read = Json.read(bytes(name), value.getClass());
    assertThat(new String(Json.write(read), StandardCharsets.UTF_8))
        .isEqualTo(new String(Json.write(value), StandardCharsets.UTF_8));
  }

  /** Same fields, same order, same values; only the layout of the file is free. */
  private static void assertSame(String name, Object value) throws IOException {
    JsonNode written = Json.mapper().readTree(Json.write(value));
    Path copy = Path.of("target", "golden", name + ".json");
    Files.createDirectories(copy.getParent());
    Files.writeString(copy, written.toPrettyString() + "\n");
    assertThat(Json.mapper().readTree(bytes(name)).toPrettyString())
        .as(name)
        .isEqualTo(written.toPrettyString());
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/" + name + ".json")) {
      assertThat(in).as("src/test/resources/golden/%s.json", name).isNotNull();
      return in.readAllBytes();
    }
  }

  private static Map<String, EventReader<?>> events() {
    var skew = EventReader.DEFAULT_MAX_CLOCK_SKEW;
    Map<String, EventReader<?>> events = new LinkedHashMap<>();
    events.put("telemetry-requests", EventReader.requests(skew));
    events.put("telemetry-requests-packed", EventReader.requests(skew));
    events.put("telemetry-metrics", EventReader.metrics(skew));
    events.put("telemetry-checks", EventReader.checks(skew));
    events.put("telemetry-logs", EventReader.logs(skew));
    events.put("incident", EventReader.incidents(skew));
    return events;
  }
}
