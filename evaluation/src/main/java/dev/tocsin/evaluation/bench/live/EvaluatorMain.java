package dev.tocsin.evaluation.bench.live;

import dev.tocsin.evaluation.bench.job.DeployedEvaluator;
import dev.tocsin.streams.StreamsProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The evaluator's topology as its service runs it, until its input ends or it is killed. */
public final class EvaluatorMain {
  private EvaluatorMain() {}

  /**
   * @param args brokers, topic prefix, application id, state folder, {@link Membership}
   */
  public static void main(String[] args) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING);
    Properties settings = DeployedEvaluator.settings(args[2], args[0], Path.of(args[3]), args[1]);
    if (Membership.valueOf(args[4]) == Membership.DEFAULTS) {
      for (String each :
          new String[] {
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG
          }) {
        settings.remove(StreamsConfig.mainConsumerPrefix(each));
      }
    }
    StreamsProcess process =
        new StreamsProcess(
            DeployedEvaluator.topology(args[1], settings),
            settings,
            Clock.systemUTC(),
            () -> Runtime.getRuntime().halt(1));
    process.start();
    // Whoever started it holds the other end.
    while (System.in.read() >= 0) {
      continue;
    }
    Runtime.getRuntime().halt(0);
  }

  /** How the process belongs to its group. */
  public enum Membership {
    /** As the services do: a static member with a short session. */
    STATIC,
    /** As Kafka Streams does by default. */
    DEFAULTS
  }
}
