package dev.tocsin.sla.domain;

import dev.tocsin.events.Slice;
import java.util.Map;
import java.util.TreeMap;

/**
 * A slice as it is kept.
 *
 * @param tally everything that was counted
 * @param revision of the last published snapshot, 0 when none was
 * @param closed whether a snapshot was published after the allowed lateness
 */
public record StoredSlice(Tally tally, long revision, boolean closed) {

  /** The snapshot of a request slice under its next revision. */
  public static Slice snapshot(SliceKey key, RequestTally tally, long revision, boolean closed) {
    Map<String, Long> within = new TreeMap<>();
    tally
        .within()
        .forEach(
            (bound, count, counted) -> {
              if (counted == tally.count()) {
                within.put(Figures.plain(bound), count);
              }
            });
    boolean single = tally.minMs() <= tally.maxMs();
    return new Slice(
        key.service(),
        key.name(),
        key.region(),
        key.deviceType(),
        key.minute(),
        tally.count(),
        tally.errors(),
        tally.sumNanos() / 1e6,
        single ? tally.minMs() : null,
        single ? tally.maxMs() : null,
        within,
        tally.latency(),
        revision,
        closed);
  }
}
