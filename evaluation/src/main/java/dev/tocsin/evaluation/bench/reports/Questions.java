package dev.tocsin.evaluation.bench.reports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** What readers ask, each time something else. */
final class Questions {
  private static final List<String> RANGES = List.of("now-24h", "now-7d", "now-30d", "now-90d");

  private Questions() {}

  /** Of each report: the range is one of four, and one in five asks about all services. */
  static Map<String, Function<Random, String>> ofReports() {
    Map<String, Function<Random, String>> questions = new LinkedHashMap<>();
    questions.put(
        "telemetry",
        random ->
            report("telemetry", range(random), random)
                + (random.nextInt(5) == 0 ? "&zone=Europe/Berlin" : ""));
    for (String name : List.of("incidents", "compliance", "anomalies")) {
      questions.put(name, random -> report(name, range(random), random));
    }
    questions.put("capacity", random -> report("capacity", "now-7d", random));
    questions.put("fleet", random -> "/api/v1/reports/fleet?from=" + range(random));
    questions.put("overview", random -> "/api/v1/overview");
    return questions;
  }

  private static String range(Random random) {
    return RANGES.get(random.nextInt(RANGES.size()));
  }

  private static String report(String name, String from, Random random) {
    String service =
        random.nextInt(5) == 0
            ? ""
            : "&service=" + History.service(random.nextInt(History.SERVICES));
    return "/api/v1/reports/" + name + "?from=" + from + service;
  }
}
