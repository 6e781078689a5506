package dev.tocsin.report.persistence;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;

/**
 * What a list is read by.
 *
 * @param sql the statement, in the list's order, without a limit
 * @param parameters its parameters
 * @param text the JSON of a row's record
 */
public record Records(String sql, Tuple parameters, Function<Row, String> text) {

  /** Of rows whose first column is the record as JSON. */
  public Records(String sql, Tuple parameters) {
    this(sql, parameters, row -> row.getString(0));
  }

  /**
   * The first records.
   *
   * @param texts each as JSON
   * @param more whether there are others behind them
   */
  public record Found(List<String> texts, boolean more) {}
}
