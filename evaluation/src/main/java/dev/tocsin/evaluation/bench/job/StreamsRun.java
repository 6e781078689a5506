package dev.tocsin.evaluation.bench.job;

import dev.tocsin.streams.StreamsProcess;
import java.io.IOException;
import java.time.Clock;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;

/** A Kafka Streams topology at work, as the services run theirs. */
final class StreamsRun implements Job.Run {
  private final StreamsProcess process;

  StreamsRun(Supplier<Topology> topology, Properties settings) {
    process =
        new StreamsProcess(
            topology, settings, Clock.systemUTC(), () -> Runtime.getRuntime().halt(1));
    process.start();
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
