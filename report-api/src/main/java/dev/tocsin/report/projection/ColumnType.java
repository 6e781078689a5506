package dev.tocsin.report.projection;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What a column holds, and how a batch of its values travels: as one array. */
enum ColumnType {
  TEXT("text[]"),
  INTEGER("integer[]"),
  BIGINT("bigint[]"),
  DOUBLE("double precision[]"),
  BOOLEAN("boolean[]"),
  BYTES("bytea[]");

  private final String array;

  ColumnType(String array) {
    this.array = array;
  }

  /** The SQL type of the array. */
  String array() {
    return array;
  }

  /** Column {@code index} of these rows, as the array that the driver takes. */
  Object values(List<Object[]> rows, int index) {
    Object[] values =
        switch (this) {
          case TEXT -> new String[rows.size()];
          case INTEGER -> new Integer[rows.size()];
          case BIGINT -> new Long[rows.size()];
          case DOUBLE -> new Double[rows.size()];
          case BOOLEAN -> new Boolean[rows.size()];
          case BYTES -> new Buffer[rows.size()];
        };
    for (int i = 0; i < values.length; i++) {
      Object value = rows.get(i)[index];
      values[i] = this == BYTES ? Buffer.buffer((byte[]) value) : value;
    }
    return values;
  }
}
