package dev.tocsin.evaluation.bench.anomaly;

/** A method that scores rows: the higher, the more anomalous. */
interface Detector {
  /** Learns from the train part and scores both parts; it may go on learning, never from labels. */
  Scores score(Series series);

  /**
   * What it said.
   *
   * @param train one score for each row of the train part
   * @param test one score for each row of the test part
   */
  record Scores(double[] train, double[] test) {}
}
