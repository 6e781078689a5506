package dev.tocsin.report.rest;

import java.util.List;
import java.util.function.Function;

/**
 * A named table of a report.
 *
 * @param name what it shows, at most 31 characters
 * @param header the names of its columns
 * @param rows its rows; null is an empty cell
 */
record Sheet(String name, List<String> header, List<List<Object>> rows) {

  /** One row for each item. */
  static <T> Sheet of(
      String name, List<String> header, List<T> items, Function<T, List<Object>> row) {
    return new Sheet(name, header, items.stream().map(row).toList());
  }
}
