package dev.tocsin.evaluation.bench.cause;

import dev.tocsin.evaluation.bench.Benchmark;
import dev.tocsin.evaluation.bench.Figures;
import dev.tocsin.evaluation.bench.Options;
import dev.tocsin.evaluation.bench.PublicRecordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** How often the true cause of 26 recorded incidents is the first that the router would name. */
public final class ProbableCauses implements Benchmark {
  private static final int NEAR = 3;
  private static final String ROW = "%-16s %-13s %6s %7s %12s  %s";

  @Override
  public Figures run(Options options, Path folder, Consumer<String> progress) throws IOException {
    Path recording = PublicRecordings.folder().resolve("petshop/low_traffic");
    if (!Files.isDirectory(recording)) {
      throw new IllegalArgumentException(
          "no recordings at " + recording + ": name their folder with TOCSIN_DATA");
    }
    return measure(RecordedSystem.read(recording), RecordedIncident.below(recording));
  }

  static Figures measure(RecordedSystem system, List<RecordedIncident> incidents) {
    Map<String, Function<RecordedIncident, List<String>>> rankings = new LinkedHashMap<>();
    rankings.put("byHarm", system::byHarm);
    RaisedAlerts raised = new RaisedAlerts(system);
    rankings.put("byAlerts", each -> RecordedSystem.services(raised.causes(each)));
    rankings.put("byDeviation", system::byDeviation);
    Figures figures = new Figures();
    figures.line(ROW, "incident", "alarm", "harm", "alerts", "deviation", "true cause");
    Map<String, List<Integer>> ranks = new LinkedHashMap<>();
    for (RecordedIncident incident : incidents) {
      List<Object> row = new ArrayList<>(List.of(incident.name(), incident.signal()));
      rankings.forEach(
          (name, ranking) -> {
            int rank = rank(ranking.apply(incident), incident);
            ranks.computeIfAbsent(name, n -> new ArrayList<>()).add(rank);
            row.add(rank == Integer.MAX_VALUE ? "-" : rank);
          });
      row.add(incident.cause());
      figures.line(ROW, row.toArray());
    }
    figures.line("");
    ranks.forEach((name, all) -> put(figures, name, all));
    return figures.put("incidents", incidents.size());
  }

  private static void put(Figures figures, String name, List<Integer> ranks) {
    double first = share(ranks, 1);
    double near = share(ranks, NEAR);
    figures.line("%-12s first %.2f, among the first three %.2f", name, first, near);
    figures.put(name + ".top1", first).put(name + ".top3", near);
  }

  private static double share(List<Integer> ranks, int most) {
    return ranks.stream().filter(rank -> rank <= most).count() / (double) ranks.size();
  }

  /** The true cause's place, from 1; beyond all when it is not named. */
  private static int rank(List<String> named, RecordedIncident incident) {
    int at = named.indexOf(incident.cause());
    return at < 0 ? Integer.MAX_VALUE : at + 1;
  }
}
