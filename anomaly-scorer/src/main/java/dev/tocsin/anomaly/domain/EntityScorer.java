package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.ModelFormat.Reading;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Model;
import dev.tocsin.events.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * One window of one entity: features, score, alert, and now and then a new model. A pure function
 * of the profile, the memory and the window; it knows no clock.
 */
public final class EntityScorer {
  /** Below this confidence nobody is alerted. */
  private static final double LEAST_CONFIDENCE = 0.2;

  /** A deviation that may alert. */
  private static final double MATERIAL = 3;

  /** So many metrics that deviate together are not chance. */
  private static final int SEVERAL = 3;

  /** Old windows leave the reservoir as if the history were no longer than this many times it. */
  private static final int REMEMBERED = 64;

  private final ScoringPolicy policy;
  private final ModelLife life;

  /**
   * @param trainer runs trainings, in a thread of its own or on the spot
   */
  public EntityScorer(ScoringPolicy policy, Executor trainer, ModelPlan plan) {
    this.policy = policy;
    this.life = new ModelLife(policy, trainer, plan);
  }

  /**
   * Scores a window and learns it.
   *
   * @param profile changed in place
   * @param start of the window, epoch milliseconds
   */
  public Scored score(
      String entity,
      String service,
      long start,
      Window window,
      Profile profile,
      EntityMemory memory) {
    long end = start + Window.LENGTH_MS;
    FeatureRow row = FeatureExtractor.extract(profile, memory, start, window);
    profile.windows++;
    Assessment seen = assess(row, start, profile, memory);
    double vitals =
        profile.shelf.challenger == null ? 0 : BaselineView.assessVitals(row, profile).risk();
    BaselineView.learn(row, profile, seen.risk());
    double confidence = confidence(seen, profile);
    List<String> reasons = Reasons.of(row, seen.blame());
    Alert alert =
        profile.alert.step(
            policy,
            new AlertState.Subject(entity, service, end, annotations(entity, seen, reasons)),
            seen.risk() - profile.shelf.shift(),
            evidence(seen, confidence, row));
    // One that worsens is still the same alert.
    boolean fires = alert != null && alert.status() == Alert.Status.FIRING;
    if (fires && alert.startsAt() == end) {
      profile.alerted = end;
      profile.card = profile.card == null ? null : profile.card.alerted();
    }
    int slot = slot(entity, profile.windows);
    if (slot < EntityMemory.ROWS) {
      memory.keepRow(slot, end, row.values());
    }
    ModelLife.compare(end, vitals, profile);
    Score score =
        new Score(
            entity,
            service,
            start,
            end,
            seen.risk(),
            confidence,
            seen.mode(),
            seen.modelId(),
            seen.raw(),
            row.byName(),
            seen.blame().contributions(),
            profile.alert.sustained(policy));
    List<Model> models = life.step(entity, service, end, row.values(), profile, memory);
    return new Scored(score, alert, models);
  }

  /**
   * How many windows it counts as for an alert: 0 unless it is unusual by itself, by enough, and
   * seen with enough history; 2 if a model's risk, which is a mean over windows, comes with several
   * metrics that deviate; else 1. What requests and logs say is often bad for a single window, in
   * all their numbers at once.
   */
  static int evidence(Assessment seen, double confidence, FeatureRow row) {
    boolean may =
        seen.unusual() && confidence >= LEAST_CONFIDENCE && row.greatestDeviation() >= MATERIAL;
    boolean agreed = seen.mode() == Score.Mode.MODEL && row.metricsFrom(MATERIAL) >= SEVERAL;
    return !may ? 0 : agreed ? 2 : 1;
  }

  /** The resolved alert of an entity that fell silent, or null when none fires. */
  public Alert silent(Profile profile, long at) {
    return profile.alert.resolve(at, "silent");
  }

  /**
   * Does what a person wants of the entity.
   *
   * @return where it has changed, the model that scores from now on, and its challenger
   */
  public List<Model> order(Directive.Order order, Profile profile, EntityMemory memory) {
    return life.order(order, profile, memory);
  }

  private static Assessment assess(
      FeatureRow row, long start, Profile profile, EntityMemory memory) {
    if (profile.card == null) {
      return BaselineView.assess(row, profile);
    }
    Reading reading = memory.model();
    if (reading.model() == null) {
      // Without its card an earlier model scores, or the entity is trained anew at once.
      profile.card = null;
      return Assessment.failed();
    }
    // An ensemble hardly sees one deviation far off among many: an error burst in a quiet service.
    Assessment seen =
        reading
            .model()
            .assess(row, start, profile.peaks, profile.lasting)
            .orRiskier(BaselineView.assessVitals(row, profile));
    return profile.card.isOfGroup() ? seen.ofGroup() : seen;
  }

  private double confidence(Assessment seen, Profile profile) {
    double history =
        switch (seen.mode()) {
          case MODEL -> profile.card.confidence();
          case GROUP -> 0.25 + 0.25 * warmth(profile);
          case BASELINE -> 0.5 * warmth(profile);
          case RULES -> 0;
        };
    return history * seen.coverage();
  }

  private double warmth(Profile profile) {
    return Math.min(1, (double) profile.windows / policy.trainAfter());
  }

  /**
   * Reservoir sampling (Vitter's algorithm R) with a draw that depends on nothing but the entity
   * and the count, so that a replay keeps the same windows.
   */
  private static int slot(String entity, long windows) {
    if (windows <= EntityMemory.ROWS) {
      return (int) windows - 1;
    }
    long history = Math.min(windows, (long) REMEMBERED * EntityMemory.ROWS);
    return (int) Long.remainderUnsigned(Training.seed(entity, windows), history);
  }

  private static Map<String, String> annotations(
      String entity, Assessment seen, List<String> reasons) {
    Map<String, String> annotations = new LinkedHashMap<>();
    String risk = String.format(Locale.ROOT, "%.0f", Math.floor(seen.risk()));
    annotations.put("summary", entity + " behaves unusually: risk " + risk + " of 100");
    annotations.put("description", String.join("; ", reasons));
    annotations.put("risk", risk);
    for (int i = 0; i < reasons.size(); i++) {
      annotations.put("reason" + (i + 1), reasons.get(i));
    }
    return annotations;
  }

  /**
   * What came of a window.
   *
   * @param score always
   * @param alert a change in the entity's alert, or null
   * @param models those that score from the next window on, as champion or challenger, or were
   *     refused
   */
  public record Scored(Score score, Alert alert, List<Model> models) {
    /** The next champion, or what was refused in its place, or null. */
    public Model model() {
      return models.isEmpty() ? null : models.get(0);
    }
  }
}
