package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.FeatureRow.Cause;
import dev.tocsin.events.Score.Contribution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The top reasons of a risk, in words. */
final class Reasons {
  private static final int MOST = 3;

  private Reasons() {}

  /** At most three, each about another signal, most important first. */
  static List<String> of(FeatureRow row, List<Contribution> contributions) {
    Map<String, String> bySignal = new LinkedHashMap<>();
    for (Contribution each : contributions) {
      Feature feature = Feature.of(each.feature());
      Cause cause = row.cause(feature);
      if (cause != null && bySignal.size() < MOST) {
        bySignal.putIfAbsent(cause.signal(), words(feature, each.observed(), cause));
      }
    }
    return List.copyOf(bySignal.values());
  }

  private static String words(Feature feature, double observed, Cause cause) {
    String text =
        cause.signal() + " is " + number(cause.observed()) + ", usually " + number(cause.usual());
    return feature.isDeviation()
        ? text + " (" + what(feature) + " " + number(Math.abs(observed)) + " robust deviations)"
        : text;
  }

  private static String what(Feature feature) {
    String name = feature.name();
    if (name.contains("CHANGE")) {
      return "changed by";
    }
    if (name.contains("SPREAD")) {
      return "its spread is off by";
    }
    return name.contains("DRIFT") ? "drifted by" : "off by";
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
