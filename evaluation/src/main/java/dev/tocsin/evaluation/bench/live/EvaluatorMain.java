package dev.tocsin.evaluation.bench.live;

import dev.tocsin.evaluation.bench.load.DefaultDefinitions;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Topics;
import dev.tocsin.sla.SlaTopology;
import dev.tocsin.sla.stream.EvaluatorMetrics;
import dev.tocsin.sla.stream.Settings;
import dev.tocsin.streams.StreamsProcess;
import dev.tocsin.streams.StreamsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
    Definitions definitions = DefaultDefinitions.read();
    Properties settings =
        new StreamsSettings(args[2], args[0], Path.of(args[3]), "0", Duration.ofMillis(250), 1)
            .toProperties();
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
            new SlaTopology(
                new Topics(args[1]),
                Settings.defaults(),
                () -> definitions,
                new EvaluatorMetrics(),
                settings),
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
