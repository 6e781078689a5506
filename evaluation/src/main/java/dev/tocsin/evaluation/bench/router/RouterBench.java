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

  /** It is warm when the JVM's compilers take less than this of a turn, or after so many turns. */
  private static final double WARM = 0.05;

  private static final int MOST_TURNS = 4;
  private static final int INHIBITORS = 500;
  private static final double INHIBITORS_PER_SECOND = 20;

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
        "| | p50 | p99 | longest | alerts per CPU second | compilers' share | at full speed, alerts/s | alerts per CPU second |");
    figures.line("|---|---:|---:|---:|---:|---:|---:|---:|");
    double[] inhibitors;
    try (Stage stage = new Stage(folder.resolve(NAME));
        Notified notified = new Notified()) {
      try (TocsinRouter tocsin = new TocsinRouter(stage, notified.url())) {
        AlertRun.Taken taken = measure(figures, "Tocsin", tocsin, notified, alerts, rate, progress);
        figures.put("p50Ms", taken.rank(0.5)).put("p99Ms", taken.rank(0.99));
        figures.put("alertsPerCpuSecond", taken.perCpuSecond());
        figures.put("compilerShare", taken.compilerShare());
        progress.accept("Tocsin: inhibitors");
        inhibitors = tocsin.inhibitorMillis(INHIBITORS, INHIBITORS_PER_SECOND);
        figures.put("inhibitorP99Ms", inhibitors[INHIBITORS * 99 / 100]);
        figures.put("inhibitorLongestMs", inhibitors[INHIBITORS - 1]);
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
    figures.line("");
    figures.line(
        "An alert that inhibits others is known to all instances %.0f ms after it was handed over"
            + " (p50), %.0f ms (p99), %.0f ms (longest of %d).",
        inhibitors[INHIBITORS / 2],
        inhibitors[INHIBITORS * 99 / 100],
        inhibitors[INHIBITORS - 1],
        INHIBITORS);
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
    AlertRun.Taken warm;
    int turn = 0;
    do {
      warm = run.run(name + "-warm-" + turn++ + "-", WARM_UP, rate);
    } while (warm.compilerShare() > WARM && turn < MOST_TURNS);
    progress.accept(name + ": %,d alerts at %,.0f/s".formatted(alerts, rate));
    AlertRun.Taken paced = run.run(name + "-", alerts, rate);
    progress.accept(name + ": at full speed");
    AlertRun.Taken full = run.run(name + "-full-", Math.min(alerts, FULL_SPEED_ALERTS), FULL_SPEED);
    figures.line(
        "| %s | %.0f ms | %.0f ms | %.0f ms | %,.0f | %.0f%% | %,.0f | %,.0f |",
        name,
        paced.rank(0.5),
        paced.rank(0.99),
        paced.rank(1),
        paced.perCpuSecond(),
        100 * paced.compilerShare(),
        full.perSecond(),
        full.perCpuSecond());
    return paced;
  }
}
