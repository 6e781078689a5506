package dev.tocsin.sla.stream;

import dev.tocsin.events.Rejected;
import dev.tocsin.events.RequestReader;
import dev.tocsin.events.RequestView;
import dev.tocsin.sla.domain.Pending;
import dev.tocsin.sla.domain.RequestTally;
import dev.tocsin.streams.Bundle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Request events on their way to being counted, of as many records as it takes: first all are read,
 * then what each is counted in is looked up, then all are counted. What is looked up may be far
 * from the processor, which so fetches many at a time, and does not wait for one until the one
 * before is counted.
 */
final class RequestBatch implements Iterable<RequestBatch.Arrival> {
  /** So many are worth the turns; more would not be near the processor themselves. */
  private static final int ENOUGH = 64;

  private final RequestReader reader;
  private final List<Arrival> arrivals = new ArrayList<>();
  private int size;
  private long newest;

  /**
   * @param maxClockSkew how far ahead of the wall clock an event may be
   */
  RequestBatch(Duration maxClockSkew) {
    this.reader = new RequestReader(maxClockSkew);
  }

  /**
   * Reads the events of one more record.
   *
   * @param now the wall clock in epoch milliseconds
   * @return why nothing could be read, or null
   */
  Rejected read(Bundle from, long now) {
    int first = reader.size();
    Rejected unreadable = reader.read(from.value(), now);
    for (int i = first; i < reader.size(); i++) {
      RequestView event = reader.get(i);
      next().come(event, from, i - first);
      newest = event.rejected() == null ? Math.max(newest, event.timestamp()) : newest;
    }
    return unreadable;
  }

  /** Whether it is time to count. */
  boolean enough() {
    return size >= ENOUGH;
  }

  /** The newest event time that was read, epoch milliseconds; 0 when there is none. */
  long newest() {
    return newest;
  }

  /** All are counted. */
  void clear() {
    reader.clear();
    if (arrivals.size() > ENOUGH) {
      arrivals.subList(ENOUGH, arrivals.size()).clear();
    }
    size = 0;
    newest = 0;
  }

  private Arrival next() {
    if (size == arrivals.size()) {
      arrivals.add(new Arrival());
    }
    return arrivals.get(size++);
  }

  @Override
  public Iterator<Arrival> iterator() {
    return arrivals.subList(0, size).iterator();
  }

  /** One event, the record that it came in, and what it is counted in. */
  static final class Arrival {
    private RequestView event;
    private byte[] key;
    private long offset;
    private long timestamp;
    private int position;

    /** Null until it is looked up, and for an event that was refused. */
    Pending service;

    /** Null until it is looked up, and for an event that is not counted. */
    RequestTally tally;

    private void come(RequestView view, Bundle from, int at) {
      event = view;
      key = from.key();
      offset = from.offset();
      timestamp = from.timestamp();
      position = at;
      service = null;
      tally = null;
    }

    RequestView event() {
      return event;
    }

    /** The record's offset. */
    long offset() {
      return offset;
    }

    /** Where in its record it stands. */
    int position() {
      return position;
    }

    Origin origin(String topic, int partition) {
      return new Origin(topic, partition, offset, timestamp, key);
    }
  }
}
