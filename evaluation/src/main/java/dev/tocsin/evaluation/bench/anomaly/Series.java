package dev.tocsin.evaluation.bench.anomaly;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;

/**
 * A recorded entity.
 *
 * @param name its folder or file
 * @param columns the metrics' names
 * @param train rows that may be learnt from, without labels
 * @param test rows that are judged
 * @param anomalous the labelled rows of {@code test}
 * @param step from one row to the next
 * @param probation how many of the rows, counted from the first of {@code train}, NAB does not
 *     judge
 */
record Series(
    String name,
    List<String> columns,
    double[][] train,
    double[][] test,
    BitSet anomalous,
    Duration step,
    int probation) {

  int pointsPerDay() {
    return (int) (Duration.ofDays(1).toMillis() / step.toMillis());
  }

  double testDays() {
    return (double) test.length / pointsPerDay();
  }
}
