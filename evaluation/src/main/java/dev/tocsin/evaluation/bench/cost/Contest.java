package dev.tocsin.evaluation.bench.cost;

import dev.tocsin.evaluation.bench.job.Job;
import dev.tocsin.evaluation.bench.job.JobMain.Measured;
import dev.tocsin.evaluation.bench.job.JobSettings;
import dev.tocsin.evaluation.bench.load.Stage;
import dev.tocsin.evaluation.bench.load.Totals;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The processes of the contenders, and the events they read. Each run's results are compared with
 * what was sent; one wrong figure ends the benchmark.
 */
final class Contest implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * How long ago the first event is: ten series take most of a day for what others do in minutes.
   */
  private static final Duration AGO = Duration.ofHours(20);

  /** A job is warm when the compilers take less of a run. */
  private static final double COMPILERS_SHARE = 0.03;

  /** Goes on after so many runs, or so much processor time, whatever the compilers do. */
  static final int MOST_WARM_UPS = 12;

  private static final double MOST_WARM_UP_SECONDS = 60;

  private final Stage stage;
  private final List<Contender> contenders;
  private final int events;
  private final int mostWarmUps;
  private final boolean profiled;
  private final Consumer<String> progress;
  private final Map<String, JobProcess> processes = new HashMap<>();
  private final Map<Load, Totals> sent = new EnumMap<>(Load.class);
  private int runs;

  /**
   * @param events of a whole load
   * @param mostWarmUps how many runs a job has at most to get warm
   * @param profiled whether all are sampled; then their times are not to be compared with others
   */
  Contest(
      Stage stage,
      List<Contender> contenders,
      int events,
      int mostWarmUps,
      boolean profiled,
      Consumer<String> progress) {
    this.mostWarmUps = mostWarmUps;
    this.profiled = profiled;
    this.stage = stage;
    this.contenders = contenders;
    this.events = events;
    this.progress = progress;
  }

  /** Those of these names, all when there are none. */
  static List<Contender> contenders(List<String> names) {
    List<Contender> chosen = new ArrayList<>();
    for (Contender each : Contender.values()) {
      if (names.isEmpty() || names.contains(each.key())) {
        chosen.add(each);
      }
    }
    return chosen;
  }

  /** Writes the events and lets each job run until it is warm. */
  void prepare() throws IOException {
    long start = (System.currentTimeMillis() - AGO.toMillis()) / 60_000 * 60_000;
    for (Contender each : contenders) {
      Load load = each.load();
      if (!sent.containsKey(load)) {
        progress.accept(
            "writing %,d events under %s".formatted(load.events(events), load.prefix()));
        sent.put(load, stage.load(load.of(events, start)));
      }
    }
    for (Contender each : contenders) {
      warmUp(each);
    }
  }

  /** The compilers are done when a run leaves them nearly nothing to do. */
  private void warmUp(Contender contender) throws IOException {
    double seconds = 0;
    boolean warm = false;
    for (int i = 0; i < mostWarmUps && !warm && seconds < MOST_WARM_UP_SECONDS; i++) {
      Measured run = run(contender, "warm-up");
      seconds += run.cpuNanos() / 1e9;
      warm = run.compilerNanos() <= COMPILERS_SHARE * run.cpuNanos();
    }
  }

  /**
   * Lets a job do its work once, from the beginning.
   *
   * @param round what the run is called
   */
  Measured run(Contender contender, String round) throws IOException {
    JobProcess process = process(contender);
    String id = contender.key() + "-" + runs++;
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
            : unfollowed(process, settings, sent.get(load));
    stage.deleteTopics(id + "-");
    progress.accept(
        "%-11s %-22s %7.3f µs/event, compilers %4.1f%%, %9.0f events/s"
            .formatted(
                round,
                contender.key(),
                measured.cpuNanos() / 1e3 / load.events(events),
                100.0 * measured.compilerNanos() / measured.cpuNanos(),
                load.events(events) * 1e9 / measured.wallNanos()));
    return measured;
  }

  /** The same job on other loads shares its process: it is warm already. */
  private JobProcess process(Contender contender) throws IOException {
    String name = contender.kind() + (contender.load().packed() ? "-packed" : "");
    JobProcess process = processes.get(name);
    if (process == null) {
      process = new JobProcess(contender.kind(), name, stage.folder(), profiled);
      processes.put(name, process);
    }
    return process;
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

  private static Measured unfollowed(JobProcess process, JobSettings settings, Totals expected)
      throws IOException {
    process.start(settings);
    Measured measured = process.measured();
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

  @Override
  public void close() {
    processes.values().forEach(JobProcess::close);
  }
}
