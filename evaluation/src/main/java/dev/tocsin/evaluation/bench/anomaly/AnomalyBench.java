package dev.tocsin.evaluation.bench.anomaly;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.evaluation.bench.Benchmark;
import dev.tocsin.evaluation.bench.Figures;
import dev.tocsin.evaluation.bench.Options;
import dev.tocsin.evaluation.bench.live.ScoreDelay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Labelled recordings through the code of the service, beside other methods; and what a scored
 * window costs. One configuration for all series, no label in training.
 */
public final class AnomalyBench implements Benchmark {
  @Override
  public Set<String> options() {
    return Set.of("data", "only", "others", "speed");
  }

  @Override
  public Figures run(Options options, Path folder, Consumer<String> progress) throws IOException {
    Recordings recordings = new Recordings(options.text("data", null));
    boolean others = !options.text("others", "yes").equals("no");
    List<String> only = options.names("only");
    JsonNode reference = recordings.reference();
    Figures figures = new Figures();
    Map<String, Contest> contests = new LinkedHashMap<>();
    recordings
        .collections()
        .forEach(
            (name, collection) -> {
              if ((only.isEmpty() || only.contains(name)) && !collection.isEmpty()) {
                Consumer<String> about = line -> progress.accept(name + " " + line);
                contests.put(name, Contest.of(collection, others, about));
              }
            });
    if (contests.isEmpty() && !only.contains("precursors")) {
      throw new IllegalArgumentException("none of smd, asd and nab has series in " + recordings);
    }
    contests.forEach(
        (name, contest) -> {
          AccuracyTable.print(name, contest, reference.path(name), figures);
          figures.put(name, json(contest));
        });
    if (only.isEmpty() || only.contains("precursors")) {
      progress.accept("incidents that announce themselves");
      Precursors.measure(figures);
    }
    if (!options.text("speed", "yes").equals("no")) {
      ScoringSpeed.measure(recordings, folder, figures, progress);
      progress.accept("two minutes of live data through a broker");
      ScoreDelay.measure(folder, figures);
    }
    return figures;
  }

  /** One collection's figures as they are written. */
  static Map<String, Object> json(Contest contest) {
    Map<String, Object> json = new LinkedHashMap<>();
    Map<String, Object> reference = new TreeMap<>();
    for (String method : contest.methods()) {
      Map<String, Object> figures =
          Map.of("mean", contest.mean(method), "perSeries", contest.perSeries(method));
      if (method.equals(Contest.SERVICE)) {
        json.putAll(figures);
      } else {
        reference.put(method, figures);
      }
    }
    json.put("reference", reference);
    return json;
  }
}
