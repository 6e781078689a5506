package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The open windows of one entity and its watermark: how far its event time has come.
 *
 * <p>An entity's events may come through several source partitions. A window closes when the
 * slowest of those that speak has passed its end and the allowed lateness: a replay at full speed,
 * where one partition runs ahead of another, thus closes the same windows as the live stream did. A
 * source that was silent for longer than the allowed lateness holds nothing up. When all are
 * silent, event time goes on with the wall clock. A replay without a pause that long is never cut
 * by it.
 */
public final class EntityWindows {
  /** Most open windows, a day of them: more means that a source lags for good. */
  private static final int MOST_OPEN = 2_880;

  private final String service;
  private final TreeMap<Long, Window> open = new TreeMap<>();
  private final Map<Integer, Source> sources = new HashMap<>();
  private long closedUntil = Long.MIN_VALUE;

  public EntityWindows(String service) {
    this.service = service;
  }

  public String service() {
    return service;
  }

  /**
   * Merges a part of a window.
   *
   * @param source the partition that it came through
   * @param now the wall clock, epoch milliseconds
   * @return false when the window was closed before
   */
  public boolean merge(int source, long start, Window part, long now) {
    Source heard = sources.get(source);
    long newest = heard == null ? part.newestEvent() : Math.max(heard.newest, part.newestEvent());
    sources.put(source, new Source(newest, now));
    if (start < closedUntil) {
      return false;
    }
    open.computeIfAbsent(start, s -> new Window()).merge(part);
    return true;
  }

  /**
   * Takes out the oldest window if it is complete.
   *
   * @return null when none is
   */
  public Closed close(long now, long allowedLatenessMs) {
    if (open.isEmpty()) {
      return null;
    }
    long end = open.firstKey() + Window.LENGTH_MS;
    if (watermark(now, allowedLatenessMs) < end + allowedLatenessMs && open.size() <= MOST_OPEN) {
      return null;
    }
    closedUntil = end;
    Map.Entry<Long, Window> oldest = open.pollFirstEntry();
    return new Closed(oldest.getKey(), oldest.getValue());
  }

  /** The wall-clock time at which silence alone closes the oldest open window. */
  public long dueAt(long allowedLatenessMs) {
    long heardAt = sources.values().stream().mapToLong(Source::heardAt).max().orElse(0);
    if (open.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long missing = open.firstKey() + Window.LENGTH_MS + allowedLatenessMs - newest();
    return heardAt + Math.max(missing, allowedLatenessMs) + 1;
  }

  /** The newest event time, epoch milliseconds. */
  public long newest() {
    return sources.values().stream().mapToLong(Source::newest).max().orElse(Long.MIN_VALUE);
  }

  /** When the entity was last heard of, by the wall clock, epoch milliseconds. */
  public long heardAt() {
    return sources.values().stream().mapToLong(Source::heardAt).max().orElse(Long.MIN_VALUE);
  }

  /** Counts silence from now on: while this process did not listen, nobody was silent. */
  public void listenFrom(long now) {
    sources.replaceAll((id, source) -> new Source(source.newest, Math.max(now, source.heardAt)));
  }

  private long watermark(long now, long patienceMs) {
    long slowest = Long.MAX_VALUE;
    long furthest = Long.MIN_VALUE;
    for (Source source : sources.values()) {
      if (now - source.heardAt <= patienceMs) {
        slowest = Math.min(slowest, source.newest);
      }
      furthest = Math.max(furthest, source.newest + (now - source.heardAt));
    }
    return slowest == Long.MAX_VALUE ? furthest : slowest;
  }

  /** Writes the form that {@link #read} reads. */
  public void write(DataOutput to) throws IOException {
    to.writeUTF(service);
    to.writeLong(closedUntil);
    to.writeShort(sources.size());
    for (Map.Entry<Integer, Source> each : sources.entrySet()) {
      to.writeInt(each.getKey());
      to.writeLong(each.getValue().newest);
      to.writeLong(each.getValue().heardAt);
    }
    to.writeShort(open.size());
    for (Map.Entry<Long, Window> each : open.entrySet()) {
      to.writeLong(each.getKey());
      each.getValue().write(to);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static EntityWindows read(DataInput from) throws IOException {
    EntityWindows windows = new EntityWindows(from.readUTF());
    windows.closedUntil = from.readLong();
    int size = from.readUnsignedShort();
    for (int i = 0; i < size; i++) {
      windows.sources.put(from.readInt(), new Source(from.readLong(), from.readLong()));
    }
    int count = from.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      windows.open.put(from.readLong(), Window.read(from));
    }
    return windows;
  }

  /**
   * A complete window.
   *
   * @param start epoch milliseconds
   */
  public record Closed(long start, Window window) {}

  private record Source(long newest, long heardAt) {}
}
