package dev.tocsin.report.delivery;

/** What came of an attempt to send a report. */
sealed interface Outcome {
  /** What is known about it, in words. */
  String said();

  /** The receiver has it. */
  record Delivered(String said) implements Outcome {}

  /** It may work later. */
  record Later(String said) implements Outcome {}

  /** It never will, as it is declared. */
  record Never(String said) implements Outcome {}
}
