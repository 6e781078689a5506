package dev.tocsin.events;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the parameters of reports may be, the same for whoever asks and for what is sent by
 * schedule. Each is a text as in an address; null and empty are not given.
 */
public final class ReportParameters {
  private static final double HIGHEST_RISK = 100;

  /** What requests can be grouped by. */
  private static final List<String> GROUPINGS = List.of("service", "region", "deviceType", "day");

  private static final List<String> RESOLUTIONS = List.of("started", "detected");

  private ReportParameters() {}

  /** A plain decimal number, or null. */
  public static Double number(String field, String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (!text.matches("-?\\d{1,15}(\\.\\d{1,15})?")) {
      throw new InvalidFieldException(field, "must be a number such as 70 or 0.5");
    }
    return Double.valueOf(text);
  }

  /** From which risk on a window is high: over 0 and at most 100; or null. */
  public static Double minRisk(String field, String text) {
    Double risk = number(field, text);
    if (risk != null && !(risk > 0 && risk <= HIGHEST_RISK)) {
      throw new InvalidFieldException(field, "must be over 0 and at most 100");
    }
    return risk;
  }

  /** The bound of the metric: over 0; null when neither is given. */
  public static Double bound(String prefix, String metric, String bound) {
    Double limit = number(prefix + "bound", bound);
    boolean unnamed = metric == null || metric.isEmpty();
    if (unnamed != (limit == null) || limit != null && limit <= 0) {
      throw new InvalidFieldException(
          prefix + (unnamed ? "metric" : "bound"),
          "must be given with the other: a metric's name and a bound over 0");
    }
    return limit;
  }

  /** What requests are grouped by: names with commas between them, each once. */
  public static List<String> groupBy(String field, String text) {
    if (text == null || text.isEmpty()) {
      return List.of();
    }
    List<String> names = Arrays.asList(text.split(",", -1));
    if (!GROUPINGS.containsAll(names)) {
      throw new InvalidFieldException(
          field, "must be some of " + String.join(", ", GROUPINGS) + ", with commas between them");
    }
    return names.stream().distinct().toList();
  }

  /** From where time to resolution counts: {@code started}, also when not given, or detected. */
  public static String resolutionFrom(String field, String text) {
    if (text == null || text.isEmpty()) {
      return RESOLUTIONS.get(0);
    }
    String name = text.toLowerCase(Locale.ROOT);
    if (!RESOLUTIONS.contains(name)) {
      throw new InvalidFieldException(field, "must be one of " + String.join(", ", RESOLUTIONS));
    }
    return name;
  }

  /**
   * Refuses what no report would be made of.
   *
   * @param prefix what the names of fields begin with
   * @param parameters those of one report
   * @param due a time at which it is asked for
   */
  static void check(String prefix, Map<String, String> parameters, Instant due, ZoneId zone) {
    minRisk(prefix + "minRisk", parameters.get("minRisk"));
    bound(prefix, parameters.get("metric"), parameters.get("bound"));
    groupBy(prefix + "groupBy", parameters.get("groupBy"));
    resolutionFrom(prefix + "resolutionFrom", parameters.get("resolutionFrom"));
    for (String name : List.of("from", "to")) {
      QueryTime.parse(prefix + name, parameters.get(name), due, zone);
    }
    String from = parameters.get("from");
    String to = parameters.getOrDefault("to", "now");
    // What is absolute may lie ahead of what is relative now, and not later.
    if (from != null && from.startsWith("now") == to.startsWith("now")) {
      Instant begin = QueryTime.parse("from", from, due, zone);
      Instant end = QueryTime.parse("to", to, due, zone);
      if (begin != null && end != null && !begin.isBefore(end)) {
        throw new InvalidFieldException(prefix + "from", "must be before to");
      }
    }
  }
}
