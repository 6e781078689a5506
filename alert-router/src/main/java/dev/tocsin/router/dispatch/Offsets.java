package dev.tocsin.router.dispatch;

import java.util.TreeMap;

/** A partition's offset up to which everything is settled, although outcomes come in any order. */
final class Offsets {
  private final TreeMap<Long, Delivery> open = new TreeMap<>();
  private long next;
  private long committed;

  Offsets(long position) {
    this.next = position;
    this.committed = position;
  }

  /** A record was read that asks for nothing (any more). */
  void skipped(long offset) {
    next = offset + 1;
  }

  /** A record was read that has to be carried out. */
  void read(Delivery delivery) {
    open.put(delivery.offset, delivery);
    next = Math.max(next, delivery.offset + 1);
  }

  /** What is not settled of the record at this offset, or null. */
  Delivery at(long offset) {
    return open.get(offset);
  }

  void settled(Delivery delivery) {
    open.remove(delivery.offset);
  }

  /** The partition is another instance's now. */
  void drop() {
    open.values().forEach(delivery -> delivery.dropped = true);
  }

  /** Where a restart has to begin. */
  long committable() {
    return open.isEmpty() ? next : open.firstKey();
  }

  /** Whether {@link #committable} has moved since {@link #committed}. */
  boolean moved() {
    return committable() > committed;
  }

  void committed() {
    committed = committable();
  }
}
