package dev.tocsin.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MappingTest {
  private static final TimeFormat ISO = new TimeFormat(null, ZoneOffset.UTC);

  @Test
  void columnsBecomeTypedFieldsAndMissingValuesAreLeftOut() throws IOException {
    Mapping mapping =
        mapping(EventKind.INCIDENTS, List.of("incidentId=number", "slaMet=made_sla"), List.of());

    List<JsonNode> events =
        events(
            mapping,
            """
            number,made_sla,timestamp,category,ignored
            INC1,TRUE,2024-03-05T10:00:00Z,?,x
            INC2,?,1709632800000,"net, work",x
            """);

    assertThat(events.get(0))
        .hasToString("{\"incidentId\":\"INC1\",\"slaMet\":true,\"timestamp\":1709632800000}");
    assertThat(events.get(1))
        .hasToString(
            "{\"incidentId\":\"INC2\",\"timestamp\":1709632800000,\"category\":\"net, work\"}");
  }

  @Test
  void allNumericColumnsThatAreNotUsedOtherwiseAreMetrics() throws IOException {
    Mapping mapping =
        new Mapping(
            EventKind.METRICS,
            mapping(EventKind.METRICS, List.of("metrics.load=load_1"), List.of("service=m-1"))
                .columns(),
            mapping(EventKind.METRICS, List.of(), List.of("service=m-1")).constants(),
            true,
            Set.of("label"),
            Set.of("?"),
            ISO,
            new Timeline(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofMinutes(1)));

    List<JsonNode> events = events(mapping, "cpu_r,load_1,host,label\n0.5,3,a,1\n?,4,2,0\n");

    assertThat(events.get(0))
        .hasToString(
            "{\"metrics\":{\"load\":3.0,\"cpu_r\":0.5},\"service\":\"m-1\","
                + "\"timestamp\":1767225600000}");
    assertThat(events.get(1))
        .hasToString(
            "{\"metrics\":{\"load\":4.0},\"service\":\"m-1\",\"timestamp\":1767225660000}");
  }

  @Test
  void requestsGetAnIdentityThatIsTheSameEachTime() throws IOException {
    Mapping mapping = mapping(EventKind.REQUESTS, List.of("latencyMs=ms"), List.of());
    String file = "timestamp,service,ms,success\n1709632800000,a,5,yes\n1709632800000,a,5,yes\n";

    List<JsonNode> once = events(mapping, file);
    List<JsonNode> again = events(mapping, file);

    assertThat(once).isEqualTo(again);
    assertThat(once.get(0).get("id").asText()).hasSize(22);
    assertThat(once.get(0).get("id")).isNotEqualTo(once.get(1).get("id"));
  }

  @Test
  void aRowThatDoesNotFitIsRefusedByItself() throws IOException {
    Mapping mapping = mapping(EventKind.REQUESTS, List.of("latencyMs=ms"), List.of());

    List<Mapped> rows =
        map(mapping, "timestamp,service,ms,success\n1709632800000,a,slow,yes\n1,2\n");

    assertThat(rows.get(0)).isEqualTo(new Mapped.Refused("latencyMs", "'slow' is not a number"));
    assertThat(rows.get(1))
        .isEqualTo(new Mapped.Refused("", "has 2 values where the header has 4"));
  }

  @Test
  void objectsStayAsTheyAreExceptForWhatIsMapped() {
    Mapping mapping =
        mapping(EventKind.REQUESTS, List.of("service=host.name", "id=n"), List.of("region=eu"));
    ObjectNode object = JsonLines.MAPPER.createObjectNode();
    object.put("timestamp", "2024-03-05T10:00:00Z").put("n", 7).put("latencyMs", 2).put("x", "y");
    object.putObject("host").put("name", "a");

    Mapped mapped = new ObjectsMapper(mapping, "f").map(new Row.Json(1, object), 0);

    assertThat(json(mapped))
        .hasToString(
            "{\"latencyMs\":2,\"x\":\"y\",\"host\":{\"name\":\"a\"},\"timestamp\":1709632800000,"
                + "\"service\":\"a\",\"id\":\"7\",\"region\":\"eu\"}");
  }

  @Test
  void optionsThatMakeNoSenseNameThemselves() {
    refused(List.of("nonsense"), List.of(), "--map nonsense: must be field=column");
    refused(List.of("speed=x"), List.of(), "--map speed=x: requests have no such field; they have");
    refused(List.of("id=a", "id=b"), List.of(), "--map id=b: id is mapped twice");
    refused(List.of("metrics.*=*"), List.of(), "--map metrics.*=*: requests have no such field");
    refused(List.of(), List.of("latencyMs=x"), "--set latencyMs=x: 'x' is not a number");
    refused(List.of("id=a"), List.of("id=1"), "--set id=1: id is mapped to a column too");
  }

  @Test
  void aColumnThatIsNotThereIsNamedBesideThoseThatAre() {
    Mapping mapping = mapping(EventKind.REQUESTS, List.of("latencyMs=millis"), List.of());

    assertThatThrownBy(() -> map(mapping, "timestamp,ms\n"))
        .hasMessage(
            "--map latencyMs=millis: no column 'millis' in file.csv; its columns are: timestamp, ms");
  }

  @Test
  void aFieldThatNothingGivesIsNamedBeforeAnythingIsSent() {
    Mapping mapping = mapping(EventKind.METRICS, List.of("timestamp=t"), List.of());

    assertThatThrownBy(() -> map(mapping, "t,cpu\n1,2\n"))
        .hasMessageStartingWith("--map: nothing gives the field service of metrics");
  }

  private static void refused(List<String> maps, List<String> sets, String message) {
    assertThatThrownBy(() -> mapping(EventKind.REQUESTS, maps, sets))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageStartingWith(message);
  }

  private static Mapping mapping(EventKind kind, List<String> maps, List<String> sets) {
    return Mapping.of(kind, maps, sets, Set.of(), Set.of("?"), ISO, null);
  }

  private static List<JsonNode> events(Mapping mapping, String csv) throws IOException {
    return map(mapping, csv).stream().map(MappingTest::json).toList();
  }

  private static JsonNode json(Mapped mapped) {
    try {
      return JsonLines.MAPPER.readTree(((Mapped.Event) mapped).json());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Mapped> map(Mapping mapping, String csv) throws IOException {
    byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
    List<Mapped> mapped = new ArrayList<>();
    try (CsvRows rows = new CsvRows("file.csv", new ByteArrayInputStream(bytes))) {
      RowMapper mapper = rows.mapper(mapping);
      for (Row row = rows.next(); row != null; row = rows.next()) {
        mapped.add(mapper.map(row, mapped.size()));
      }
    }
    return mapped;
  }
}
