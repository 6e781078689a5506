package dev.tocsin.anomaly.domain;

import java.util.List;

/** When an entity is to be trained, and why. */
final class Schedule {
  /** How often drift is looked at, in windows. */
  private static final int LOOK = 64;

  private final ScoringPolicy policy;

  Schedule(ScoringPolicy policy) {
    this.policy = policy;
  }

  /**
   * Why a training begins with this window, or null: {@code requested}, {@code first}, {@code
   * schedule}, {@code drift}.
   */
  String trigger(String entity, Profile profile, EntityMemory memory) {
    ModelShelf shelf = profile.shelf;
    long since = profile.windows - shelf.lastBegun;
    if (shelf.requested && profile.windows >= ScoringPolicy.LEAST_TRAINING) {
      return "requested";
    }
    ModelCard own = profile.ownCard();
    if (policy.trainingDue(entity, profile.windows, own)
        && (shelf.lastBegun == 0 || since >= policy.trainAfter() || own == null)) {
      return own == null ? "first" : "schedule";
    }
    if (own != null && since % LOOK == 0 && shelf.reference != null) {
      look(since, profile, memory);
      boolean longEnough = since >= 2L * policy.trainAfter();
      return longEnough && shelf.drift > Reference.MUCH ? "drift" : null;
    }
    return null;
  }

  /**
   * By windows that the model has not learnt from, if it has learnt from as many: how usual a first
   * hour was is hardly known while it lasts.
   */
  private static void look(long since, Profile profile, EntityMemory memory) {
    RiskModel model = memory.model().model();
    boolean enough =
        since >= ModelLife.HAND_OVER + EntityMemory.RECENT
            && profile.shelf.reference.rows() >= EntityMemory.RECENT;
    if (model == null || !enough) {
      return;
    }
    ModelShelf shelf = profile.shelf;
    List<double[]> recent = memory.recent(profile.windows);
    if (!shelf.reference.scores().exist()) {
      shelf.reference = shelf.reference.scoring(model, recent);
    }
    shelf.drift = shelf.reference.drift(model, recent);
  }
}
