package dev.tocsin.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a file's columns become an event's fields, as the options say it.
 *
 * @param kind what the rows are
 * @param columns the column of each mapped field
 * @param constants the value of each field that is the same in all rows; it wins over the file
 * @param allMetrics whether all numeric columns that are not used otherwise are metrics
 * @param skipped columns to leave out
 * @param absent texts that stand for a missing value
 * @param times how the file writes times
 * @param timeline where rows without a time lie, or null
 */
record Mapping(
    EventKind kind,
    Map<Field, String> columns,
    Map<Field, JsonNode> constants,
    boolean allMetrics,
    Set<String> skipped,
    Set<String> absent,
    TimeFormat times,
    Timeline timeline) {
  private static final String ALL_METRICS = "metrics.*";

  /**
   * The mapping that these options describe.
   *
   * @param maps {@code field=column} each
   * @param sets {@code field=value} each
   * @throws InvalidOptionException when one of them is unreadable or contradicts another
   */
  static Mapping of(
      EventKind kind,
      List<String> maps,
      List<String> sets,
      Set<String> skipped,
      Set<String> absent,
      TimeFormat times,
      Timeline timeline) {
    Map<Field, String> columns = new LinkedHashMap<>();
    boolean allMetrics = false;
    for (String option : maps) {
      String[] pair = split("--map", option, "field=column");
      if (kind == EventKind.METRICS && pair[0].equals(ALL_METRICS)) {
        allMetrics = true;
        if (!pair[1].equals("*")) {
          throw new InvalidOptionException("--map " + option, "write it as 'metrics.*=*'");
        }
      } else if (columns.put(field("--map", option, kind, pair[0]), pair[1]) != null) {
        throw new InvalidOptionException("--map " + option, pair[0] + " is mapped twice");
      }
    }
    Map<Field, JsonNode> constants = new LinkedHashMap<>();
    for (String option : sets) {
      String[] pair = split("--set", option, "field=value");
      Field field = field("--set", option, kind, pair[0]);
      Typed typed = field.type().read(pair[1], times);
      if (typed.reason() != null) {
        throw new InvalidOptionException("--set " + option, typed.reason());
      }
      if (columns.containsKey(field)) {
        throw new InvalidOptionException("--set " + option, pair[0] + " is mapped to a column too");
      }
      constants.put(field, typed.value());
    }
    return new Mapping(kind, columns, constants, allMetrics, skipped, absent, times, timeline)
        .withOneTime();
  }

  private Mapping withOneTime() {
    Field timestamp = timestamp();
    if (timeline != null && (columns.containsKey(timestamp) || constants.containsKey(timestamp))) {
      throw new InvalidOptionException("--start", "timestamp is given by --map or --set too");
    }
    return this;
  }

  Field timestamp() {
    return kind.field("timestamp").orElseThrow();
  }

  /** Whether an option gives this field, so that a column of its name does not. */
  boolean gives(Field field) {
    return columns.containsKey(field)
        || constants.containsKey(field)
        || (timeline != null && field.equals(timestamp()));
  }

  /** What a text of the file stands for: null when the value is missing. */
  String present(String text) {
    return text == null || text.isBlank() || absent.contains(text.strip()) ? null : text;
  }

  private static String[] split(String name, String option, String form) {
    int equals = option.indexOf('=');
    if (equals < 1 || equals == option.length() - 1) {
      throw new InvalidOptionException(name + " " + option, "must be " + form);
    }
    return new String[] {option.substring(0, equals), option.substring(equals + 1)};
  }

  private static Field field(String name, String option, EventKind kind, String field) {
    return kind.field(field)
        .filter(found -> !"*".equals(found.name()))
        .orElseThrow(
            () ->
                new InvalidOptionException(
                    name + " " + option,
                    kind + " have no such field; they have: " + String.join(", ", kind.fields())));
  }
}
