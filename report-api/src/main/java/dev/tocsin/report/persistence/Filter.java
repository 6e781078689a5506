package dev.tocsin.report.persistence;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The conditions of a list; values travel as parameters only. What is null is no condition. Fields
 * are named as records name them.
 */
public final class Filter {
  private final StringBuilder where = new StringBuilder("true");
  private final List<Object> values = new ArrayList<>();

  /** Only rows with this value. */
  public Filter is(String field, Object value) {
    return compare(field, "=", value);
  }

  /** Only rows at or over this value. */
  public Filter atLeast(String field, Object value) {
    return compare(field, ">=", value);
  }

  /** Only rows under this value. */
  public Filter under(String field, Object value) {
    return compare(field, "<", value);
  }

  /** A further condition without parameters. */
  public Filter and(String condition) {
    where.append(" AND ").append(condition);
    return this;
  }

  /** Either no value, or one at or over this. */
  public Filter absentOrAtLeast(String field, Object value) {
    if (value != null) {
      and("(%1$s IS NULL OR %1$s >= %2$s)".formatted(column(field), parameter(value)));
    }
    return this;
  }

  /**
   * Only rows behind this one, in an order that begins with a descending number and goes on with
   * ascending texts.
   *
   * @param fields the fields of the order
   * @param values their values in that row; null for no condition
   */
  public Filter behind(List<String> fields, List<Object> values) {
    if (values == null) {
      return this;
    }
    String condition = "";
    for (int i = fields.size() - 1; i >= 0; i--) {
      String value = parameter(values.get(i));
      String column = column(fields.get(i));
      String beyond = column + (i == 0 ? " < " : " > ") + value;
      condition =
          condition.isEmpty()
              ? beyond
              : "(%s OR (%s = %s AND %s))".formatted(beyond, column, value, condition);
    }
    return and(condition);
  }

  /**
   * The records of this table that fulfil them.
   *
   * @param fields the order: the first descending, the others ascending
   */
  public Records newest(String table, List<String> fields) {
    List<String> columns = fields.stream().map(Filter::column).toList();
    return records(table, columns.get(0) + " DESC" + and(columns.subList(1, columns.size())));
  }

  /**
   * The records of this table that fulfil them.
   *
   * @param order what stands behind {@code ORDER BY}
   */
  public Records records(String table, String order) {
    String sql = "SELECT body FROM %s WHERE %s ORDER BY %s".formatted(table, where, order);
    return new Records(sql, Tuple.from(values));
  }

  private static String and(List<String> columns) {
    return columns.isEmpty() ? "" : ", " + String.join(", ", columns);
  }

  private Filter compare(String field, String operator, Object value) {
    if (value != null) {
      and("%s %s %s".formatted(column(field), operator, parameter(value)));
    }
    return this;
  }

  private String parameter(Object value) {
    values.add(value);
    return "$" + values.size();
  }

  /** {@code periodEnd} is the column {@code period_end}. */
  private static String column(String field) {
    return field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /**
   * The statement with {@code ($n::text IS NULL OR column = $n)} settled beforehand: a plan that is
   * kept for all parameters finds the index only then.
   */
  static String chosen(String sql, String column, int parameter, String value) {
    String either = "($%2$d::text IS NULL OR %1$s = $%2$d)".formatted(column, parameter);
    String settled = value == null ? "$%2$d::text IS NULL" : "%1$s = $%2$d";
    return sql.replace(either, settled.formatted(column, parameter));
  }
}
