package dev.tocsin.evaluation.bench.cause;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tocsin.router.domain.cause.Cause;
import dev.tocsin.router.domain.cause.CauseRanking;
import dev.tocsin.router.domain.cause.DependencyGraph;
import dev.tocsin.router.domain.cause.Deviation;
import dev.tocsin.router.domain.cause.Normal;
import dev.tocsin.router.domain.cause.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The system that the incidents happened to.
 *
 * @param dependencies who calls whom
 * @param normal its measurements without faults
 */
record RecordedSystem(Map<String, Set<String>> dependencies, MetricsTable normal) {
  private static final String REQUESTS = "requests";

  /** One measurement: what began within the same one began at the same time. */
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  static RecordedSystem read(Path folder) throws IOException {
    List<CsvRecord> lines = MetricsTable.lines(folder.resolve("graph.csv.gz"));
    List<String> called = lines.get(0).getFields();
    Map<String, Set<String>> dependencies = new TreeMap<>();
    for (CsvRecord line : lines.subList(1, lines.size())) {
      Set<String> calls = new TreeSet<>();
      for (int i = 1; i < called.size(); i++) {
        if (Double.parseDouble(line.getField(i)) > 0) {
          calls.add(called.get(i));
        }
      }
      dependencies.put(line.getField(0), calls);
    }
    return new RecordedSystem(
        dependencies, MetricsTable.read(folder.resolve("noissue").resolve("metrics.csv.gz")));
  }

  /** The services that the ranking names where harm is measured, the most probable first. */
  List<String> byHarm(RecordedIncident incident) {
    CauseRanking ranking = new CauseRanking(new DependencyGraph(dependencies), INTERVAL);
    return services(ranking.behind(incident.service(), incident.signal(), deviations(incident)));
  }

  static List<String> services(List<Cause> causes) {
    return causes.stream().map(Cause::service).toList();
  }

  private List<Deviation> deviations(RecordedIncident incident) {
    MetricsTable seen = incident.seen().from(incident.alarmAt());
    List<Deviation> deviations = new ArrayList<>();
    for (String service : dependencies.keySet()) {
      add(deviations, Signal.LATENCY, seen, service, "latency");
      add(deviations, Signal.AVAILABILITY, seen, service, "availability");
    }
    return deviations;
  }

  private void add(
      List<Deviation> deviations, Signal signal, MetricsTable seen, String service, String metric) {
    double[] now = seen.values(service, metric, "Average");
    double[] requests = seen.values(service, REQUESTS, "Sum");
    Normal known = normal(service, metric);
    if (known == null || now == null || requests == null) {
      return;
    }
    Deviation deviation =
        Deviation.measured(service, signal, known, seen.times(), worse(signal, now), requests);
    if (deviation != null) {
      deviations.add(deviation);
    }
  }

  /** How a service's metric is without faults, more being worse; null where nobody knows. */
  Normal normal(String service, String metric) {
    double[] usual = normal.values(service, metric, "Average");
    Signal signal = metric.equals("latency") ? Signal.LATENCY : Signal.AVAILABILITY;
    return usual == null ? null : Normal.of(worse(signal, usual));
  }

  /** More is worse: of availability in percent, the share that failed. */
  private static double[] worse(Signal signal, double[] values) {
    return signal == Signal.LATENCY
        ? values
        : Arrays.stream(values).map(v -> 1 - v / 100).toArray();
  }

  /**
   * The services by their largest deviation from normal, in robust standard deviations, of any
   * statistic of latency and availability at any time of the recording: what needs no graph.
   */
  List<String> byDeviation(RecordedIncident incident) {
    Map<String, Double> largest = new TreeMap<>();
    normal
        .columns()
        .forEach(
            (column, usual) -> {
              double[] now = incident.seen().columns().get(column);
              Normal known = column.metric().equals(REQUESTS) ? null : Normal.of(usual);
              if (known != null && now != null) {
                Arrays.stream(now)
                    .filter(v -> !Double.isNaN(v))
                    .map(v -> Math.abs(known.sigmas(v)))
                    .max()
                    .ifPresent(most -> largest.merge(column.service(), most, Math::max));
              }
            });
    return largest.keySet().stream()
        .sorted((one, other) -> Double.compare(largest.get(other), largest.get(one)))
        .toList();
  }
}
