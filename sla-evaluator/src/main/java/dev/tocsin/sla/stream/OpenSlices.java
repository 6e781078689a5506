package dev.tocsin.sla.stream;

import dev.tocsin.sla.domain.Feed;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.StoredSlice;
import dev.tocsin.sla.domain.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The slices that still change, on the heap: all minutes of a feed that are not closed, and closed
 * ones from a late event until the next commit. Changes are written before each commit, once for
 * each slice, however many there were.
 */
final class OpenSlices {
  private final SliceStore disk;
  private final Map<Feed, Minutes> feeds = new HashMap<>();
  private final Sweeps<Feed> sweeps = new Sweeps<>();
  private final List<OpenSlice> dirty = new ArrayList<>();

  OpenSlices(SliceStore disk) {
    this.disk = disk;
  }

  /**
   * Begins with a feed, with what is stored of its open minutes if there is anything.
   *
   * @return the open ones
   */
  List<OpenSlice> begin(Feed feed, long closedThrough) {
    Minutes minutes = minutes(feed);
    minutes.closedThrough = closedThrough;
    disk.forEach(
        feed,
        closedThrough,
        Long.MAX_VALUE,
        (key, stored) -> minutes.put(new OpenSlice(key, stored)));
    return minutes.between(closedThrough, Long.MAX_VALUE);
  }

  /** A slice that is here already, or null. */
  OpenSlice here(SliceKey key) {
    Minutes minutes = feeds.get(new Feed(key.service(), key.input()));
    return minutes == null ? null : minutes.get(key);
  }

  /** A slice, or null when nothing was counted. */
  OpenSlice get(SliceKey key) {
    OpenSlice here = here(key);
    if (here != null) {
      return here;
    }
    Minutes minutes = minutes(new Feed(key.service(), key.input()));
    StoredSlice stored = minutes.closed(key) ? disk.get(key) : null;
    return stored == null ? null : minutes.put(new OpenSlice(key, stored));
  }

  /** A slice to be changed, empty when nothing was counted yet. */
  OpenSlice change(SliceKey key) {
    OpenSlice slice = get(key);
    if (slice == null) {
      StoredSlice empty = new StoredSlice(Tally.of(key.input()), 0, false);
      slice = minutes(new Feed(key.service(), key.input())).put(new OpenSlice(key, empty));
    }
    touch(slice);
    return slice;
  }

  /** Takes note that a slice was changed. */
  void touch(OpenSlice slice) {
    if (!slice.dirty) {
      slice.dirty = true;
      dirty.add(slice);
    }
  }

  /**
   * Closes the minutes that end at or before a time: they leave once they are written.
   *
   * @param last sees those that were open until now, and may still {@link #touch} them
   */
  void close(Feed feed, long closedThrough, Consumer<OpenSlice> last) {
    Minutes minutes = minutes(feed);
    List<OpenSlice> closing = minutes.between(minutes.closedThrough, closedThrough);
    minutes.closedThrough = closedThrough;
    closing.forEach(last);
    for (OpenSlice each : closing) {
      if (!each.dirty) {
        minutes.remove(each.key());
      }
    }
  }

  /** Writes what has changed; nothing is pending then. */
  void write() {
    for (OpenSlice each : dirty) {
      each.dirty = false;
      if (each.home != null) {
        disk.put(each.key(), each.stored());
        if (each.home.closed(each.key())) {
          each.home.remove(each.key());
        }
      }
    }
    dirty.clear();
  }

  /** Removes a feed's slices before this time; those on disk by turns. */
  void forget(Feed feed, long before) {
    Minutes minutes = feeds.get(feed);
    if (minutes != null) {
      minutes.forget(before);
    }
    if (sweeps.due(feed, before)) {
      disk.forget(feed, before);
    }
  }

  /** Removes all of a feed's slices. */
  void forget(Feed feed) {
    minutes(feed).forget(Long.MAX_VALUE);
    feeds.remove(feed);
    sweeps.remove(feed);
    disk.forget(feed, Long.MAX_VALUE);
  }

  private Minutes minutes(Feed feed) {
    return feeds.computeIfAbsent(feed, f -> new Minutes());
  }

  /** What of one feed is on the heap. */
  static final class Minutes {
    final NavigableMap<Long, Map<SliceKey, OpenSlice>> bySeries = new TreeMap<>();
    long closedThrough = Long.MIN_VALUE;

    OpenSlice get(SliceKey key) {
      Map<SliceKey, OpenSlice> minute = bySeries.get(key.minute());
      return minute == null ? null : minute.get(key);
    }

    OpenSlice put(OpenSlice slice) {
      slice.home = this;
      OpenSlice before =
          bySeries
              .computeIfAbsent(slice.key().minute(), m -> new HashMap<>())
              .put(slice.key(), slice);
      if (before != null && before != slice) {
        before.home = null;
      }
      return slice;
    }

    void remove(SliceKey key) {
      Map<SliceKey, OpenSlice> minute = bySeries.get(key.minute());
      minute.remove(key).home = null;
      if (minute.isEmpty()) {
        bySeries.remove(key.minute());
      }
    }

    void forget(long before) {
      Map<Long, Map<SliceKey, OpenSlice>> old = bySeries.headMap(before);
      old.values().forEach(minute -> minute.values().forEach(each -> each.home = null));
      old.clear();
    }

    boolean closed(SliceKey key) {
      return key.end() <= closedThrough;
    }

    List<OpenSlice> between(long from, long to) {
      List<OpenSlice> slices = new ArrayList<>();
      if (from < to) {
        bySeries.subMap(from, to).values().forEach(minute -> slices.addAll(minute.values()));
      }
      return slices;
    }
  }
}
