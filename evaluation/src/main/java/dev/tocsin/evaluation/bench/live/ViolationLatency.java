package dev.tocsin.evaluation.bench.live;

import dev.tocsin.evaluation.bench.Benchmark;
import dev.tocsin.evaluation.bench.Figures;
import dev.tocsin.evaluation.bench.Options;
import dev.tocsin.evaluation.bench.job.ThreadTimes;
import dev.tocsin.evaluation.bench.live.EvaluatorMain.Membership;
import dev.tocsin.evaluation.bench.load.Stage;
import dev.tocsin.events.Slice;
import dev.tocsin.events.Topics;
import dev.tocsin.events.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How soon a broken promise is told: from the intended send time of the event that breaks an
 * objective to its violation on the topic, committed, at half of the evaluator's largest throughput
 * on this machine. An open loop, so that a slow answer cannot delay the next question.
 */
public final class ViolationLatency implements Benchmark {
  private static final String NAME = "latency";
  private static final String REHEARSAL = "rehearsal-";
  private static final String PROBE = "probe-";
  private static final int PROBES = 600;
  private static final int SERVICES = 200;
  private static final int FULL_SPEED_EVENTS = 600_000;

  /** A stretch of the warm-up: when the compilers take less of it, the evaluator is warm. */
  private static final int STRETCH_SECONDS = 5;

  private static final double COMPILERS_SHARE = 0.05;

  /** So many in a row: between two bursts of work the compilers rest for some seconds. */
  private static final int WARM_STRETCHES = 2;

  /** What the end of a minute runs through is used only then. */
  private static final int MINUTE_ENDS = 4;

  private static final int MOST_WARM_UP_SECONDS = 300;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public Set<String> options() {
    return Set.of("seconds", "rate");
  }

  @Override
  public Figures run(Options options, Path folder, Consumer<String> progress) throws IOException {
    int seconds = options.number("seconds", 60);
    try (Stage stage = new Stage(folder.resolve(NAME))) {
      Topics topics = stage.topics(NAME + ".");
      stage.awaitLeaders(topics.requests().name());
      try (LiveEvaluator evaluator = LiveEvaluator.start(stage, NAME, Membership.STATIC);
          Sender sender = new Sender(stage.bootstrap(), topics.requests().name())) {
        fullSpeed(stage, topics, sender, evaluator::alive);
        double most = fullSpeed(stage, topics, sender, evaluator::alive);
        progress.accept("at full speed %,.0f events/s".formatted(most));
        double rate = options.number("rate", (int) (most / 2));
        progress.accept("rehearsal: %d s at %,.0f events/s".formatted(seconds, rate));
        violations(stage, topics, sender, REHEARSAL, rate, seconds);
        warmUp(evaluator, sender, rate, progress);
        progress.accept("%d s at %,.0f events/s".formatted(seconds, rate));
        double[] millis = violations(stage, topics, sender, PROBE, rate, seconds);
        return figures(millis, rate, most);
      }
    }
  }

  /**
   * Sends at the rate that is measured, until some minutes have ended and the compilers of the
   * evaluator are done.
   */
  private static void warmUp(
      LiveEvaluator evaluator, Sender sender, double rate, Consumer<String> progress) {
    long first = minute();
    int warm = 0;
    for (int s = 0; s < MOST_WARM_UP_SECONDS; s += STRETCH_SECONDS) {
      if (warm >= WARM_STRETCHES && minute() - first >= MINUTE_ENDS) {
        return;
      }
      ThreadTimes threads = new ThreadTimes(evaluator.handle());
      long before = System.nanoTime();
      sender.send((int) (rate * STRETCH_SECONDS), rate, SERVICES, i -> {});
      double share = (double) threads.compilerNanos() / (System.nanoTime() - before);
      warm = share > COMPILERS_SHARE ? 0 : warm + 1;
      progress.accept("warm-up: compilers take %.0f%% of a processor".formatted(100 * share));
    }
  }

  private static long minute() {
    return Duration.ofMillis(System.currentTimeMillis()).toMinutes();
  }

