package dev.tocsin.evaluation.bench.job;

/** The jobs. */
public enum JobKind {
  POLL,
  PARSER,
  EVALUATOR,
  DSL,
  FLINK;

  /** One by one: Flink's classes are on the class path of its own process only. */
  Job job() {
    return switch (this) {
      case POLL -> new PollJob();
      case PARSER -> new ParserJob();
      case EVALUATOR -> new EvaluatorJob();
      case DSL -> new DslJob();
      case FLINK -> new FlinkJob();
    };
  }

  /** Whether its results stand on the topic of slices. */
  public boolean publishes() {
    return this != POLL && this != PARSER;
  }
}
