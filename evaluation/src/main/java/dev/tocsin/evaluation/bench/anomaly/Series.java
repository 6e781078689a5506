package dev.tocsin.evaluation.bench.anomaly;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A recorded entity.
 *
 * @param name its folder or file
 * @param columns the metrics' names
 * @param train rows that may be learnt from, without labels
 * @param test rows that are judged
 * @param anomalous the labelled rows of {@code test}
 * @param times of the rows, those of {@code train} first, epoch milliseconds; each in a later
 *     window than the one before
 * @param probation how many of the rows, counted from the first of {@code train}, NAB does not
 *     judge
 */
record Series(
    String name,
    List<String> columns,
    double[][] train,
    double[][] test,
    BitSet anomalous,
    long[] times,
    int probation) {

  /** By the usual step from one row to the next. */
  int pointsPerDay() {
    long[] steps =
        IntStream.range(1, times.length).mapToLong(i -> times[i] - times[i - 1]).sorted().toArray();
    return (int) (Duration.ofDays(1).toMillis() / steps[steps.length / 2]);
  }

  double testDays() {
    return (double) test.length / pointsPerDay();
  }
}
