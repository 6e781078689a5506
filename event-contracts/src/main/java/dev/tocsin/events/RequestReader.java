package dev.tocsin.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads request events for those who only count them: the same answers as {@link
 * EventReader#requests}, without an object for each event. Events of the usual shape are read by a
 * {@link RequestScanner}, inputs that hold anything else by the parser.
 *
 * <p>Not thread-safe: one reader a thread.
 */
public final class RequestReader {
  /** Views that are kept for the next inputs. */
  private static final int MOST_KEPT = 1_000;

  private final EventReader<RequestEvent> parser;
  private final RequestScanner scanner = new RequestScanner();
  private final long maxClockSkewMs;
  private final List<RequestView> views = new ArrayList<>();
  private int size;

  /**
   * @param maxClockSkew how far ahead of the wall clock an event may be
   */
  public RequestReader(Duration maxClockSkew) {
    this.parser = EventReader.requests(maxClockSkew);
    this.maxClockSkewMs = maxClockSkew.toMillis();
  }

  /**
   * Reads everything in {@code bytes}, a value on a topic; what was read before stays in front.
   *
   * @param bytes the value; null is an empty one
   * @param now the wall clock in epoch milliseconds
   * @return why nothing could be read, or null
   */
  public Rejected read(byte[] bytes, long now) {
    int before = size;
    if (bytes != null && scanner.scan(bytes, now + maxClockSkewMs, this::next)) {
      return null;
    }
    size = before;
    return parse(bytes, now);
  }

  private Rejected parse(byte[] bytes, long now) {
    Batch<RequestEvent> batch = parser.read(bytes, now);
    for (Parsed<RequestEvent> each : batch.events()) {
      next().set(each);
    }
    return batch.unreadable();
  }

  /** How many events were read, refused ones included. */
  public int size() {
    return size;
  }

  /** The event at this position, valid until {@link #clear}. */
  public RequestView get(int position) {
    return views.get(position);
  }

  /** Forgets what was read. */
  public void clear() {
    size = 0;
    if (views.size() > MOST_KEPT) {
      views.subList(MOST_KEPT, views.size()).clear();
    }
  }

  private RequestView next() {
    if (size == views.size()) {
      views.add(new RequestView());
    }
    return views.get(size++);
  }
}
