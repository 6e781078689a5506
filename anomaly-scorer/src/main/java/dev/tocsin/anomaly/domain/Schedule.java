package dev.tocsin.anomaly.domain;

import java.util.List;
import java.util.function.LongPredicate;

/** When an entity is to be trained, and why. */
final class Schedule {
  /** How often drift is looked at, in windows. */
  private static final int LOOK = 64;

  private static final long DAY_MS = 86_400_000;

  /** How long the windows are that are looked at, when none is missing. */
  private static final long LOOKED_AT_MS = EntityMemory.RECENT * Window.LENGTH_MS;

  /** The same time of another day is half an hour more on either side. */
  private static final long AROUND_MS = LOOKED_AT_MS / 2 + 30 * 60_000;

  /** Fewer windows of the same time of day say nothing. */
  private static final int LEAST_SAME = 32;

  private final ScoringPolicy policy;

  Schedule(ScoringPolicy policy) {
    this.policy = policy;
  }

  /**
   * Why a training begins with this window, or null: {@code requested}, {@code first}, {@code
   * schedule}, {@code drift}.
   *
   * @param end of the window, epoch milliseconds
   */
  String trigger(String entity, long end, Profile profile, EntityMemory memory) {
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
      look(since, end, profile, memory);
      boolean longEnough = since >= 2L * policy.trainAfter();
      return longEnough && shelf.drift > Reference.MUCH ? "drift" : null;
    }
    return null;
  }

  /**
   * By windows that the model has not learnt from, if it has learnt from as many: how usual a first
   * hour was is hardly known while it lasts. What is far from all that it learnt from, but not from
   * what it learnt at this time of day, is no drift: load comes and goes with the day.
   */
  private static void look(long since, long end, Profile profile, EntityMemory memory) {
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
    if (shelf.drift > Reference.MUCH) {
      List<double[]> same = memory.rows(EntityMemory.ROWS, sameTimeOfDay(end, profile));
      if (same.size() >= LEAST_SAME) {
        shelf.drift = Math.min(shelf.drift, Reference.drift(model, same, recent));
      }
    }
  }

  /** Of the windows that the model may have learnt from. */
  private static LongPredicate sameTimeOfDay(long end, Profile profile) {
    long middle = end - LOOKED_AT_MS / 2;
    return at -> {
      long apart = Math.floorMod(middle - at, DAY_MS);
      return at <= profile.card.trainedAt() && Math.min(apart, DAY_MS - apart) <= AROUND_MS;
    };
  }
}
