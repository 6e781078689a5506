package dev.tocsin.evaluation.bench;

import dev.tocsin.evaluation.bench.anomaly.AnomalyBench;
import dev.tocsin.evaluation.bench.cause.ProbableCauses;
import dev.tocsin.evaluation.bench.cost.EvaluatorCost;
import dev.tocsin.evaluation.bench.cost.EvaluatorProfile;
import dev.tocsin.evaluation.bench.live.Recovery;
import dev.tocsin.evaluation.bench.live.ScorerMemory;
import dev.tocsin.evaluation.bench.live.ViolationLatency;
import dev.tocsin.evaluation.bench.reports.ReportBench;
import dev.tocsin.evaluation.bench.router.RouterBench;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The entry point of {@code ./tocsin bench NAME [--option value]…}. */
public final class Bench {
  private static final Map<String, Benchmark> KNOWN =
      new TreeMap<>(
          Map.of(
              "anomaly", new AnomalyBench(),
              "first-light", new FirstLight(),
              "profile", new EvaluatorProfile(),
              "evaluator", new EvaluatorCost(),
              "latency", new ViolationLatency(),
              "recovery", new Recovery(),
              "router", new RouterBench(),
              "cause", new ProbableCauses(),
              "reports", new ReportBench(),
              "scorer-memory", new ScorerMemory()));

  /** Kept, so that it stays as quiet: clients that wait for a broker say so five times a second. */
  private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka");

  private Bench() {}

  /**
   * Runs one benchmark.
   *
   * @param arguments its name and its options
   */
  public static void main(String[] arguments) throws IOException {
    PrintWriter out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    List<String> words = Arrays.asList(arguments);
    String name = words.isEmpty() ? "" : words.get(0);
    Benchmark benchmark = KNOWN.get(name);
    if (benchmark == null) {
      out.println("bench: name one of " + KNOWN.keySet());
      System.exit(2);
    }
    Options options = options(benchmark, words.subList(1, words.size()), out);
    Logger.getLogger("").setLevel(Level.WARNING);
    CLIENTS.setLevel(Level.SEVERE);
    Path folder =
        Path.of(System.getProperty("tocsin.root", ""), "evaluation", "target", "bench")
            .toAbsolutePath();
    Figures figures = benchmark.run(options, folder, line -> out.println("  " + line));
    out.println();
    out.println(Machine.line());
    out.println();
    figures.print(out);
    Path file = folder.resolve(name + ".json");
    figures.write(file);
    out.println();
    out.println("written to " + file);
    System.exit(0);
  }

  private static Options options(Benchmark benchmark, List<String> words, PrintWriter out) {
    try {
      return new Options(words, benchmark.options());
    } catch (IllegalArgumentException e) {
      out.println("bench: " + e.getMessage());
      System.exit(2);
      throw e;
    }
  }
}
