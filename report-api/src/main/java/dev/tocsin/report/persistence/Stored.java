package dev.tocsin.report.persistence;

/** A row that keeps its record's JSON. */
public interface Stored {
  /** The JSON, as it is answered. */
  String body();
}
