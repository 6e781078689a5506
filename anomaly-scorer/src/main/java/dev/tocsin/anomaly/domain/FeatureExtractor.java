package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.FeatureRow.Cause;
import dev.tocsin.anomaly.domain.Signal.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Turns a window into features and lets the profile learn it, in one pass. */
final class FeatureExtractor {
  private static final double NOTABLE = 3;

  private FeatureExtractor() {}

  /** The window's features against what was usual before it. */
  static FeatureRow extract(Profile profile, Window window) {
    FeatureRow row = new FeatureRow();
    vitals(profile, window, row);
    metrics(profile, window, row);
    return row;
  }

  private static void vitals(Profile profile, Window window, FeatureRow row) {
    double[] z = new double[View.values().length];
    for (Vital vital : Vital.values()) {
      double now = vital.in(window);
      if (Double.isFinite(now)) {
        Signal signal = profile.vitals[vital.ordinal()];
        double usual = signal.usual();
        signal.observe(now, z);
        Cause cause = new Cause(vital.value().label(), now, usual);
        row.set(vital.value(), now);
        row.set(vital.deviation(), vital.harm(z[View.LEVEL.ordinal()], now, usual), cause);
        if (vital.change() != null) {
          row.set(vital.change(), vital.harm(z[View.CHANGE.ordinal()], now, usual), cause);
        }
      }
    }
  }

  private static void metrics(Profile profile, Window window, FeatureRow row) {
    List<Deviation> all = new ArrayList<>();
    double[] z = new double[View.values().length];
    for (Map.Entry<String, Double> each : window.metricMeans().entrySet()) {
      double now = each.getValue();
      Signal signal = Double.isFinite(now) ? profile.metric(each.getKey()) : null;
      if (signal == null) {
        profile.leftOutMetrics++;
      } else {
        Cause cause = new Cause(each.getKey(), now, signal.usual());
        signal.observe(now, z);
        all.add(new Deviation(cause, harm(Direction.ofMetric(each.getKey()), z)));
      }
    }
    for (View view : View.values()) {
      summarise(view, all, row);
    }
  }

  private static double[] harm(Direction direction, double[] z) {
    double[] harm = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      harm[i] = Math.abs(direction.harm(z[i]));
    }
    return harm;
  }

  private static void summarise(View view, List<Deviation> all, FeatureRow row) {
    int v = view.ordinal();
    List<Deviation> known = new ArrayList<>(all);
    known.removeIf(d -> Double.isNaN(d.harm[v]));
    if (known.isEmpty()) {
      return;
    }
    known.sort(Comparator.comparingDouble((Deviation d) -> -d.harm[v]));
    double sum = 0;
    double top = 0;
    int notable = 0;
    for (int i = 0; i < known.size(); i++) {
      double harm = known.get(i).harm[v];
      sum += harm;
      top += i < 3 ? harm : 0;
      notable += harm > NOTABLE ? 1 : 0;
    }
    Cause worst = known.get(0).cause;
    int first = Feature.summary(view).ordinal();
    row.set(Feature.at(first), known.get(0).harm[v], worst);
    row.set(Feature.at(first + 1), top / Math.min(3, known.size()), worst);
    row.set(Feature.at(first + 2), sum / known.size(), worst);
    row.set(Feature.at(first + 3), notable, worst);
  }

  private record Deviation(Cause cause, double[] harm) {}
}
