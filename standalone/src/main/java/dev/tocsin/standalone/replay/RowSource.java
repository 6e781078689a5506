package dev.tocsin.standalone.replay;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** The rows of one file, in its order. */
interface RowSource extends Closeable {
  /**
   * The next row, or null after the last.
   *
   * @throws IOException when the file cannot be read on
   */
  Row next() throws IOException;

  /** The names of the columns; empty when each row has its own. */
  List<String> columns();

  /**
   * What makes events of these rows.
   *
   * @throws InvalidOptionException when the mapping does not fit this file
   */
  RowMapper mapper(Mapping mapping) throws IOException;
}
