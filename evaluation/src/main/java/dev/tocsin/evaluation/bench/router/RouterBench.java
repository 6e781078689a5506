package dev.tocsin.evaluation.bench.router;

import dev.tocsin.evaluation.bench.Benchmark;
import dev.tocsin.evaluation.bench.Figures;
import dev.tocsin.evaluation.bench.Options;
import dev.tocsin.evaluation.bench.load.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/**
 * From an alert to the first byte at the receiver, and what an alert costs: 100,000 distinct alerts
 * into 1,000 groups at 1,000 alerts a second, beside Alertmanager where it is installed.
 */
public final class RouterBench implements Benchmark {
  private static final String NAME = "router";
  private static final int WARM_UP = 20_000;
  private static final double FULL_SPEED = 1e9;
  private static final int FULL_SPEED_ALERTS = 30_000;

  @Override
  public Set<String> options() {
    return Set.of("alerts", "rate");
  }

  @Override
  public Figures run(Options options, Path folder, Consumer<String> progress) throws IOException {
    int alerts = options.number("alerts", 100_000);
    double rate = options.number("rate", 1_000);
    Figures figures = new Figures();
    figures.line("%,d alerts into %,d groups, %,.0f alerts/s.", alerts, alerts / 100, rate);
    figures.line("");
    figures.line(
        "| | p50 | p99 | longest | alerts per CPU second | at full speed, alerts/s | the same |");
    figures.line("|---|---:|---:|---:|---:|---:|---:|");
    try (Stage stage = new Stage(folder.resolve(NAME));
        Notified notified = new Notified()) {
      try (Contestant tocsin = new TocsinRouter(stage, notified.url())) {
        AlertRun.Taken taken = measure(figures, "Tocsin", tocsin, notified, alerts, rate, progress);
        figures.put("p50Ms", taken.rank(0.5)).put("p99Ms", taken.rank(0.99));
        figures.put("alertsPerCpuSecond", taken.perCpuSecond());
      }
      if (Files.isExecutable(Alertmanager.PROGRAM)) {
        try (Contestant other = new Alertmanager(stage.folder(), notified.url())) {
          AlertRun.Taken taken =
              measure(figures, "Alertmanager", other, notified, alerts, rate, progress);
          figures.put("alertmanagerAlertsPerCpuSecond", taken.perCpuSecond());
        }
      } else {
        progress.accept("Alertmanager is not installed: " + Alertmanager.PROGRAM);
      }
    }
    return figures;
  }

  private static AlertRun.Taken measure(
      Figures figures,
      String name,
      Contestant contestant,
      Notified notified,
      int alerts,
      double rate,
      Consumer<String> progress)
      throws IOException {
    AlertRun run = new AlertRun(contestant, notified);
    progress.accept(name + ": warms up");
    run.run(name + "-compile-", WARM_UP, FULL_SPEED);
    run.run(name + "-warm-", WARM_UP, rate);
    progress.accept(name + ": %,d alerts at %,.0f/s".formatted(alerts, rate));
    AlertRun.Taken paced = run.run(name + "-", alerts, rate);
    progress.accept(name + ": at full speed");
    AlertRun.Taken full = run.run(name + "-full-", Math.min(alerts, FULL_SPEED_ALERTS), FULL_SPEED);
    figures.line(
        "| %s | %.0f ms | %.0f ms | %.0f ms | %,.0f | %,.0f | %,.0f |",
        name,
        paced.rank(0.5),
        paced.rank(0.99),
        paced.rank(1),
        paced.perCpuSecond(),
        full.perSecond(),
        full.perCpuSecond());
    return paced;
  }
}
