package dev.tocsin.report.projection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of the read model: a key, and what makes a record of that key newer than another. Writing
 * the same records again, or older ones later, changes nothing.
 */
final class Table {
  private final String name;
  private final List<Column> columns;
  private final int keys;
  private final int[] newness;
  private final int sticky;
  private final int stickyWhile;
  private final String upsert;
  private final String insertMissing;

  private Table(Builder builder) {
    this.name = builder.name;
    this.columns = List.copyOf(builder.columns);
    this.keys = builder.keys;
    this.newness = Arrays.stream(builder.newness).mapToInt(this::index).toArray();
    this.sticky = builder.sticky == null ? -1 : index(builder.sticky);
    this.stickyWhile = builder.sticky == null ? -1 : index(builder.stickyWhile);
    String conflict = insertSql() + " ON CONFLICT (" + names("", columns.subList(0, keys)) + ")";
    this.upsert = conflict + updateSql();
    this.insertMissing = conflict + " DO NOTHING";
  }

  static Builder named(String name) {
    return new Builder(name);
  }

  String name() {
    return name;
  }

  /** One statement for any number of rows; its parameters are {@link #arrays}. */
  String upsert() {
    return upsert;
  }

  /** Writes only rows of keys that are not there; its parameters are {@link #arrays}. */
  String insertMissing() {
    return insertMissing;
  }

  List<Object> arrays(List<Object[]> rows) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i).type().values(rows, i))
        .toList();
  }

  List<Object> key(Object[] row) {
    return Arrays.asList(row).subList(0, keys);
  }

  /**
   * The row that stays when {@code later} arrives after {@code earlier}: one statement must not
   * touch a row twice, so that a batch settles this beforehand by the rule that the statement has.
   */
  Object[] newer(Object[] earlier, Object[] later) {
    for (int column : newness) {
      int compared = Long.compare((Long) later[column], (Long) earlier[column]);
      if (compared < 0) {
        return earlier;
      }
      if (compared > 0) {
        break;
      }
    }
    if (sticky >= 0 && earlier[stickyWhile].equals(later[stickyWhile])) {
      later[sticky] = earlier[sticky];
    }
    return later;
  }

  private int index(String column) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).name().equals(column))
        .findFirst()
        .orElseThrow();
  }

  private String insertSql() {
    String arrays =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "$" + (i + 1) + "::" + columns.get(i).type().array())
            .collect(Collectors.joining(", "));
    return "INSERT INTO %s AS t (%s) SELECT * FROM unnest(%s)"
        .formatted(name, names("", columns), arrays);
  }

  private String updateSql() {
    String set =
        IntStream.range(keys, columns.size())
            .mapToObj(this::assignment)
            .collect(Collectors.joining(", "));
    List<Column> order = Arrays.stream(newness).mapToObj(columns::get).toList();
    return " DO UPDATE SET %s WHERE (%s) < (%s)"
        .formatted(set, names("t.", order), names("excluded.", order));
  }

  private String assignment(int index) {
    String column = columns.get(index).name();
    if (index != sticky) {
      return column + " = excluded." + column;
    }
    String same = columns.get(stickyWhile).name();
    return "%1$s = CASE WHEN t.%2$s = excluded.%2$s THEN t.%1$s ELSE excluded.%1$s END"
        .formatted(column, same);
  }

  private static String names(String prefix, List<Column> columns) {
    return columns.stream().map(c -> prefix + c.name()).collect(Collectors.joining(", "));
  }

  private record Column(String name, ColumnType type) {}

  /** Columns in their order, the key's first. */
  static final class Builder {
    private final String name;
    private final List<Column> columns = new ArrayList<>();
    private int keys;
    private String[] newness = {"rank"};
    private String sticky;
    private String stickyWhile;

    private Builder(String name) {
      this.name = name;
    }

    Builder with(ColumnType type, String... names) {
      for (String column : names) {
        columns.add(new Column(column, type));
      }
      return this;
    }

    /** Everything so far is the key. */
    Builder key() {
      keys = columns.size();
      return this;
    }

    /** What makes a row newer, most significant first; unless said, the rank. */
    Builder newest(String... byColumns) {
      newness = byColumns;
      return this;
    }

    /** A column that keeps its first value while another one stays the same. */
    Builder sticky(String column, String whileSame) {
      sticky = column;
      stickyWhile = whileSame;
      return this;
    }

    Table build() {
      return new Table(this);
    }
  }
}
