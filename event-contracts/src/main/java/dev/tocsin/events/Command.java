package dev.tocsin.events;

/**
 * What a person wants done.
 *
 * @param target what it is about: an alert's fingerprint, an entity, {@code entity#modelId}
 * @param action what to do
 * @param actor who wants it
 * @param at when, epoch milliseconds
 * @param reason why, or null
 * @param until until when (an acknowledgement or a snooze that expires; trouble that was missed),
 *     or null
 */
public record Command(
    String target, Action action, String actor, long at, String reason, Long until) {

  /** What can be done. */
  public enum Action {
    ACKNOWLEDGE,
    RESOLVE,
    ESCALATE,
    SNOOZE,
    /** An anomaly alert was false; the target is its fingerprint or its entity. */
    FALSE_ALARM,
    /**
     * An entity was in trouble, and nobody was told: in the half hour before {@code until}, or
     * before {@code at} where that is null.
     */
    MISSED,
    /** Train the entity's next model now. */
    TRAIN,
    /** Let the model {@code entity#modelId} score, which scored before. */
    PROMOTE,
    /** Let the model before the present one score. */
    ROLLBACK
  }
}
