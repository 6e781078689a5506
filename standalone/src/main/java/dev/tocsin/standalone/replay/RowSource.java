package dev.tocsin.standalone.replay;

import java.io.Closeable;
import java.io.IOException;

/** The rows of one file, in its order. */
interface RowSource extends Closeable {
  /**
   * The next row, or null after the last.
   *
   * @throws IOException when the file cannot be read on
   */
  Row next() throws IOException;

  /**
   * What makes events of these rows.
   *
   * @throws InvalidOptionException when the mapping does not fit this file
   */
  RowMapper mapper(Mapping mapping) throws IOException;
}
