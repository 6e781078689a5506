package dev.tocsin.report.persistence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The conditions of a query; values travel as parameters only. What is null is no condition. */
public final class Filter {
  private final StringBuilder where = new StringBuilder("1 = 1");
  private final Map<String, Object> parameters = new HashMap<>();

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
    where.append(" and ").append(condition);
    return this;
  }

  /** Either no value, or one at or over this. */
  public Filter absentOrAtLeast(String field, Object value) {
    if (value != null) {
      String name = name(value);
      and("(%1$s is null or %1$s >= :%2$s)".formatted(field, name));
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
    StringBuilder condition = new StringBuilder();
    for (int i = fields.size() - 1; i >= 0; i--) {
      String value = ":" + name(values.get(i));
      String field = fields.get(i);
      String beyond = field + (i == 0 ? " < " : " > ") + value;
      condition =
          new StringBuilder(
              condition.isEmpty()
                  ? beyond
                  : "(%s or (%s = %s and %s))".formatted(beyond, field, value, condition));
    }
    return and(condition.toString());
  }

  /** The conditions, in HQL. */
  public String where() {
    return where.toString();
  }

  /** The values of the conditions. */
  public Map<String, Object> parameters() {
    return parameters;
  }

  private Filter compare(String field, String operator, Object value) {
    if (value != null) {
      and(field + " " + operator + " :" + name(value));
    }
    return this;
  }

  private String name(Object value) {
    String name = "p" + parameters.size();
    parameters.put(name, value);
    return name;
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
