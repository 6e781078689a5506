package dev.tocsin.report.rest;

import java.util.List;

/** A table that says how it came about. */
interface Explained extends Tabular {
  /** How to read it. */
  About about();

  @Override
  default List<List<Object>> remarks() {
    return about().lines();
  }
}
