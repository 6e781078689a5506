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
import java.time.Duration;
import java.util.Properties;

/**
 * This project's evaluator as it is deployed, with the definitions that a fresh system starts with:
 * exactly once, slices with sketches for four dimensions, verdicts, rules, incidents.
 */
final class EvaluatorJob implements Job {
  @Override
  public Run start(JobSettings settings) throws IOException {
    Definitions definitions = DefaultDefinitions.read();
    Properties streams =
        new StreamsSettings(
                settings.id(),
                settings.bootstrap(),
                settings.state(),
                "0",
                Duration.ofMillis(250),
                1)
            .toProperties();
    return new StreamsRun(
        new SlaTopology(
            new Topics(settings.prefix()),
            Settings.defaults(),
            () -> definitions,
            new EvaluatorMetrics(),
            new NewestVerdicts(),
            streams),
        streams);
  }
}
