package dev.tocsin.evaluation.bench.cost;

import dev.tocsin.evaluation.bench.Benchmark;
import dev.tocsin.evaluation.bench.Figures;
import dev.tocsin.evaluation.bench.Options;
import dev.tocsin.evaluation.bench.job.Job;
import dev.tocsin.evaluation.bench.job.JobMain.Measured;
import dev.tocsin.evaluation.bench.job.JobSettings;
import dev.tocsin.evaluation.bench.live.Repartition;
import dev.tocsin.evaluation.bench.load.Stage;
import dev.tocsin.evaluation.bench.load.Totals;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Processor time for an event: this evaluator, the limits, and what others take for the same job.
 *
 * <p>The jobs take turns, round by round, so that whatever else the machine does hits all of them.
 * The first round warms up and is not counted. Each run's results are compared with what was sent;
 * one wrong figure ends the benchmark.
 */
public final class EvaluatorCost implements Benchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration AGO = Duration.ofHours(6);

  @Override
  public Set<String> options() {
    return Set.of("events", "rounds", "jobs");
  }

  @Override
  public Figures run(Options options, Path folder, Consumer<String> progress) throws IOException {
    int events = options.number("events", 2_000_000);
    int rounds = options.number("rounds", 5);
    List<Contender> contenders = contenders(options.names("jobs"));
    Map<Contender, Sample> samples = new EnumMap<>(Contender.class);
    contenders.forEach(each -> samples.put(each, new Sample(each.load().events(events))));
    CostTable table = new CostTable(samples, events, rounds);
    try (Stage stage = new Stage(folder.resolve("evaluator"));
        Contest contest = new Contest(stage)) {
      long start = (System.currentTimeMillis() - AGO.toMillis()) / 60_000 * 60_000;
      contest.load(contenders, events, start, progress);
      for (int round = 0; round <= rounds; round++) {
        for (Contender each : contenders) {
          Measured run = contest.run(each, round);
          if (round > 0) {
            samples.get(each).add(run);
          }
          progress.accept(line(each, round, run, each.load().events(events)));
        }
      }
      contest.end();
      if (options.names("jobs").isEmpty()) {
        progress.accept("repartition bytes at 5,000 events/s of each service");
        table.repartition(Repartition.share(stage));
      }
    }
    return table.figures();
  }

  private static String line(Contender each, int round, Measured run, int events) {
    return "%-11s %-22s %7.3f µs/event %9.0f events/s"
        .formatted(
            round == 0 ? "warm-up" : "round " + round,
            each.key(),
            run.cpuNanos() / 1e3 / events,
            events * 1e9 / run.wallNanos());
  }

  private static List<Contender> contenders(List<String> names) {
    List<Contender> chosen = new ArrayList<>();
    for (Contender each : Contender.values()) {
      if (names.isEmpty() || names.contains(each.key())) {
        chosen.add(each);
      }
    }
    return chosen;
  }

  /** The processes of the contenders, and the events they read. */
  private static final class Contest implements AutoCloseable {
    private final Stage stage;
    private final Map<Contender, JobProcess> processes = new EnumMap<>(Contender.class);
    private final Map<Load, Totals> sent = new EnumMap<>(Load.class);

    Contest(Stage stage) {
      this.stage = stage;
    }

    void load(List<Contender> contenders, int events, long start, Consumer<String> progress) {
      for (Contender each : contenders) {
        if (!sent.containsKey(each.load())) {
          progress.accept(
              "writing %,d events under %s"
                  .formatted(each.load().events(events), each.load().prefix()));
          sent.put(each.load(), stage.load(each.load().of(events, start)));
        }
      }
    }

    Measured run(Contender contender, int round) throws IOException {
      JobProcess process = processes.get(contender);
      if (process == null) {
        process = new JobProcess(contender.kind(), contender.key(), stage.folder());
        processes.put(contender, process);
      }
      String id = contender.key() + "-" + round;
      Load load = contender.load();
      JobSettings settings =
          new JobSettings(
              stage.bootstrap(),
              load.prefix(),
              id,
              stage.folder().resolve("state").resolve(id),
              load.packed(),
              contender.exactlyOnce());
      Measured measured =
          contender.kind().publishes()
              ? followed(process, settings, sent.get(load))
              : unfollowed(process, settings, load);
      stage.deleteTopics(id + "-");
      return measured;
    }

    private Measured followed(JobProcess process, JobSettings settings, Totals expected)
        throws IOException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      BooleanSupplier goesOn = () -> process.alive() && System.nanoTime() < deadline;
      String topic = new Topics(settings.prefix()).slices().name();
      try (Results results = new Results(stage.bootstrap(), topic)) {
        process.start(settings);
        Totals found = results.await(expected.count(), goesOn);
        check(settings.id(), found.difference(expected));
        process.complete();
        return process.measured();
      }
    }

    private Measured unfollowed(JobProcess process, JobSettings settings, Load load)
        throws IOException {
      process.start(settings);
      Measured measured = process.measured();
      Totals expected = sent.get(load);
      Job.Sums sums = measured.sums();
      boolean same =
          sums.count() == expected.count()
              && (sums.errors() < 0
                  || sums.errors() == expected.errors()
                      && sums.latencyNanos() == expected.latencyNanos());
      check(settings.id(), same ? null : sums + " of " + expected.count());
      return measured;
    }

    private static void check(String id, String difference) {
      if (difference != null) {
        throw new IllegalStateException(id + " counted something else: " + difference);
      }
    }

    void end() {
      processes.values().forEach(JobProcess::close);
    }

    @Override
    public void close() {
      end();
    }
  }
}
