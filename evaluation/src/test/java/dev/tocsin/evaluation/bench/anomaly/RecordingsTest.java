package dev.tocsin.evaluation.bench.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluation.bench.Figures;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever series of the known kinds are in a folder are measured, and nothing else has to be. */
class RecordingsTest {
  private static final List<String> FIGURES =
      List.of("rocAuc", "ap", "eventRecall1", "eventRecallOneFalsePerDay");

  @TempDir Path folder;

  @Test
  void seriesThatNobodyNamedAreFound() throws IOException {
    server("smd/machine-9-9");
    write("smd/notes.txt.csv.gz", List.of("no server"));
    Files.createDirectories(folder.resolve("smd/half-copied"));
    file("nab/realTweets/tweets.csv.gz", 40);
    Recordings recordings = new Recordings(folder.toString());
    assertThat(recordings.smd())
        .extracting(Path::getFileName)
        .map(Path::toString)
        .containsExactly("machine-9-9");
    assertThat(recordings.asd()).isEmpty();
    assertThat(recordings.nab()).hasSize(1);
    Series server = recordings.server(recordings.smd().get(0));
    assertThat(server.columns()).containsExactly("cpu", "memory");
    assertThat(server.anomalous().cardinality()).isEqualTo(20);
  }

  @Test
  void theReportHasTheFiguresOfEachMethodBySeriesAndOnAverage() throws IOException {
    server("smd/machine-9-9");
    Recordings recordings = new Recordings(folder.toString());
    Contest contest = Contest.of(recordings.collections().get("smd"), true, line -> {});
    Map<String, Object> smd = AnomalyBench.json(contest);
    assertThat(smd).containsOnlyKeys("mean", "perSeries", "reference");
    assertHasFigures(smd);
    Map<?, ?> reference = (Map<?, ?>) smd.get("reference");
    assertThat(reference.keySet())
        .isEqualTo(
            Set.of(
                "plainForest",
                "randomCutForest",
                "robustZ",
                "tocsinRandomCutForest",
                "whitenedDistance"));
    reference.values().forEach(method -> assertHasFigures((Map<?, ?>) method));
    // A folder without what others have reached.
    AccuracyTable.print("smd", contest, recordings.reference().path("smd"), new Figures());
  }

  private static void assertHasFigures(Map<?, ?> method) {
    assertThat(((Map<?, ?>) method.get("mean")).keySet().containsAll(FIGURES)).isTrue();
    Map<?, ?> series = (Map<?, ?>) method.get("perSeries");
    assertThat(((Map<?, ?>) series.get("machine-9-9")).keySet().containsAll(FIGURES)).isTrue();
  }

  @Test
  void windowsBeginAfterTheProbation() throws IOException {
    Path file = file("nab/realTweets/tweets.csv.gz", 40);
    windows(
        "{\"realTweets/tweets.csv\": [[\"2026-01-01 00:04:00.000000\", \"2026-01-01 00:09:00\"]]}");
    Series series = new Recordings(folder.toString()).nab(file);
    assertThat(series.probation()).isEqualTo(6);
    assertThat(series.anomalous().stream()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void rowsComeWhenTheyWereRecordedEachInAWindowOfItsOwn() throws IOException {
    Path file =
        write(
            "nab/realTweets/tweets.csv.gz",
            List.of(
                "timestamp,value",
                "1970-01-01 00:05:00,1",
                "1970-01-01 00:10:00.000000,2",
                "1970-01-01 00:10:00,3",
                "1970-01-01 00:15:00,4",
                "1970-01-01 00:20:00,5",
                "1970-01-01 01:25:00,6"));
    windows("{}");
    Series series = new Recordings(folder.toString()).nab(file);
    assertThat(series.times())
        .containsExactly(300_000, 600_000, 630_000, 900_000, 1_200_000, 5_100_000);
    assertThat(series.pointsPerDay()).isEqualTo(288);
  }

  @Test
  void badFilesAreNamed() throws IOException {
    server("asd/omi-99");
    write("asd/omi-99/test.csv.gz", List.of("cpu,memory", "1,2"));
    Recordings recordings = new Recordings(folder.toString());
    assertThatThrownBy(() -> recordings.server(recordings.asd().get(0)))
        .hasMessageContaining("omi-99/test.csv.gz: no column label");

    Path file = file("nab/realTweets/tweets.csv.gz", 40);
    windows("{\"realTweets/tweets.csv\": [[\"2030-01-01 00:00:00\", \"2030-01-01 01:00:00\"]]}");
    assertThatThrownBy(() -> recordings.nab(file)).hasMessageContaining("no rows at the times");
    assertThatThrownBy(() -> new Recordings(folder.resolve("nowhere").toString()))
        .hasMessageContaining("--data");
  }

  private void server(String name) throws IOException {
    Random random = new Random(1);
    List<String> rows =
        IntStream.range(0, 600)
            .mapToObj(
                i -> {
                  boolean odd = i >= 300 && i < 320;
                  return (50 + random.nextGaussian() + (odd ? 30 : 0))
                      + ","
                      + (10 + random.nextGaussian());
                })
            .collect(Collectors.toList());
    List<String> labelled =
        IntStream.range(0, 600)
            .mapToObj(i -> rows.get(i) + "," + (i >= 300 && i < 320 ? 1 : 0))
            .collect(Collectors.toList());
    rows.add(0, "cpu,memory");
    labelled.add(0, "cpu,memory,label");
    write(name + "/train.csv.gz", rows.subList(0, 301));
    write(name + "/test.csv.gz", labelled);
  }

  private Path file(String name, int rows) throws IOException {
    List<String> lines =
        IntStream.range(0, rows)
            .mapToObj(i -> "2026-01-01 00:%02d:00,%d".formatted(i, i % 5))
            .collect(Collectors.toList());
    lines.add(0, "timestamp,value");
    return write(name, lines);
  }

  private void windows(String json) throws IOException {
    Files.writeString(folder.resolve("nab/windows.json"), json);
  }

  private Path write(String name, List<String> lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (Writer to =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      to.write(String.join("\n", lines) + "\n");
    }
    return file;
  }
}
