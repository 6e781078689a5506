package dev.tocsin.evaluation.bench.reports;

import dev.tocsin.evaluation.bench.Benchmark;
import dev.tocsin.evaluation.bench.Figures;
import dev.tocsin.evaluation.bench.Options;
import dev.tocsin.evaluation.bench.load.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reports over ninety days of 200 services and 100,000 incidents while 50 read at once, each one a
 * question of its own and the next as soon as it has its answer; and how fast the projection
 * writes. Everything, readers included, is on this machine.
 */
public final class ReportBench implements Benchmark {
  private static final long DAY = 86_400_000L;
  private static final Duration WARM = Duration.ofSeconds(5);

  /** Until the compilers of service and readers are done: a service runs for months. */
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  @Override
  public Set<String> options() {
    return Set.of("minute-days", "seconds", "reports");
  }

  @Override
  public Figures run(Options options, Path folder, Consumer<String> progress) throws IOException {
    int minuteDays = options.number("minute-days", 14);
    Duration measured = Duration.ofSeconds(options.number("seconds", 15));
    long today = System.currentTimeMillis() / DAY * DAY;
    Figures figures = new Figures();
    try (Stage stage = new Stage(folder.resolve("reports"));
        ReportServer server = new ReportServer(stage)) {
      stage.topics(ReportServer.PREFIX);
      server.start();
      try (Connection database = server.database()) {
        new History(database, today, progress).write(minuteDays);
      }
      progress.accept("the projection, and PostgreSQL's own inserts");
      new ProjectionRate(stage, server, today).measure(figures);
      progress.accept("requests of " + History.DEVICES + " devices");
      new FleetCost(stage, server).measure(figures);
      try (Feed feed = new Feed(stage)) {
        feed.start();
        Map<String, Function<Random, String>> questions = Questions.ofReports();
        List<String> only = options.names("reports");
        questions.keySet().removeIf(name -> !only.isEmpty() && !only.contains(name));
        if (!questions.isEmpty()) {
          progress.accept(Readers.COUNT + " readers of everything, not counted");
          List<Function<Random, String>> all = List.copyOf(questions.values());
          new Readers(server)
              .read(
                  random -> all.get(random.nextInt(all.size())).apply(random),
                  WARM_UP,
                  Duration.ofSeconds(1));
        }
        read(new Readers(server), questions, measured, figures, progress);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return figures;
  }

  private static void read(
      Readers readers,
      Map<String, Function<Random, String>> questions,
      Duration measured,
      Figures figures,
      Consumer<String> progress) {
    double slowestMedian = 0;
    double slowest = 0;
    figures.line("").line("%-28s %10s %10s %10s", "report", "p50 ms", "p99 ms", "answers/s");
    for (Map.Entry<String, Function<Random, String>> report : questions.entrySet()) {
      progress.accept(Readers.COUNT + " readers of " + report.getKey());
      Readers.Latencies latencies = readers.read(report.getValue(), WARM, measured);
      double p50 = latencies.at(0.5);
      double p99 = latencies.at(0.99);
      double rate = latencies.millis().length / (double) measured.toSeconds();
      figures
          .put("reports." + report.getKey() + ".p50Ms", p50)
          .put("reports." + report.getKey() + ".p99Ms", p99)
          .line("%-28s %10.1f %10.1f %10.0f", report.getKey(), p50, p99, rate);
      slowestMedian = p99 > slowest ? p50 : slowestMedian;
      slowest = Math.max(slowest, p99);
    }
    figures.put("p50Ms", slowestMedian).put("p99Ms", slowest);
  }
}
