package dev.tocsin.sla;

import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topics;
import dev.tocsin.sla.stream.EvaluatorMetrics;
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

/** The evaluator's topology in a process of its own, which a test can kill. */
final class EvaluatorProcess {
  static final String OBJECTIVE =
      "{service: '*', indicator: {type: availability}, target: 0.9, evaluation: 5m}";

  private EvaluatorProcess() {}

  /** Arguments: bootstrap servers, topic prefix, state directory. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Definition objective =
        new Definition(
            DefinitionKind.OBJECTIVE,
            "A",
            1,
            0,
            Json.mapper().readTree(Evaluator.relaxed(OBJECTIVE)));
    Definitions definitions = Definitions.of(List.of(objective));
    Properties settings =
        SlaTopology.properties(
            new StreamsSettings(
                args[1] + "crash", args[0], Path.of(args[2]), "0", Duration.ofMillis(200), 1));
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
    new CountDownLatch(1).await();
  }
}
