package dev.tocsin.sla;

import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topics;
import dev.tocsin.sla.stream.EvaluatorMetrics;
import dev.tocsin.sla.stream.NewestVerdicts;
import dev.tocsin.sla.stream.Settings;
import dev.tocsin.streams.StreamsProcess;
import dev.tocsin.streams.StreamsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.StreamsConfig;

/** The evaluator's topology in a process of its own, which a test can kill. */
final class EvaluatorProcess {
  static final String AVAILABILITY =
      "{service: '*', indicator: {type: availability}, target: 0.9, evaluation: 3m}";
  static final String LATENCY =
      "{service: '*', indicator: {type: latency, bound: 100}, target: 0.9, measurement: 2m,"
          + " evaluation: 4m}";

  private EvaluatorProcess() {}

  /** Arguments: bootstrap servers, topic prefix, state directory; where to halt is a property. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Definitions definitions =
        Definitions.of(List.of(objective("A", AVAILABILITY), objective("L", LATENCY)));
    Properties settings =
        SlaTopology.properties(
            new StreamsSettings(
                args[1] + "crash", args[0], Path.of(args[2]), "0", Duration.ofMillis(200), 1),
            new Topics(args[1]));
    if (System.getProperty(HaltingClients.PLAN) != null) {
      settings.put(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, HaltingClients.class);
    }
    StreamsProcess process =
        new StreamsProcess(
            new SlaTopology(
                new Topics(args[1]),
                Settings.defaults(),
                () -> definitions,
                new EvaluatorMetrics(),
                new NewestVerdicts(),
                settings),
            settings,
            Clock.systemUTC(),
            () -> Runtime.getRuntime().halt(1));
    process.start();
    new CountDownLatch(1).await();
  }

  private static Definition objective(String name, String spec) throws IOException {
    return new Definition(
        DefinitionKind.OBJECTIVE, name, 1, 0, Json.mapper().readTree(Evaluator.relaxed(spec)));
  }
}
