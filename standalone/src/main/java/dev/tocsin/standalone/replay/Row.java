package dev.tocsin.standalone.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A row of a file; lines count from 1, as editors count them. */
sealed interface Row {
  /** The line that the row begins in. */
  long line();

  /** A row of cells, as many as the header has. */
  record Cells(long line, List<String> cells) implements Row {}

  /** A row that is a JSON object. */
  record Json(long line, ObjectNode object) implements Row {}

  /** A row that cannot be read. */
  record Broken(long line, String reason) implements Row {}
}
