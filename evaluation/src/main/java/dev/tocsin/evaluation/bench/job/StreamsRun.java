package dev.tocsin.evaluation.bench.job;

import dev.tocsin.streams.StreamsProcess;
import java.io.IOException;
import java.time.Clock;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/**
 * A Kafka Streams topology at work, as the services run theirs. It is there when its stores are
 * open and it is about to read.
 */
final class StreamsRun implements Job.Run {
  private final StreamsProcess process;

  StreamsRun(Supplier<Topology> topology, Properties settings) {
    process =
        new StreamsProcess(
            topology, settings, Clock.systemUTC(), () -> Runtime.getRuntime().halt(1));
    CountDownLatch running = new CountDownLatch(1);
    process
        .streams()
        .setStateListener(
            (now, before) -> {
              if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
              }
            });
    process.start();
    try {
      running.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Job.Sums await(Job.Signal results) throws IOException {
    results.await();
    return null;
  }

  @Override
  public void close() {
    process.close();
    process.streams().cleanUp();
  }
}
