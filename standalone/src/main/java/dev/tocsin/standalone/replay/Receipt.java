package dev.tocsin.standalone.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * What the ingest service said to a batch.
 *
 * @param accepted how many events Kafka has
 * @param refused how many it will not take
 * @param refusals which of them and why, as far as the service listed them
 * @param resent whether the batch was sent again after an attempt whose outcome is unknown: some of
 *     its events may have been taken twice
 */
public record Receipt(int accepted, int refused, List<Refusal> refusals, boolean resent) {
  public Receipt {
    refusals = List.copyOf(refusals);
  }

  /**
   * @param position the event's place in the batch, from 0
   * @param field the field to blame, or empty
   * @param reason why it is refused
   */
  public record Refusal(int position, String field, String reason) {}

  /** Both halves of a batch that had to be divided; {@code size} events were in the first. */
  Receipt and(Receipt second, int size) {
    List<Refusal> all = new ArrayList<>(refusals);
    second.refusals.forEach(r -> all.add(new Refusal(r.position() + size, r.field(), r.reason())));
    return new Receipt(
        accepted + second.accepted, refused + second.refused, all, resent || second.resent);
  }
}
