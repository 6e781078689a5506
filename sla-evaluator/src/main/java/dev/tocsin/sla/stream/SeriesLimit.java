package dev.tocsin.sla.stream;

import dev.tocsin.sla.domain.Feed;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.streams.AccumulatingStore;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds how many series a service may have of one kind of telemetry. The first ones that come are
 * counted for themselves. Beyond the limit the operation becomes {@code __other__}, for up to a
 * quarter more series by region and device type; beyond that everything does. Totals stay exact.
 */
final class SeriesLimit {
  static final String STORE = "series";
  private static final long HOUR_MS = 3_600_000;

  private final AccumulatingStore<SliceKey, Long> known;
  private final int limit;
  private final Sweeps<Feed> sweeps = new Sweeps<>();
  private final Map<Feed, Integer> counts = new HashMap<>();

  SeriesLimit(AccumulatingStore<SliceKey, Long> known, int limit) {
    this.known = known;
    this.limit = limit;
    known.forEach((series, hour) -> counts.merge(feed(series), 1, Integer::sum));
  }

  /** The key under which this is counted; null for a metric over the limit. */
  SliceKey admit(SliceKey key) {
    if (admitted(key, limit)) {
      return key;
    }
    if (key.input() == Input.METRICS) {
      // Different metrics have no sum: there is nothing that could stand for all others.
      return null;
    }
    SliceKey collapsed = key.in(SliceKey.OTHER, key.region(), key.deviceType());
    return admitted(collapsed, limit + limit / 4)
        ? collapsed
        : key.in(
            SliceKey.OTHER,
            key.region().isEmpty() ? "" : SliceKey.OTHER,
            key.deviceType().isEmpty() ? "" : SliceKey.OTHER);
  }

  private boolean admitted(SliceKey key, int most) {
    SliceKey series =
        new SliceKey(key.input(), key.service(), key.name(), key.region(), key.deviceType(), 0);
    long hour = key.minute() / HOUR_MS;
    Long seen = known.get(series);
    if (seen == null) {
      if (counts.getOrDefault(feed(series), 0) >= most) {
        return false;
      }
      counts.merge(feed(series), 1, Integer::sum);
      known.put(series, hour);
    } else if (seen < hour) {
      known.put(series, hour);
    }
    return true;
  }

  /** Gives back, by turns, the places of series that were not seen since {@code keptFrom}. */
  void forget(Feed feed, long keptFrom) {
    boolean full = counts.getOrDefault(feed, 0) >= limit;
    if (keptFrom != Long.MAX_VALUE && !(full && sweeps.due(feed, keptFrom))) {
      return;
    }
    int[] removed = {0};
    known.removeIf(
        (series, hour) -> {
          boolean old = (hour + 1) * HOUR_MS <= keptFrom || keptFrom == Long.MAX_VALUE;
          if (old && feed(series).equals(feed)) {
            removed[0]++;
            return true;
          }
          return false;
        });
    if (keptFrom == Long.MAX_VALUE) {
      sweeps.remove(feed);
    }
    counts.computeIfPresent(feed, (f, count) -> count <= removed[0] ? null : count - removed[0]);
  }

  private static Feed feed(SliceKey series) {
    return new Feed(series.service(), series.input());
  }
}
