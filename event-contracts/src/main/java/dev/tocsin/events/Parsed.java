package dev.tocsin.events;

import java.util.Arrays;
import java.util.List;

/**
 * One event of an input, or why it was refused.
 *
 * @param position its index in the array, 0 for a single one
 * @param source the bytes of the whole input
 * @param from where the event's own bytes begin, inclusive
 * @param to where they end, exclusive
 * @param event the event, null when refused
 * @param rejected the reason, null when accepted
 * @param ignored names of fields that are not known, where a reader takes note of them: of
 *     incidents, of which almost every field may be missing
 */
public record Parsed<T>(
    int position,
    byte[] source,
    int from,
    int to,
    T event,
    Rejected rejected,
    List<String> ignored) {

  public boolean accepted() {
    return rejected == null;
  }

  /** The event's own bytes, as they came. */
  public byte[] raw() {
    return Arrays.copyOfRange(source, from, to);
  }
}
