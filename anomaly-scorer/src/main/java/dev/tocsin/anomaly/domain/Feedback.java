package dev.tocsin.anomaly.domain;

/**
 * What people say of an entity's alerts: it moves the entity's alert threshold, what its models are
 * trained from, and what they are said to be worth.
 */
final class Feedback {
  /** What was missed: the half hour before somebody said so is not usual. */
  private static final long MISSED_MS = 30 * 60_000;

  private Feedback() {}

  /** The alert that fires or fired last was none. */
  static void falseAlarm(Profile profile) {
    profile.shelf.falseAlarm();
    if (profile.card != null) {
      profile.card = profile.card.falseAlarm();
      if (profile.shelf.trial != null) {
        profile.shelf.trial.falseAlarm(profile.card.kind());
      }
    }
  }

  /**
   * There should have been one.
   *
   * @param at when somebody said so, epoch milliseconds
   */
  static void missed(long at, Profile profile) {
    profile.shelf.missed();
    profile.shelf.leaveOut("missed at " + at, at - MISSED_MS, at, profile.windows);
  }
}
