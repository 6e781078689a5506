package dev.tocsin.evaluation.bench.job;

import java.util.function.Supplier;

/** The jobs. */
public enum JobKind {
  POLL(PollJob::new, false),
  PARSER(ParserJob::new, false),
  EVALUATOR(EvaluatorJob::new, true);

  private final Supplier<Job> constructor;
  private final boolean publishes;

  JobKind(Supplier<Job> constructor, boolean publishes) {
    this.constructor = constructor;
    this.publishes = publishes;
  }

  Job job() {
    return constructor.get();
  }

  /** Whether its results stand on the topic of slices. */
  public boolean publishes() {
    return publishes;
  }
}