  /** Events a second when they are sent as fast as possible, until all are counted. */
  private static double fullSpeed(
      Stage stage, Topics topics, Sender sender, BooleanSupplier alive) {
    int events = FULL_SPEED_EVENTS;
    Map<String, Long> counts = new HashMap<>();
    try (Follower<Slice> slices = new Follower<>(stage.bootstrap(), topics.slices())) {
      long before = System.nanoTime();
      String marker = "marker-" + before;
      sender.send(events, 1e9, SERVICES, i -> {});
      // Behind the events of each partition: when these are counted, all before them are read.
      for (int i = 0; i < 64; i++) {
        sender.send(marker + i, true);
      }
      sender.flush();
      while (counts.size() < 64) {
        if (!alive.getAsBoolean() || System.nanoTime() - before > PATIENCE.toNanos()) {
          throw new IllegalStateException("the evaluator did not count everything");
        }
        for (Slice each : slices.next()) {
          if (each.service().startsWith(marker)) {
            counts.put(each.service(), each.count());
          }
        }
      }
      return events * 1e9 / (System.nanoTime() - before);
    }
  }

  /**
   * Breaks the promises of so many services, one after the other, amid the events of others.
   *
   * @param services what their names begin with
   * @return how long each took, in milliseconds, sorted
   */
  private static double[] violations(
      Stage stage, Topics topics, Sender sender, String services, double rate, int seconds) {
    for (int i = 0; i < PROBES; i++) {
      for (int good = 0; good < 10; good++) {
        sender.send(services + i, true);
      }
    }
    Map<String, Long> intended = new ConcurrentHashMap<>();
    Map<String, Long> seen = new ConcurrentHashMap<>();
    try (Follower<Violation> violations = new Follower<>(stage.bootstrap(), topics.violations())) {
      Thread watch =
          new Thread(
              () -> {
                while (seen.size() < PROBES && !Thread.currentThread().isInterrupted()) {
                  for (Violation each : violations.next()) {
                    if (each.service().startsWith(services) && each.ended() == null) {
                      seen.putIfAbsent(each.service(), System.nanoTime());
                    }
                  }
                }
              });
      watch.start();
      int events = (int) (rate * seconds);
      int every = events / PROBES;
      long start = System.nanoTime();
      sender.send(
          events,
          rate,
          SERVICES,
          i -> {
            int probe = i / every;
            if (i % every == 0 && probe < PROBES) {
              intended.put(services + probe, start + (long) (i * 1e9 / rate));
              sender.send(services + probe, false);
            }
          });
      join(watch);
    }
    if (seen.size() < PROBES) {
      throw new IllegalStateException(seen.size() + " of " + PROBES + " violations came");
    }
    return intended.entrySet().stream()
        .mapToDouble(each -> (seen.get(each.getKey()) - each.getValue()) / 1e6)
        .sorted()
        .toArray();
  }

  private static void join(Thread watch) {
    try {
      watch.join(PATIENCE.toMillis());
      watch.interrupt();
      watch.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Figures figures(double[] millis, double rate, double most) {
    Figures figures = new Figures();
    figures.put("p50Ms", rank(millis, 0.5));
    figures.put("p99Ms", rank(millis, 0.99));
    figures.put("p999Ms", rank(millis, 0.999));
    figures.put("maxMs", millis[millis.length - 1]);
    figures.put("eventsPerSecond", rate);
    figures.put("mostEventsPerSecond", most);
    figures.put("violations", millis.length);
    double p99 = rank(millis, 0.99);
    figures.line("%,.0f events/s of one event a record; at most %,.0f are counted.", rate, most);
    figures.line("");
    figures.line("| from the event that breaks an objective to the violation | ms | goal | |");
    figures.line("|---|---:|---:|---|");
    figures.line("| p50 of %d | %.0f | | |", millis.length, rank(millis, 0.5));
    figures.line("| p99 | %.0f | under 250 | %s |", p99, p99 < 250 ? "reached" : "falls short");
    figures.line("| p99.9 | %.0f | | |", rank(millis, 0.999));
    figures.line("| largest | %.0f | | |", Arrays.stream(millis).max().orElseThrow());
    return figures;
  }

  /** The smallest value that so large a share of all are at or under. */
  private static double rank(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(sorted.length * share) - 1)];
  }
}
