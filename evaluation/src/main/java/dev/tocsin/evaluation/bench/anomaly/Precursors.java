package dev.tocsin.evaluation.bench.anomaly;

import dev.tocsin.anomaly.domain.EntityReplay;
import dev.tocsin.anomaly.domain.ScoringPolicy;
import dev.tocsin.anomaly.domain.Window;
import dev.tocsin.evaluation.bench.Figures;
import dev.tocsin.evaluation.bench.anomaly.ServiceLife.Incident;
import dev.tocsin.events.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Incidents that announce themselves, in a made-up workload: how many are warned of, how long
 * before, and how many of the alerts are false. A warning is an alert that fires after the first
 * sign and before the service is down; a false alarm is one that fires at no incident's time.
 */
final class Precursors {
  private static final int SERVICES = 12;
  private static final int DAYS = 6;
  private static final int WINDOWS = DAYS * 24 * 120;
  private static final double MINUTES = Window.LENGTH_MS / 60_000.0;

  private final List<Integer> leads = new ArrayList<>();
  private int incidents;
  private int noticed;
  private int alerts;
  private int falseAlarms;

  static void measure(Figures figures) {
    Precursors all = new Precursors();
    for (int service = 0; service < SERVICES; service++) {
      all.live(service);
    }
    all.print(figures);
  }

  private void live(int service) {
    ServiceLife life = new ServiceLife(service, WINDOWS);
    EntityReplay entity = new EntityReplay("made-up-" + service, ScoringPolicy.DEFAULT);
    List<Integer> fired = new ArrayList<>();
    boolean firing = false;
    for (int i = 0; i < WINDOWS; i++) {
      Alert change = entity.next(i * Window.LENGTH_MS, life.window(i)).alert();
      if (change != null) {
        boolean now = change.status() == Alert.Status.FIRING;
        if (now && !firing) {
          fired.add(i);
        }
        firing = now;
      }
    }
    judge(life.incidents(), fired);
  }

  private void judge(List<Incident> all, List<Integer> fired) {
    incidents += all.size();
    alerts += fired.size();
    for (Incident each : all) {
      fired.stream()
          .filter(at -> at >= each.begin() && at < each.end())
          .findFirst()
          .ifPresent(
              at -> {
                noticed++;
                if (at < each.down()) {
                  leads.add(each.down() - at);
                }
              });
    }
    falseAlarms +=
        (int)
            fired.stream()
                .filter(at -> all.stream().noneMatch(i -> at >= i.begin() && at < i.end()))
                .count();
  }

  private void print(Figures figures) {
    double warned = (double) leads.size() / incidents;
    double lead = PointMetrics.median(leads) * MINUTES;
    double wrong = alerts == 0 ? 0 : (double) falseAlarms / alerts;
    Map<String, Double> json = new LinkedHashMap<>();
    json.put("incidents", (double) incidents);
    json.put("warnedShare", warned);
    json.put("noticedShare", (double) noticed / incidents);
    json.put("medianLeadMinutes", lead);
    json.put("falseAlarmShare", wrong);
    figures.put("precursors", json);
    figures.line(
        "made-up workload, %d services, %d days, %d incidents that announce themselves:",
        SERVICES, DAYS, incidents);
    figures.line(
        "warned of %.0f%%, goal at least 85%%: %s; noticed before their end %.0f%%",
        100 * warned, verdict(warned >= 0.85), 100.0 * noticed / incidents);
    figures.line("median lead %.1f min, goal 5 to 15: %s", lead, verdict(lead >= 5 && lead <= 15));
    figures.line(
        "false alarms %.0f%% of %d alerts, goal under 15%%: %s",
        100 * wrong, alerts, verdict(wrong < 0.15));
    figures.line("");
  }

  private static String verdict(boolean reached) {
    return reached ? "reached" : "falls short";
  }
}
