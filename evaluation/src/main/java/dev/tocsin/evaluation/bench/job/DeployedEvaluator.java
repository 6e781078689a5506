package dev.tocsin.evaluation.bench.job;

import dev.tocsin.evaluation.bench.load.DefaultDefinitions;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Topics;
import dev.tocsin.sla.SlaTopology;
import dev.tocsin.sla.stream.EvaluatorMetrics;
import dev.tocsin.sla.stream.NewestVerdicts;
import dev.tocsin.sla.stream.Settings;
import dev.tocsin.streams.StreamsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * The evaluator with its service's defaults and the definitions that a fresh system starts with.
 */
public final class DeployedEvaluator {
  private DeployedEvaluator() {}

  /**
   * What its service runs Kafka Streams with.
   *
   * @param prefix of the topics
   */
  public static Properties settings(String id, String bootstrap, Path state, String prefix) {
    return SlaTopology.properties(
        new StreamsSettings(id, bootstrap, state, "0", Duration.ofSeconds(3), 1),
        new Topics(prefix));
  }

  /**
   * Its topology.
   *
   * @param prefix of the topics
   * @param settings the properties that it is run with
   */
  public static SlaTopology topology(String prefix, Properties settings) throws IOException {
    Definitions definitions = DefaultDefinitions.read();
    return new SlaTopology(
        new Topics(prefix),
        Settings.defaults(),
        () -> definitions,
        new EvaluatorMetrics(),
        new NewestVerdicts(),
        settings);
  }
}
