package dev.tocsin.anomaly.domain;

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
    if (profile.card != null) {
      profile.card = profile.card.falseAlarm();
      if (profile.shelf.trial != null) {
        profile.shelf.trial.falseAlarm(profile.card.kind());
      }
    }
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
