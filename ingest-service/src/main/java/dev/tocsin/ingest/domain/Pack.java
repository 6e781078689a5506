package dev.tocsin.ingest.domain;

/**
 * Events that travel in one record, because the cost of a record in a stream is larger than that of
 * an event.
 *
 * @param key the record's key
 * @param source the body that the events lie in
 * @param bounds where each event begins (inclusive) and ends (exclusive), in turn
 */
public record Pack(String key, byte[] source, int[] bounds) {
  /** Most events in one record. */
  static final int MOST_EVENTS = 500;

  /** About how large a record of several events may become. */
  static final int MOST_BYTES = 512 * 1024;

  /** Most bytes of one event: with key and headers it still fits Kafka's 1 MiB. */
  static final int MOST_EVENT_BYTES = 900_000;

  /** How many events it holds. */
  public int events() {
    return bounds.length / 2;
  }

  /** The record's value: the event's bytes as they came, or a JSON array of them. */
  public byte[] value() {
    int events = events();
    int length = events == 1 ? 0 : events + 1;
    for (int i = 0; i < bounds.length; i += 2) {
      length += bounds[i + 1] - bounds[i];
    }
    byte[] value = new byte[length];
    int at = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      if (events > 1) {
        value[at++] = (byte) (i == 0 ? '[' : ',');
      }
      int size = bounds[i + 1] - bounds[i];
      System.arraycopy(source, bounds[i], value, at, size);
      at += size;
    }
    if (events > 1) {
      value[at] = ']';
    }
    return value;
  }
}
