package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.FeatureRow.Cause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The top reasons of a risk, in words. */
final class Reasons {
  private static final int MOST = 3;

  private Reasons() {}

  /** At most three, each about another signal, most important first. */
  static List<String> of(FeatureRow row, Blame blame) {
    Map<String, String> bySignal = new LinkedHashMap<>();
    for (int column : blame.columns()) {
      Cause cause = row.cause(column);
      if (cause != null && bySignal.size() < MOST) {
        bySignal.putIfAbsent(cause.signal(), words(row, column, cause));
      }
    }
    return List.copyOf(bySignal.values());
  }

  private static String words(FeatureRow row, int column, Cause cause) {
    String name = row.name(column);
    if (name.endsWith("_trend")) {
      return trend(row, column, cause);
    }
    return cause.signal()
        + " is "
        + number(cause.observed())
        + usual(name, cause)
        + " ("
        + what(name)
        + " "
        + number(Math.abs(row.get(column)))
        + " robust deviations)";
  }

  private static String usual(String name, Cause cause) {
    if (Double.isNaN(cause.usualNow())) {
      return ", usually " + number(cause.usual());
    }
    String thisHour = number(cause.usualNow()) + " at this hour of the week";
    return name.endsWith("_season")
        ? ", usually " + thisHour
        : ", usually " + number(cause.usual()) + ", " + thisHour;
  }

  /** Of a trend both values are means: what it was, and what it is by now. */
  private static String trend(FeatureRow row, int column, Cause cause) {
    return cause.signal()
        + " is heading from "
        + number(cause.usual())
        + " to "
        + number(cause.observed())
        + " ("
        + number(Math.abs(row.get(column)))
        + " robust deviations)";
  }

  private static String what(String name) {
    if (name.endsWith("_change")) {
      return "changed by";
    }
    if (name.endsWith("_spread")) {
      return "its spread is off by";
    }
    return name.endsWith("_drift") ? "drifted by" : "off by";
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "unknown";
    }
    double size = Math.abs(value);
    String format = size >= 100 ? "%.0f" : size >= 1 ? "%.1f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
