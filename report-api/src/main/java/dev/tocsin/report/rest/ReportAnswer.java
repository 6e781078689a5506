package dev.tocsin.report.rest;

import java.util.List;
import java.util.stream.Stream;

/** A report: JSON as it stands, one table as CSV, all its tables as a workbook or as pages. */
interface ReportAnswer extends Explained {
  /** The media type of a workbook. */
  String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  /** The media type of pages. */
  String PDF = "application/pdf";

  /** Its tables, the main one first. */
  List<Sheet> sheets();

  /** The same as they are read on paper, the most important one first. */
  default List<Sheet> pages() {
    return sheets();
  }

  @Override
  default List<String> header() {
    return sheets().get(0).header();
  }

  @Override
  default Stream<List<Object>> rows() {
    return sheets().get(0).rows().stream();
  }
}
