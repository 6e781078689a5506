package dev.tocsin.evaluation.bench.anomaly;

import com.amazon.randomcutforest.RandomCutForest;
import dev.tocsin.anomaly.domain.EntityReplay;
import dev.tocsin.anomaly.domain.ScoringPolicy;
import dev.tocsin.anomaly.domain.Window;
import dev.tocsin.anomaly.forest.FlatForest;
import dev.tocsin.anomaly.forest.SmileForest;
import dev.tocsin.evaluation.bench.Figures;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Processor time for a scored row of 38 metrics: what the service does with it, and single methods.
 * They take turns, round by round, in one thread; the first rounds warm up and are not counted.
 */
final class ScoringSpeed {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int TRAIN_ROWS = 10_000;
  private static final int ROWS = 2_000;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 7;

  private ScoringSpeed() {}

  static void measure(
      Recordings recordings, Path folder, Figures figures, Consumer<String> progress) {
    if (recordings.smd().isEmpty()) {
      return;
    }
    Series series = recordings.server(recordings.smd().get(0));
    List<double[]> train = Arrays.asList(series.train()).subList(0, TRAIN_ROWS);
    double[][] rows = Arrays.copyOf(series.test(), ROWS);
    Map<String, Runnable> contenders = contenders(series, train, rows);
    Map<String, List<Double>> micros = new LinkedHashMap<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      for (Map.Entry<String, Runnable> each : contenders.entrySet()) {
        double cost = cpuNanos(each.getValue()) / 1e3 / ROWS;
        if (round >= WARM_UP) {
          micros.computeIfAbsent(each.getKey(), name -> new ArrayList<>()).add(cost);
        }
      }
    }
    progress.accept("scikit-learn, if it is there");
    figures.line("| CPU a row of %d metrics, µs | median | min … max |", series.columns().size());
    figures.line("|---|---:|---:|");
    micros.forEach((name, costs) -> row(name, costs, figures));
    List<Double> batch = ScikitLearn.microsPerRow(train, rows, ROUNDS, folder);
    if (batch.isEmpty()) {
      figures.line("| scikit-learn's batch: no python3 with scikit-learn here | | |");
    } else {
      row("scikitLearnBatch", batch, figures);
    }
    training(train, figures);
  }

  private static Map<String, Runnable> contenders(
      Series series, List<double[]> train, double[][] rows) {
    SmileForest smile = PlainForest.train(train);
    FlatForest flat = smile.flat();
    RandomCutForest cut = RandomCut.forest(series.columns().size());
    EntityReplay entity = new EntityReplay(series.name(), ScoringPolicy.DEFAULT);
    long[] windows = {0};
    for (int i = 0; i < TRAIN_ROWS; i++) {
      RandomCut.next(cut, train.get(i));
      next(entity, series.columns(), windows[0]++, train.get(i));
    }
    Map<String, Runnable> contenders = new LinkedHashMap<>();
    contenders.put(
        "wholeWindow",
        () -> {
          for (double[] row : rows) {
            next(entity, series.columns(), windows[0]++, row);
          }
        });
    contenders.put("forestFlat", () -> Arrays.stream(rows).forEach(flat::score));
    contenders.put("forestSmile", () -> Arrays.stream(rows).forEach(smile::score));
    contenders.put(
        "randomCutForest",
        () -> {
          for (double[] row : rows) {
            RandomCut.next(cut, row);
          }
        });
    return contenders;
  }

  private static void next(EntityReplay entity, List<String> columns, long at, double[] row) {
    long start = at * Window.LENGTH_MS;
    entity.next(start, Service.window(columns, start, row));
  }

  private static void training(List<double[]> train, Figures figures) {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      seconds.add(cpuNanos(() -> PlainForest.train(train)) / 1e9);
    }
    double median = median(seconds);
    figures.put("trainSeconds", median);
    figures.line("");
    figures.line(
        "training a forest on %,d × %d: %.3f s CPU, goal under 5 s: %s",
        train.size(), train.get(0).length, median, median < 5 ? "reached" : "falls short");
  }

  private static void row(String name, List<Double> costs, Figures figures) {
    figures.put("microsPerRow." + name, median(costs));
    figures.line(
        "| %s | %.2f | %.2f … %.2f |",
        name,
        median(costs),
        costs.stream().mapToDouble(c -> c).min().orElseThrow(),
        costs.stream().mapToDouble(c -> c).max().orElseThrow());
  }

  private static double median(List<Double> values) {
    return PointMetrics.quantile(values.stream().mapToDouble(v -> v).toArray(), 0.5);
  }

  private static long cpuNanos(Runnable work) {
    long before = THREADS.getCurrentThreadCpuTime();
    work.run();
    return THREADS.getCurrentThreadCpuTime() - before;
  }
}
