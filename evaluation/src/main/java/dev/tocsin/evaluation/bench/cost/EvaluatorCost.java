package dev.tocsin.evaluation.bench.cost;

import dev.tocsin.evaluation.bench.Benchmark;
import dev.tocsin.evaluation.bench.Figures;
import dev.tocsin.evaluation.bench.Options;
import dev.tocsin.evaluation.bench.live.Repartition;
import dev.tocsin.evaluation.bench.load.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Processor time for an event: this evaluator, the limits, and what others take for the same job.
 *
 * <p>Warm jobs take turns, round by round, so that whatever else the machine does hits all of them.
 */
public final class EvaluatorCost implements Benchmark {
  @Override
  public Set<String> options() {
    return Set.of("events", "rounds", "jobs", "warm-ups");
  }

  @Override
  public Figures run(Options options, Path folder, Consumer<String> progress) throws IOException {
    int events = options.number("events", 2_000_000);
    int rounds = options.number("rounds", 5);
    int warmUps = options.number("warm-ups", Contest.MOST_WARM_UPS);
    List<Contender> contenders = Contest.contenders(options.names("jobs"));
    Map<Contender, Sample> samples = new EnumMap<>(Contender.class);
    contenders.forEach(each -> samples.put(each, new Sample(each.load().events(events))));
    CostTable table = new CostTable(samples, events, rounds);
    try (Stage stage = new Stage(folder.resolve("evaluator"))) {
      try (Contest contest = new Contest(stage, contenders, events, warmUps, false, progress)) {
        contest.prepare();
        for (int round = 1; round <= rounds; round++) {
          for (Contender each : contenders) {
            samples.get(each).add(contest.run(each, "round " + round));
          }
        }
      }
      if (options.names("jobs").isEmpty()) {
        progress.accept("repartition bytes at 5,000 events/s of each service");
        table.repartition(Repartition.share(stage));
      }
    }
    return table.figures();
  }
}
