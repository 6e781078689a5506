package dev.tocsin.evaluation.bench.anomaly;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.anomaly.domain.Window;
import dev.tocsin.evaluation.bench.PublicRecordings;
import dev.tocsin.events.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The folder of public recordings, which is not part of the project. */
final class Recordings {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private static final String TRAIN = "train.csv.gz";
  private static final String TEST = "test.csv.gz";

  private final Path folder;

  /**
   * @param given the folder, or null: then {@code TOCSIN_DATA} names it, or it lies beside the
   *     project
   * @throws IllegalArgumentException when it is not there
   */
  Recordings(String given) {
    folder =
        given == null ? PublicRecordings.folder() : Path.of(given).toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "no recordings at " + folder + ": name their folder with --data or TOCSIN_DATA");
    }
  }

  /**
   * What is there, by name: {@code smd}, {@code asd} and {@code nab}; a collection that is not
   * there has no series.
   */
  Map<String, Collection> collections() {
    Map<String, Collection> all = new LinkedHashMap<>();
    all.put("smd", new Collection(smd(), this::server));
    all.put("asd", new Collection(asd(), this::server));
    all.put("nab", new Collection(nab(), this::nab));
    return all;
  }

  /** Server Machine Dataset: minutes. */
  List<Path> smd() {
    return servers("smd");
  }

  /** Application Server Dataset: five minutes. */
  List<Path> asd() {
    return servers("asd");
  }

  /** Numenta Anomaly Benchmark: the files of all its folders. */
  List<Path> nab() {
    return inside(folder.resolve("nab")).stream()
        .filter(Files::isDirectory)
        .flatMap(kind -> inside(kind).stream())
        .filter(file -> file.toString().endsWith(".csv.gz"))
        .toList();
  }

  /** Whatever servers are there: folders with both parts. */
  private List<Path> servers(String collection) {
    return inside(folder.resolve(collection)).stream()
        .filter(server -> Files.exists(server.resolve(TRAIN)) && Files.exists(server.resolve(TEST)))
        .toList();
  }

  private static List<Path> inside(Path inner) {
    if (!Files.isDirectory(inner)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(inner)) {
      return all.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /** Figures that others have reached, or an empty object where the folder has none. */
  JsonNode reference() {
    Path file = folder.resolve("reference.json");
    try {
      return Files.exists(file)
          ? Json.mapper().readTree(Files.readAllBytes(file))
          : Json.mapper().createObjectNode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads one of {@link #smd} or {@link #asd}.
   *
   * @throws IllegalArgumentException naming the file when it has no labels, or a column less
   */
  Series server(Path machine) {
    boolean minutes = machine.getParent().endsWith("smd");
    Table train = read(machine.resolve(TRAIN));
    Table test = read(machine.resolve(TEST));
    int label = test.column("label");
    BitSet anomalous = new BitSet();
    for (int i = 0; i < test.cells.size(); i++) {
      anomalous.set(i, Double.parseDouble(test.cells.get(i)[label]) == 1);
    }
    List<String> names = test.columns.stream().filter(name -> !name.equals("label")).toList();
    return new Series(
        machine.getFileName().toString(),
        names,
        train.numbers(names),
        test.numbers(names),
        anomalous,
        steady(train.cells.size() + test.cells.size(), minutes ? MINUTE : FIVE_MINUTES),
        0);
  }

  /** Reads one of {@link #nab}: what its own rules call probation is the train part. */
  Series nab(Path file) {
    Table table = read(file);
    String name =
        file.getParent().getFileName() + "/" + file.getFileName().toString().replace(".gz", "");
    double[][] rows = table.numbers(List.of("value"));
    int probation = (int) Math.min(Math.floor(0.15 * rows.length), 0.15 * 5_000);
    List<String> times = table.cells.stream().map(cells -> cells[0]).toList();
    BitSet anomalous = new BitSet();
    for (JsonNode window : windows().path(name)) {
      int first = times.indexOf(second(window.get(0).asText()));
      int last = times.indexOf(second(window.get(1).asText()));
      if (first < 0 || last < first) {
        throw new IllegalArgumentException(file + ": no rows at the times of window " + window);
      }
      // What begins in the probation is judged from its end on.
      if (last >= probation) {
        anomalous.set(Math.max(0, first - probation), last - probation + 1);
      }
    }
    return new Series(
        name,
        List.of("value"),
        Arrays.copyOfRange(rows, 0, probation),
        Arrays.copyOfRange(rows, probation, rows.length),
        anomalous,
        recorded(times),
        probation);
  }

  private static long[] steady(int rows, Duration step) {
    return LongStream.range(0, rows).map(i -> i * step.toMillis()).toArray();
  }

  /** A row that is not in a later window than the one before comes one window after it. */
  private static long[] recorded(List<String> times) {
    long[] recorded = new long[times.size()];
    for (int i = 0; i < recorded.length; i++) {
      LocalDateTime time = LocalDateTime.parse(second(times.get(i)).replace(' ', 'T'));
      long millis = Window.startOf(time.toInstant(ZoneOffset.UTC).toEpochMilli());
      recorded[i] = i == 0 ? millis : Math.max(millis, recorded[i - 1] + Window.LENGTH_MS);
    }
    return recorded;
  }

  private static String second(String time) {
    return time.replaceFirst("\\.0+$", "");
  }

  private JsonNode windows() {
    try {
      return Json.mapper().readTree(Files.readAllBytes(folder.resolve("nab/windows.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Table read(Path file) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String> columns = List.of(lines.readLine().split(","));
      return new Table(file, columns, lines.lines().map(line -> line.split(",")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Series of one kind.
   *
   * @param paths one for each series
   * @param read reads one of them
   */
  record Collection(List<Path> paths, Function<Path, Series> read) {
    boolean isEmpty() {
      return paths.isEmpty();
    }
  }

  private record Table(Path file, List<String> columns, List<String[]> cells) {
    int column(String name) {
      int at = columns.indexOf(name);
      if (at < 0) {
        throw new IllegalArgumentException(file + ": no column " + name + " among " + columns);
      }
      return at;
    }

    double[][] numbers(List<String> names) {
      int[] at = names.stream().mapToInt(this::column).toArray();
      double[][] numbers = new double[cells.size()][at.length];
      for (int i = 0; i < numbers.length; i++) {
        for (int j = 0; j < at.length; j++) {
          numbers[i][j] = Double.parseDouble(cells.get(i)[at[j]]);
        }
      }
      return numbers;
    }
  }
}
