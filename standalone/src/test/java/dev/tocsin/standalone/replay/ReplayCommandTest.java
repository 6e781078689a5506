package dev.tocsin.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private IngestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new IngestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsBatchesInFileOrder() throws IOException {
    Path file = folder.resolve("checks.csv");
    Files.writeString(
        file,
        "timestamp,service,check,up\n"
            + IntStream.range(0, 2_500)
                .mapToObj(i -> (1_709_632_800_000L + i) + ",a,health,1\n")
                .collect(Collectors.joining()));

    int exit = replay("--as", "checks", file.toString());

    assertThat(exit).isZero();
    assertThat(server.taken()).extracting(t -> t.events().size()).containsExactly(1000, 1000, 500);
    assertThat(server.taken().get(0).path()).isEqualTo("/api/v1/telemetry/checks");
    assertThat(server.events())
        .extracting(event -> event.get("timestamp").longValue() - 1_709_632_800_000L)
        .isSorted()
        .hasSize(2_500);
    assertThat(out.toString()).contains("read      2,500 rows", "accepted  2,500", "refused   0");
  }

  @Test
  void listsRefusedRowsWithTheirLine() throws IOException {
    Path file = folder.resolve("logs.ndjson");
    String good = "{\"timestamp\":1709632800000,\"service\":\"a\",\"level\":\"INFO\"}\n";
    Files.writeString(file, good + "{\"bad\":1}\n\n" + good + "{nonsense\n" + good);

    int exit = replay("--as", "logs", file.toString());

    assertThat(exit).isEqualTo(1);
    assertThat(server.events()).hasSize(4);
    assertThat(out.toString())
        .contains("read      5 rows", "accepted  3", "refused   2")
        .contains(file + ":2  bad: must not be")
        .contains(file + ":5  malformed JSON");
  }

  @Test
  void listsTheFirstFiftyRefusedRowsAndCountsTheOthers() throws IOException {
    Path file = folder.resolve("many.ndjson");
    Files.writeString(file, "{\"bad\":1}\n".repeat(73));

    replay("--as", "logs", file.toString());

    assertThat(out.toString())
        .contains("refused   73", file + ":50  bad", "and 23 more")
        .doesNotContain(file + ":51");
  }

  @Test
  void triesAgainWhenTheServiceIsBusyOrTheConnectionBreaks() throws IOException {
    Path file = folder.resolve("logs.ndjson");
    Files.writeString(file, "{\"timestamp\":1}\n{\"timestamp\":2}\n");
    server.plan(
        (exchange, events) -> {
          exchange.getResponseHeaders().add("Retry-After", "0");
          IngestServer.answer(exchange, 503, "{}");
          return true;
        });
    server.plan((exchange, events) -> true);

    int exit = replay("--as", "logs", file.toString());

    assertThat(exit).isZero();
    assertThat(server.taken()).hasSize(1);
    assertThat(err.toString()).contains("answered 503", "the connection broke");
    assertThat(out.toString())
        .contains("sent again after an unknown outcome: 2 rows; some of these logs may be counted");
  }

  @Test
  void dividesABatchThatIsTooLarge() throws IOException {
    Path file = folder.resolve("logs.ndjson");
    Files.writeString(
        file,
        IntStream.range(0, 7)
            .mapToObj("{\"timestamp\":%d}\n"::formatted)
            .collect(Collectors.joining()));
    for (int i = 0; i < 3; i++) {
      server.plan(
          (exchange, events) -> {
            boolean large = events > 2;
            if (large) {
              IngestServer.answer(exchange, 413, "{}");
            }
            return large;
          });
    }

    int exit = replay("--as", "logs", file.toString());

    assertThat(exit).isZero();
    assertThat(server.events())
        .extracting(event -> event.get("timestamp").intValue())
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void anUnreadableBatchIsRefusedWithTheProblem() throws IOException {
    Path file = folder.resolve("logs.ndjson");
    Files.writeString(file, "{\"timestamp\":1}\n");
    server.plan(
        (exchange, events) -> {
          IngestServer.answer(exchange, 400, "{\"detail\":\"cannot be read\"}");
          return true;
        });

    int exit = replay("--as", "logs", file.toString());

    assertThat(exit).isEqualTo(1);
    assertThat(out.toString()).contains("refused   1", file + ":1  cannot be read");
  }

  @Test
  void stopsWhenNoIngestServiceAnswers() throws IOException {
    Path file = folder.resolve("logs.ndjson");
    Files.writeString(file, "{\"timestamp\":1}\n");
    server.plan(
        (exchange, events) -> {
          IngestServer.answer(exchange, 404, "{}");
          return true;
        });

    int exit = replay("--as", "logs", file.toString());

    assertThat(exit).isEqualTo(1);
    assertThat(err.toString()).contains("is that the ingest service?", file + ":1");
    assertThat(out.toString()).contains("accepted  0");
  }

  @Test
  void keepsUnknownFields() throws IOException {
    Path file = folder.resolve("x.json");
    Files.writeString(file, "{\"timestamp\":1,\"more\":{\"x\":[1]}}\n");

    replay("--as", "logs", file.toString());

    JsonNode event = server.events().get(0);
    assertThat(event).hasToString("{\"timestamp\":1,\"more\":{\"x\":[1]}}");
  }

  @Test
  void loadsExactlyTheSampleIncidents() {
    int exit = replay("--sample", "incidents");

    assertThat(exit).isZero();
    assertThat(server.events()).extracting(e -> e.get("incidentId").asText()).hasSize(1_500);
    assertThat(server.events()).filteredOn(e -> !e.get("slaMet").booleanValue()).hasSize(480);
    assertThat(out.toString()).contains("accepted  1,500");
  }

  @Test
  void wrongUsageNamesTheOption() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(file, "a,b\n1,2\n");
    String csv = file.toString();

    String log =
        Files.writeString(folder.resolve("b.csv"), "timestamp,service,level,message\n").toString();

    usage("FILE: name at least one", "--as", "logs");
    usage("FILE: nowhere.csv is no file", "nowhere.csv", "--as", "logs");
    usage("--as: is required", csv);
    usage("--as: 'things' is none of incidents", csv, "--as", "things");
    usage("--speed: 'fast' is not", csv, "--as", "logs", "--speed", "fast");
    usage("--zone: 'Mars' is no time zone", csv, "--as", "logs", "--zone", "Mars");
    usage("--date-format: 'jjj' is no java.time", csv, "--as", "logs", "--date-format", "jjj");
    usage("--step: is missing", csv, "--as", "logs", "--start", "2024-01-01");
    usage("--step: 'x' is not", csv, "--as", "logs", "--start", "2024-01-01", "--step", "x");
    usage("--sample: 'x' is not incidents", "--sample", "x");
    usage("--sample: loads no FILE", "--sample", "incidents", csv);
    usage("--map level=c: no column 'c'", csv, "--as", "logs", "--map", "level=c");
    usage("--skip c: no file has", log, "--as", "logs", "--skip", "c");
    usage("Unknown option: '--what'", csv, "--what");
    usage(
        "--map level=level: no column 'level' in a.csv",
        log,
        csv,
        "--as",
        "logs",
        "--map",
        "level=level");
    assertThat(server.taken()).isEmpty();
  }

  private void usage(String message, String... options) {
    err.getBuffer().setLength(0);
    assertThat(replay(options)).as(message).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  private int replay(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--url", server.url().toString()));
    return new CommandLine(new ReplayCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }
}
