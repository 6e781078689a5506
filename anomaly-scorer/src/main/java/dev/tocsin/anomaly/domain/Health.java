package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Score;
import dev.tocsin.events.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How scoring itself is doing, over the entities of one task. Threshold rules and their alerts do
 * not depend on it.
 *
 * @param entities how many were scored lately
 * @param refused how many of them have a model that is refused ({@code RULES})
 * @param drifting how many are further than 0.25 from what their model learnt from
 * @param alerts how many alerts the models have raised
 * @param falseAlarms how many of those people called false
 */
public record Health(int entities, int refused, int drifting, int alerts, int falseAlarms) {
  /** The label of the task in the alert. */
  public static final String PARTITION = "partition";

  private static final double MOST_REFUSED = 0.1;
  private static final double MOST_DRIFTING = 0.5;
  private static final int LEAST_ENTITIES = 2;
  private static final int LEAST_ALERTS = 5;
  private static final double LEAST_PRECISION = 0.5;

  /** Of what was seen of each entity last. */
  public static Health of(Collection<Seen> all) {
    int refused = 0;
    int drifting = 0;
    int alerts = 0;
    int wrong = 0;
    for (Seen each : all) {
      refused += each.mode == Score.Mode.RULES ? 1 : 0;
      drifting += each.drift > Reference.MUCH ? 1 : 0;
      alerts += each.alerts;
      wrong += Math.min(each.alerts, each.falseAlarms);
    }
    return new Health(all.size(), refused, drifting, alerts, wrong);
  }

  /** What is wrong, in words; empty when all is well. */
  public List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    if (refused > 0 && refused >= MOST_REFUSED * entities) {
      troubles.add(refused + " of " + entities + " entities have a model that is refused");
    }
    if (drifting >= LEAST_ENTITIES && drifting > MOST_DRIFTING * entities) {
      troubles.add(drifting + " of " + entities + " entities are far from what models learnt");
    }
    if (alerts >= LEAST_ALERTS && alerts - falseAlarms < LEAST_PRECISION * alerts) {
      troubles.add(falseAlarms + " of " + alerts + " alerts were called false");
    }
    return List.copyOf(troubles);
  }

  /**
   * The alert about scoring itself, after another look.
   *
   * @param current the one that fires, or null
   * @param now epoch milliseconds
   * @return what changed, or null
   */
  public Alert alert(Alert current, int partition, long now) {
    List<String> troubles = troubles();
    if (troubles.isEmpty()) {
      return current == null ? null : current.resolved(now, "recovered");
    }
    String description = String.join("; ", troubles);
    if (current != null && description.equals(current.annotations().get("description"))) {
      return null;
    }
    return Alert.firing(
        "anomaly",
        "ScoringDegraded",
        "anomaly-scorer",
        Severity.WARNING,
        Map.of(PARTITION, String.format(Locale.ROOT, "%d", partition)),
        Map.of(
            "summary",
            "Anomaly scores are less reliable; threshold rules go on by themselves",
            "description",
            description),
        current == null ? now : current.startsAt(),
        now);
  }

  /**
   * What was seen of one entity last.
   *
   * @param at when it was scored, wall clock, epoch milliseconds
   * @param trainedAt when its model's training ended, event time, epoch milliseconds, or null
   * @param windowEnd of the window, epoch milliseconds
   */
  public record Seen(
      long at,
      Score.Mode mode,
      Long trainedAt,
      long windowEnd,
      double drift,
      int alerts,
      int falseAlarms) {
    /** After a window was scored. */
    public static Seen of(long at, Score score, Profile profile) {
      ModelCard card = profile.card;
      return new Seen(
          at,
          score.mode(),
          card == null ? null : card.trainedAt(),
          score.windowEnd(),
          profile.drift(),
          card == null ? 0 : card.alerts(),
          card == null ? 0 : card.falseAlarms());
    }
  }
}
