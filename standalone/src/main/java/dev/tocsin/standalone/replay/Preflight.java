package dev.tocsin.standalone.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks into all files before the first row is sent, so that a mistake in the options loads nothing
 * rather than half.
 */
record Preflight(Mapping mapping) {
  /**
   * @throws InvalidOptionException when a file cannot be read or the mapping does not fit it
   */
  void check(List<Path> files) {
    Set<String> columns = new HashSet<>();
    boolean tables = true;
    for (Path file : files) {
      try (RowSource rows = Recording.open(file, bytes -> {})) {
        rows.mapper(mapping);
        columns.addAll(rows.columns());
        tables &= !rows.columns().isEmpty();
      } catch (IOException e) {
        throw new InvalidOptionException("FILE", file + ": " + e.getMessage());
      }
    }
    for (String skipped : mapping.skipped()) {
      if (tables && !columns.contains(skipped)) {
        throw new InvalidOptionException("--skip " + skipped, "no file has such a column");
      }
    }
  }
}
