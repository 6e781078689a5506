package dev.tocsin.report.rest;

import java.util.List;
import java.util.stream.Stream;

/** An answer that has a table for whoever accepts {@code text/csv}. */
interface Tabular {
  /** The media type of the table. */
  String CSV = "text/csv";

  /** How to read it: pairs of names and values. */
  List<List<Object>> remarks();

  /** The names of the columns. */
  List<String> header();

  /** The rows; an empty text is an empty cell. */
  Stream<List<Object>> rows();
}
