package dev.tocsin.sla.domain;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tocsin.events.CheckEvent;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.RequestEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One objective and its progress, without any stream around them. */
final class Judged {
  static final long LATENESS_MS = 60_000;
  static final long MINUTE = 60_000;
  static final long T0 = 1_767_225_600_000L;
  private static final YAMLMapper YAML = new YAMLMapper();

  final Objective objective;
  final Progress progress;

  /** With windows of maintenance. */
  Judged(String spec, String... windows) {
    List<Definition> all = new ArrayList<>();
    all.add(definition(DefinitionKind.OBJECTIVE, "O", spec));
    for (int i = 0; i < windows.length; i++) {
      all.add(definition(DefinitionKind.MAINTENANCE, "w" + i, windows[i]));
    }
    this.objective = new ObjectiveBook(valid(all)).find("O");
    this.progress = new Progress(objective, "s", LATENESS_MS);
  }

  static Objective objective(String spec) {
    return new Objective(
        valid(List.of(definition(DefinitionKind.OBJECTIVE, "O", spec))).objectives().get(0));
  }

  static Definitions valid(List<Definition> definitions) {
    Definitions all = Definitions.of(definitions);
    if (!all.invalid().isEmpty()) {
      throw new IllegalArgumentException(all.invalid().toString());
    }
    return all;
  }

  static Definition definition(DefinitionKind kind, String name, String spec) {
    try {
      return new Definition(kind, name, 1, 0, YAML.readTree(spec));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts {@code count} requests in the minute {@code minute} after T0, some of them failed. */
  Judged requests(long minute, int count, int errors, double latencyMs) {
    RequestTally tally = new RequestTally();
    for (int i = 0; i < count; i++) {
      tally.add(request(T0 + minute * MINUTE, i < errors, latencyMs), new double[] {100});
    }
    return count(minute, tally);
  }

  Judged count(long minute, Tally tally) {
    progress.count(T0 + minute * MINUTE, tally, 0);
    return this;
  }

  static RequestEvent request(long timestamp, boolean failed, double latencyMs) {
    return new RequestEvent(
        timestamp,
        "s",
        null,
        null,
        null,
        null,
        Map.of(),
        1,
        failed ? 1 : 0,
        latencyMs,
        null,
        null,
        null);
  }

  static CheckEvent check(long timestamp, String check, boolean up, Long intervalMs) {
    return new CheckEvent(timestamp, "s", check, up, null, null, intervalMs, false);
  }

  static RequestTally latencies(double... latenciesMs) {
    RequestTally tally = new RequestTally();
    for (double each : latenciesMs) {
      tally.add(request(T0, false, each), new double[0]);
    }
    return tally;
  }

  /** The figures of the period that ends with the slice in which this minute lies. */
  Judgement at(long minute) {
    long number = objective.slotOf(T0 + minute * MINUTE);
    return progress.judge(number, objective.startOf(number + 1));
  }

  static long minutes(Duration duration) {
    return duration.toMinutes();
  }
}
