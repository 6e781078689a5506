package dev.tocsin.events;

/**
 * What a person wants done.
 *
 * @param target what it is about: an alert's fingerprint, an entity
 * @param action what to do
 * @param actor who wants it
 * @param at when, epoch milliseconds
 * @param reason why, or null
 * @param until until when (an acknowledgement or a snooze that expires), or null
 */
public record Command(
    String target, Action action, String actor, long at, String reason, Long until) {

  /** What can be done. */
  public enum Action {
    ACKNOWLEDGE,
    RESOLVE,
    ESCALATE,
    SNOOZE,
    FALSE_ALARM,
    MISSED
  }
}
