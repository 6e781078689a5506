package dev.tocsin.anomaly.domain;

import java.util.List;

/**
 * What people say of an entity's alerts: it moves the entity's alert threshold, what its models are
 * trained from, and what they are said to be worth.
 */
final class Feedback {
  /** What was missed: the half hour before somebody said so is not usual. */
  private static final long MISSED_MS = 30 * 60_000;

  private Feedback() {}

  /** The alert that fires or fired last was none; who says so again changes nothing. */
  static void falseAlarm(Profile profile) {
    if (profile.calledFalse == profile.alerted) {
      return;
    }
    profile.calledFalse = profile.alerted;
    profile.shelf.falseAlarm();
    if (profile.card != null && profile.shelf.trial != null) {
      profile.shelf.trial.falseAlarm(profile.card.kind());
    }
    if (profile.card != null && scored(profile.card, profile)) {
      profile.card = profile.card.falseAlarm();
    } else {
      blameEarlier(profile);
    }
  }

  /** The alert is not the work of a model that was trained since; none alerted in the warm-up. */
  private static void blameEarlier(Profile profile) {
    List<ModelCard> others = profile.shelf.others;
    for (int i = 0; i < others.size(); i++) {
      ModelCard each = others.get(i);
      if (each.refused() == null && scored(each, profile)) {
        others.set(i, each.falseAlarm());
        return;
      }
    }
  }

  private static boolean scored(ModelCard card, Profile profile) {
    return card.trainedAt() < profile.alerted && card.falseAlarms() < card.alerts();
  }

  /**
   * There should have been one; who says so again of the same time changes nothing.
   *
   * @param at when somebody said so, epoch milliseconds
   */
  static void missed(long at, Profile profile) {
    if (profile.shelf.leaveOut("missed at " + at, at - MISSED_MS, at, profile.windows)) {
      profile.shelf.missed();
    }
  }
}
