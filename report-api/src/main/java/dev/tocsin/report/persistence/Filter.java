package dev.tocsin.report.persistence;

import java.util.HashMap;
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
}
