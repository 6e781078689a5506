package dev.tocsin.evaluation.bench.cost;

import dev.tocsin.evaluation.bench.Benchmark;
import dev.tocsin.evaluation.bench.Figures;
import dev.tocsin.evaluation.bench.Options;
import dev.tocsin.evaluation.bench.job.JobMain.Measured;
import dev.tocsin.evaluation.bench.job.Profile;
import dev.tocsin.evaluation.bench.load.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where the time of an event goes, on the load of {@link EvaluatorCost}, once the jobs are warm.
 */
public final class EvaluatorProfile implements Benchmark {
  private static final int ROWS = 25;

  /** Less is noise. */
  private static final double LEAST_SHARE = 0.005;

  @Override
  public Set<String> options() {
    return Set.of("events", "jobs", "rows");
  }

  @Override
  public Figures run(Options options, Path folder, Consumer<String> progress) throws IOException {
    int events = options.number("events", 2_000_000);
    int rows = options.number("rows", ROWS);
    List<String> names = options.names("jobs");
    List<Contender> contenders =
        names.isEmpty()
            ? List.of(Contender.EVALUATOR, Contender.EVALUATOR_PACKED)
            : Contest.contenders(names);
    Figures figures = new Figures();
    try (Stage stage = new Stage(folder.resolve("profile"));
        Contest contest =
            new Contest(stage, contenders, events, Contest.MOST_WARM_UPS, true, progress)) {
      contest.prepare();
      for (Contender each : contenders) {
        Measured run = contest.run(each, "profiled");
        print(figures, each, run, events, rows);
      }
    }
    return figures;
  }

  private static void print(Figures to, Contender of, Measured run, int events, int rows) {
    Profile profile = run.profile();
    double micros = run.cpuNanos() / 1e3 / events;
    to.put("microsPerEvent." + of.key(), micros);
    to.line("## %s: %,d events, %.3f µs each", of.title(), events, micros);
    table(to, "thread", profile.cpuNanos(), run.cpuNanos(), micros, rows);
    table(to, "innermost own method", profile.own(), profile.samples(), micros, rows);
    table(to, "method", profile.top(), profile.samples(), micros, rows);
  }

  private static void table(
      Figures to,
      String title,
      Map<String, ? extends Number> parts,
      double whole,
      double micros,
      int rows) {
    to.line("");
    to.line("| %s | share | µs/event |", title);
    to.line("|---|---:|---:|");
    parts.entrySet().stream()
        .filter(each -> each.getValue().doubleValue() >= LEAST_SHARE * whole)
        .sorted(Comparator.comparingDouble(each -> -each.getValue().doubleValue()))
        .limit(rows)
        .forEach(
            each -> {
              double share = each.getValue().doubleValue() / whole;
              to.line("| %s | %.1f%% | %.3f |", each.getKey(), 100 * share, share * micros);
            });
    to.line("");
  }
}
