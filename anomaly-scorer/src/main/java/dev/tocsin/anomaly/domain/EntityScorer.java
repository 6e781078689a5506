package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.ModelFormat.Reading;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Model;
import dev.tocsin.events.Score;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * One window of one entity: features, score, alert, and now and then a new model. A pure function
 * of the profile, the memory and the window; it knows no clock.
 */
public final class EntityScorer {
  /** Below this confidence nobody is alerted. */
  private static final double LEAST_CONFIDENCE = 0.2;

  /** A deviation that may alert. */
  private static final double MATERIAL = 3;

  /** Old windows leave the reservoir as if the history were no longer than this many times it. */
  private static final int REMEMBERED = 8;

  private final ScoringPolicy policy;

  public EntityScorer(ScoringPolicy policy) {
    this.policy = policy;
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
    FeatureRow row = FeatureExtractor.extract(profile, window);
    profile.windows++;
    Assessment seen = assess(row, profile, memory);
    BaselineView.learn(row, profile, seen.risk());
    double confidence = confidence(seen, profile);
    boolean mayAlert = confidence >= LEAST_CONFIDENCE && row.greatestDeviation() >= MATERIAL;
    List<String> reasons = Reasons.of(row, seen.contributions());
    Alert alert =
        profile.alert.step(
            policy,
            new AlertState.Subject(entity, service, end, annotations(entity, seen, reasons)),
            seen.risk(),
            mayAlert);
    int slot = slot(entity, profile.windows);
    if (slot < EntityMemory.ROWS) {
      memory.keepRow(slot, row.values());
    }
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
            seen.contributions(),
            profile.alert.sustained(policy));
    return new Scored(score, alert, train(entity, end, profile, memory));
  }

  /** The resolved alert of an entity that fell silent, or null when none fires. */
  public Alert silent(Profile profile, long at) {
    return profile.alert.resolve(at, "silent");
  }

  private static Assessment assess(FeatureRow row, Profile profile, EntityMemory memory) {
    if (profile.card == null) {
      return BaselineView.assess(row, profile);
    }
    Reading reading = memory.model();
    if (reading.model() == null) {
      // Without its card the entity is trained anew at once.
      profile.card = null;
      return Assessment.failed();
    }
    // A forest hardly sees one feature far off among many, nor one that never moved while it
    // learnt: an error burst in a quiet service. The baseline sees just that.
    return reading.model().assess(row).orRiskier(BaselineView.assess(row, profile));
  }

  private double confidence(Assessment seen, Profile profile) {
    double history =
        switch (seen.mode()) {
          case MODEL -> 0.5 + 0.5 * Math.min(1, (double) profile.card.rows() / EntityMemory.ROWS);
          case BASELINE -> 0.5 * Math.min(1, (double) profile.windows / policy.trainAfter());
          case RULES -> 0;
        };
    return history * seen.coverage();
  }

  private Model train(String entity, long end, Profile profile, EntityMemory memory) {
    if (!policy.trainingDue(entity, profile.windows, profile.card)) {
      return null;
    }
    List<double[]> rows = memory.rows();
    RiskModel model = RiskModel.train(rows, hash(entity, profile.windows));
    if (model == null) {
      return null;
    }
    byte[] bytes = ModelFormat.write(model);
    memory.keepModel(model, bytes);
    profile.card =
        new ModelCard(
            entity,
            model.modelId(),
            end,
            profile.windows,
            rows.size(),
            bytes.length,
            model.features());
    return new Model(entity, model.modelId(), end, rows.size(), model.features(), bytes);
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
    return (int) Long.remainderUnsigned(hash(entity, windows), history);
  }

  private static long hash(String entity, long windows) {
    CRC32C crc = new CRC32C();
    crc.update(entity.getBytes(StandardCharsets.UTF_8));
    long mixed = (crc.getValue() << 32 ^ windows) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    return mixed ^ mixed >>> 27;
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
   * @param model a newly trained model, or null
   */
  public record Scored(Score score, Alert alert, Model model) {}
}
