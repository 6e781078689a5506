package dev.tocsin.report.domain;

import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import java.util.List;

/** Intends a notification anew that the dispatcher gave up. */
public final class Redelivery {
  private Redelivery() {}

  /** What comes of the wish to have it redelivered. */
  public sealed interface Wish {}

  /** It can be, as this. */
  public record Granted(Notification intent) implements Wish {}

  /** It cannot be, and why. */
  public record Refused(String reason) implements Wish {}

  /**
   * The notification under its own id, so that whoever has it after all drops it.
   *
   * @param ledger what became of it, in its order; not empty
   * @param id the new record's identity
   * @param why who wants it, and the reason
   * @param now wall clock, epoch milliseconds
   */
  public static Wish of(List<Notification> ledger, String id, String why, long now) {
    Notification last = ledger.get(ledger.size() - 1);
    if (last.decision() != Decision.GIVEN_UP) {
      return new Refused(
          "it was not given up: the last that the ledger has of it is "
              + last.decision()
              + ", "
              + last.reason());
    }
    return ledger.stream()
        .filter(n -> n.decision() == Decision.INTENDED && !n.alerts().isEmpty())
        .reduce((earlier, later) -> later)
        .<Wish>map(n -> new Granted(again(n, id, why, now)))
        .orElseGet(() -> new Refused("the ledger does not have its content any more"));
  }

  private static Notification again(Notification intent, String id, String why, long now) {
    return new Notification(
        id,
        intent.notificationId(),
        intent.fingerprint(),
        intent.groupKey(),
        intent.receiver(),
        intent.channel(),
        Decision.INTENDED,
        "redelivered for " + why,
        intent.alertStatus(),
        intent.level(),
        0,
        now,
        intent.thread(),
        intent.acknowledgedBy(),
        intent.fallbackFor(),
        intent.alerts(),
        intent.unshown(),
        null);
  }
}
