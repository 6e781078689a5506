package dev.tocsin.sla.stream;

import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.StoredSlice;
import dev.tocsin.sla.domain.Tally;

/** A slice on the heap, changed in place by its {@link OpenSlices}. */
final class OpenSlice {
  private final SliceKey key;
  private final Tally tally;
  private long revision;
  private boolean closed;

  /** Among which others it is here; null when it is not any more. */
  OpenSlices.Minutes home;

  /** Whether it is to be written at the next commit. */
  boolean dirty;

  OpenSlice(SliceKey key, StoredSlice stored) {
    this.key = key;
    this.tally = stored.tally();
    this.revision = stored.revision();
    this.closed = stored.closed();
  }

  SliceKey key() {
    return key;
  }

  Tally tally() {
    return tally;
  }

  /** The number of the snapshot that is published now. */
  long publish(boolean nowClosed) {
    closed = nowClosed;
    return ++revision;
  }

  StoredSlice stored() {
    return new StoredSlice(tally, revision, closed);
  }
}
