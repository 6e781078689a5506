package dev.tocsin.anomaly.stream;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one thread of the process in which models are trained, one after the other, behind everything
 * else that wants the processor.
 */
public final class TrainingThread implements Executor, AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread trainer = new Thread(work, "training");
            trainer.setDaemon(true);
            trainer.setPriority(Thread.MIN_PRIORITY);
            return trainer;
          });

  @Override
  public void execute(Runnable training) {
    thread.execute(training);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
