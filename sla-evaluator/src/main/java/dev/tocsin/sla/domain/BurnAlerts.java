package dev.tocsin.sla.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.BurnAlert;
import dev.tocsin.events.Durations;
import dev.tocsin.events.Flaps;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the alert of a budget that is spent too fast is written: one for an objective and service.
 */
public final class BurnAlerts {
  private BurnAlerts() {}

  /**
   * What has to be said of a change, or null when nothing.
   *
   * @param spec the objective
   * @param verdict the newest verdict, or null when only time has passed
   */
  public static Alert change(
      ProgressKey key, ObjectiveSpec spec, BurnState before, BurnState after, Verdict verdict) {
    String change = after.changeSince(before);
    if (change == null) {
      return null;
    }
    Severity severity = after.flaps().shown(before.flaps(), before.severity(), after.severity());
    Map<String, String> annotations = annotations(spec, key, after, verdict);
    after.flaps().annotate(annotations, before.flaps(), spec.flapping());
    Alert alert = alert(key, severity, annotations, after);
    return after.severity() == null && !after.flaps().flapping()
        ? alert.resolved(alert.updatedAt(), change)
        : alert.again(alert.updatedAt(), change);
  }

  /** The end of what fires because there is nothing left to judge; null when nothing does. */
  public static Alert closed(ProgressKey key, ObjectiveSpec spec, BurnState state, String why) {
    Severity severity = state.flaps().shown(Flaps.NONE, null, state.severity());
    if (severity == null) {
      return null;
    }
    Alert alert = alert(key, severity, annotations(spec, key, state, null), state);
    return alert.resolved(alert.updatedAt(), why);
  }

  private static Alert alert(
      ProgressKey key, Severity severity, Map<String, String> annotations, BurnState state) {
    return Alert.firing(
        "objective",
        key.objective() + "-burn",
        key.service(),
        severity,
        Map.of("objective", key.objective()),
        annotations,
        state.startsAt(),
        Math.max(state.newest(), state.startsAt()));
  }

  private static Map<String, String> annotations(
      ObjectiveSpec spec, ProgressKey key, BurnState state, Verdict verdict) {
    Map<String, String> annotations = new TreeMap<>();
    String title = spec == null || spec.title() == null ? key.objective() : spec.title();
    annotations.put("summary", title + " spends its budget too fast for " + key.service());
    int leading = spec == null ? -1 : state.leading(spec.burnAlerts());
    if (verdict == null) {
      return annotations;
    }
    if (leading >= 0) {
      BurnAlert alert = spec.burnAlerts().get(leading);
      annotations.put(
          "description",
          "burn rate %s, over %s"
              .formatted(
                  rate(verdict, alert.longWindow()) + " and " + rate(verdict, alert.shortWindow()),
                  Figures.brief(alert.factor(spec.period()))));
    }
    annotations.put("burnRates", rates(verdict.burnRates()));
    if (verdict.budgetRemaining() != null) {
      annotations.put("budgetRemaining", Figures.percent(verdict.budgetRemaining()));
    }
    if (verdict.exhaustion() != null) {
      annotations.put("exhaustion", exhaustion(verdict.exhaustion()));
    }
    return annotations;
  }

  private static String rate(Verdict verdict, Duration window) {
    String name = Durations.format(window);
    Double rate = verdict.burnRates().get(name);
    return (rate == null ? "unknown" : Figures.brief(rate)) + " in " + name;
  }

  private static String rates(Map<String, Double> rates) {
    StringBuilder text = new StringBuilder();
    rates.entrySet().stream()
        .sorted((a, b) -> Durations.parse(a.getKey()).compareTo(Durations.parse(b.getKey())))
        .forEach(
            each ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(each.getKey())
                    .append(' ')
                    .append(Figures.brief(each.getValue())));
    return text.toString();
  }

  private static String exhaustion(Verdict.Exhaustion times) {
    return "P10 %s, P50 %s, P90 %s"
        .formatted(time(times.p10()), time(times.p50()), time(times.p90()));
  }

  private static String time(Long at) {
    return at == null ? "never" : Instant.ofEpochMilli(at).toString();
  }
}
