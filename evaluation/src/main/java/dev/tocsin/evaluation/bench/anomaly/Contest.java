package dev.tocsin.evaluation.bench.anomaly;

import dev.tocsin.evaluation.bench.anomaly.Detector.Scores;
import dev.tocsin.evaluation.bench.anomaly.Recordings.Collection;
import dev.tocsin.events.Model.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Every method on every series of one collection, several series at a time. */
final class Contest {
  /** The name under which the service's own figures are kept. */
  static final String SERVICE = "tocsin";

  /** The service, had its challengers scored instead of its ensembles. */
  static final String CHALLENGER = "tocsinRandomCutForest";

  /** For so many points, six hours, what goes on is the same alarm. */
  private static final int QUIET = 72;

  private static final Map<String, Detector> OTHERS =
      new TreeMap<>(
          Map.of(
              "plainForest", new PlainForest(),
              "whitenedDistance", new WhitenedDistance(),
              "robustZ", new RobustZ(),
              "randomCutForest", new RandomCut()));

  private final Map<String, Map<String, Map<String, Double>>> byMethod = new LinkedHashMap<>();
  private final Map<String, NabScore> aws = new TreeMap<>();
  private final Map<String, NabScore> all = new TreeMap<>();

  private Contest() {}

  static Contest of(Collection collection, boolean others, Consumer<String> progress) {
    Contest contest = new Contest();
    contest.byMethod.put(SERVICE, new TreeMap<>());
    if (others) {
      contest.byMethod.put(CHALLENGER, new TreeMap<>());
      OTHERS.keySet().forEach(name -> contest.byMethod.put(name, new TreeMap<>()));
    }
    int count = collection.paths().size();
    AtomicInteger done = new AtomicInteger();
    int threads = Math.min(2, Runtime.getRuntime().availableProcessors());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (Path path : collection.paths()) {
        Consumer<String> about =
            line -> progress.accept("%s (%d of %d)".formatted(line, done.incrementAndGet(), count));
        runs.add(pool.submit(() -> contest.run(collection.read().apply(path), others, about)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return contest;
  }

  private void run(Series series, boolean others, Consumer<String> progress) {
    service(series, SERVICE, Kind.ENSEMBLE);
    if (others) {
      service(series, CHALLENGER, Kind.RANDOM_CUT);
      OTHERS.forEach(
          (name, detector) -> {
            Scores scores = detector.score(series);
            keep(series, name, scores, Judgement.of(series, scores));
          });
    }
    progress.accept(series.name());
  }

  private void service(Series series, String method, Kind models) {
    Service.Run run = Service.replay(series, models);
    keep(series, method, run.scores(), Judgement.of(series, run));
  }

  private synchronized void keep(
      Series series, String method, Scores scores, Map<String, Double> figures) {
    byMethod.get(method).put(series.name(), figures);
    if (series.probation() > 0) {
      all.computeIfAbsent(method, m -> new NabScore()).add(series, scores.test(), QUIET);
      if (series.name().startsWith("realAWSCloudwatch")) {
        aws.computeIfAbsent(method, m -> new NabScore()).add(series, scores.test(), QUIET);
      }
    }
  }

  /** The methods, the service first. */
  Iterable<String> methods() {
    return byMethod.keySet();
  }

  boolean ran(String method) {
    return byMethod.containsKey(method);
  }

  Map<String, Map<String, Double>> perSeries(String method) {
    return byMethod.get(method);
  }

  /** The means over the series, and NAB's score where it is NAB. */
  Map<String, Double> mean(String method) {
    Map<String, Double> mean = Judgement.mean(byMethod.get(method).values());
    if (aws.containsKey(method)) {
      mean.put("nabStandardAws", aws.get(method).normalised());
      mean.put("nabStandardAll", all.get(method).normalised());
    }
    return mean;
  }
}
