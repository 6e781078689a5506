package dev.tocsin.anomaly.domain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A recorded series of metrics: rows of values by name; the column {@code label} is set apart. */
record Recording(List<Map<String, Double>> rows, List<Integer> labels) {

  /** The folder of public recordings, which is not part of the project. */
  static Path folder() {
    String set = System.getenv("TOCSIN_DATA");
    return set != null
        ? Path.of(set)
        : Path.of(System.getProperty("tocsin.root", ".."), "..", "shared", "data", "public");
  }

  static Recording read(Path file) throws IOException {
    List<Map<String, Double>> rows = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String> names = Arrays.asList(lines.readLine().split(","));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",");
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
          if (names.get(i).equals("label")) {
            labels.add((int) Double.parseDouble(cells[i]));
          } else {
            row.put(names.get(i), Double.parseDouble(cells[i]));
          }
        }
        rows.add(row);
      }
    }
    return new Recording(rows, labels);
  }

  /** The probability that an anomalous row scores higher than a normal one. */
  static double rocAuc(double[] scores, List<Integer> labels) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(scores[a], scores[b]));
    double rankSum = 0;
    long positives = 0;
    for (int i = 0; i < order.length; ) {
      int j = i;
      while (j < order.length && scores[order[j]] == scores[order[i]]) {
        j++;
      }
      for (int k = i; k < j; k++) {
        if (labels.get(order[k]) == 1) {
          rankSum += (i + j + 1) / 2.0;
          positives++;
        }
      }
      i = j;
    }
    long negatives = scores.length - positives;
    return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }
}
