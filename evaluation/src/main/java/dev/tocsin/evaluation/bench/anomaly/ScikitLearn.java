package dev.tocsin.evaluation.bench.anomaly;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** scikit-learn's isolation forest on the same rows, in a Python of its own, where there is one. */
final class ScikitLearn {
  private static final String SCRIPT =
      """
      import sys, time, numpy as np
      from sklearn.ensemble import IsolationForest
      train = np.loadtxt(sys.argv[1], delimiter=','); rows = np.loadtxt(sys.argv[2], delimiter=',')
      forest = IsolationForest(n_estimators=100, max_samples=256, random_state=1).fit(train)
      for i in range(int(sys.argv[3]) + 1):
          began = time.process_time(); forest.score_samples(rows)
          if i: print((time.process_time() - began) / len(rows) * 1e6)
      """;

  private ScikitLearn() {}

  /** Microseconds of processor time a row, scored as one batch; empty where it is not there. */
  static List<Double> microsPerRow(List<double[]> train, double[][] rows, int rounds, Path folder) {
    try {
      Files.createDirectories(folder);
      Path learnt = write(folder.resolve("scikit-train.csv"), train);
      Path scored = write(folder.resolve("scikit-rows.csv"), Arrays.asList(rows));
      for (String python : List.of("python3", "/usr/bin/python3")) {
        List<Double> micros = run(python, learnt, scored, rounds);
        if (!micros.isEmpty()) {
          return micros;
        }
      }
      return List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<Double> run(String python, Path learnt, Path scored, int rounds)
      throws IOException {
    Process process =
        new ProcessBuilder(
                python,
                "-c",
                SCRIPT,
                learnt.toString(),
                scored.toString(),
                Integer.toString(rounds))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said.lines().map(Double::valueOf).toList();
  }

  private static Path write(Path file, List<double[]> rows) throws IOException {
    try (PrintWriter to = new PrintWriter(Files.newBufferedWriter(file))) {
      for (double[] row : rows) {
        to.println(
            Arrays.stream(row)
                .mapToObj(value -> String.format(Locale.ROOT, "%.9g", value))
                .collect(Collectors.joining(",")));
      }
    }
    return file;
  }
}
