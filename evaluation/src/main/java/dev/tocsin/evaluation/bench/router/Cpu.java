package dev.tocsin.evaluation.bench.router;

import java.time.Duration;

/** Processor time. */
final class Cpu {
  private Cpu() {}

  /** What the process has used so far, seconds. */
  static double seconds(ProcessHandle process) {
    return process
            .info()
            .totalCpuDuration()
            .map(Duration::toMillis)
            .orElseThrow(() -> new IllegalStateException("the process has ended"))
        / 1e3;
  }
}
