package dev.tocsin.evaluation.bench.job;

import java.io.IOException;
import java.util.Properties;

/**
 * This project's evaluator as it is deployed: exactly once, slices with sketches for four
 * dimensions, verdicts, rules, incidents.
 */
final class EvaluatorJob implements Job {
  @Override
  public Run start(JobSettings settings) throws IOException {
    Properties streams =
        DeployedEvaluator.settings(
            settings.id(), settings.bootstrap(), settings.state(), settings.prefix());
    return new StreamsRun(DeployedEvaluator.topology(settings.prefix(), streams), streams);
  }
}
