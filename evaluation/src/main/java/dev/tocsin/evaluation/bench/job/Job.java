package dev.tocsin.evaluation.bench.job;

import java.io.IOException;

/** A way to count request events. */
public interface Job {
  /** Prepares everything; what it returns is about to read the requests from their beginning. */
  Run start(JobSettings settings) throws IOException;

  /** A job at work. */
  interface Run extends AutoCloseable {
    /**
     * Waits until everything is read and the results are out.
     *
     * @param results waits until whoever reads the job's topic has seen and verified all results
     * @return the sums, when the job does not publish them; else null
     */
    Sums await(Signal results) throws IOException;

    @Override
    void close();
  }

  /** Something that is waited for. */
  interface Signal {
    void await() throws IOException;
  }

  /**
   * Sums over all events.
   *
   * @param errors failed requests; -1 when the job does not look
   * @param latencyNanos sum of latencies; -1 when the job does not look
   */
  record Sums(long count, long errors, long latencyNanos) {}
}
