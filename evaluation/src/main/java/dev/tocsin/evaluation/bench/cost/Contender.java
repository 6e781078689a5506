package dev.tocsin.evaluation.bench.cost;

import dev.tocsin.evaluation.bench.job.JobKind;

/** A job on a workload. */
enum Contender {
  POLL("poll", JobKind.POLL, Load.UNIFORM, "bare consumer, polls only"),
  PARSER("parser", JobKind.PARSER, Load.UNIFORM, "Jackson streaming parser, the limit"),
  EVALUATOR("evaluator", JobKind.EVALUATOR, Load.UNIFORM, "this evaluator, exactly once"),
  PARSER_PACKED("parserPacked", JobKind.PARSER, Load.PACKED, "parser, 100 events a record"),
  EVALUATOR_PACKED(
      "evaluatorPacked", JobKind.EVALUATOR, Load.PACKED, "this evaluator, 100 events a record"),
  DSL_AT_LEAST_ONCE("dslAtLeastOnce", JobKind.DSL, Load.UNIFORM, "Streams DSL, at least once"),
  DSL_EXACTLY_ONCE("dslExactlyOnce", JobKind.DSL, Load.UNIFORM, "Streams DSL, exactly once"),
  DSL_EXACTLY_ONCE_PACKED(
      "dslExactlyOncePacked", JobKind.DSL, Load.PACKED, "Streams DSL, exactly once, 100 a record"),
  FLINK("flink", JobKind.FLINK, Load.UNIFORM, "Flink, exactly once"),
  FLINK_PACKED("flinkPacked", JobKind.FLINK, Load.PACKED, "Flink, exactly once, 100 a record"),
  HOT_KEY("hotKey", JobKind.EVALUATOR, Load.HOT, "this evaluator, one service sends 90%"),
  SERVICES_10("services10", JobKind.EVALUATOR, Load.TEN, "this evaluator, 10 services"),
  SERVICES_10000(
      "services10000", JobKind.EVALUATOR, Load.TEN_THOUSAND, "this evaluator, 10,000 services"),
  SERIES_40000("series40000", JobKind.EVALUATOR, Load.WIDE, "this evaluator, 40,000 series"),
  SERIES_800("series800", JobKind.EVALUATOR, Load.NARROW, "this evaluator, 800 series as long");

  private final String key;
  private final JobKind kind;
  private final Load load;
  private final String title;

  Contender(String key, JobKind kind, Load load, String title) {
    this.key = key;
    this.kind = kind;
    this.load = load;
    this.title = title;
  }

  /** Its name among the figures and in {@code --jobs}. */
  String key() {
    return key;
  }

  JobKind kind() {
    return kind;
  }

  Load load() {
    return load;
  }

  String title() {
    return title;
  }

  /** Whether results must survive crashes exactly once; a plain consumer has none. */
  boolean exactlyOnce() {
    return kind.publishes() && !key.startsWith("dslAtLeast");
  }
}
