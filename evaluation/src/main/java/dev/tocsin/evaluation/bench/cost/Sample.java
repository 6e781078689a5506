package dev.tocsin.evaluation.bench.cost;

import dev.tocsin.evaluation.bench.job.JobMain.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a contender's timed runs have measured. */
final class Sample {
  private final int events;
  private final List<Measured> runs = new ArrayList<>();

  Sample(int events) {
    this.events = events;
  }

  void add(Measured run) {
    runs.add(run);
  }

  /** Processor time for an event in microseconds, from the cheapest run to the dearest. */
  double[] micros() {
    return sorted(run -> run.cpuNanos() / 1e3 / events);
  }

  double medianMicros() {
    return median(micros());
  }

  double medianPerSecond() {
    return median(sorted(run -> events * 1e9 / run.wallNanos()));
  }

  /** The share of the processor time that the JVM's compilers took: little, when it was warm. */
  double medianCompilerShare() {
    return median(sorted(run -> (double) run.compilerNanos() / run.cpuNanos()));
  }

  double medianHeapBytes() {
    return median(sorted(run -> run.heapBytes()));
  }

  double medianResidentBytes() {
    return median(sorted(run -> run.residentBytes()));
  }

  private double[] sorted(ToDoubleFunction<Measured> figure) {
    return runs.stream().mapToDouble(figure).sorted().toArray();
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
