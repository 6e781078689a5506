package dev.tocsin.events;

import java.util.Arrays;

/**
 * What there is to count of one request event, or why it was refused. A view belongs to its {@link
 * RequestReader} and is used again once that is cleared; what the fields mean stands at {@link
 * RequestEvent}.
 */
public final class RequestView {
  /** Numbers of services are less than this. */
  public static final int SERVICE_NUMBERS = Names.PLACES + 1;

  private static final int NO_NUMBER = Names.PLACES;

  private byte[] source;
  private int from;
  private int to;
  private Rejected rejected;
  long timestamp;
  String service;
  int serviceNumber;
  String operation;
  String region;
  String deviceType;
  String id;
  long count;
  long errors;
  double latencySumMs;
  Histogram latency;

  RequestView() {}

  /** Nothing read yet, of a single request. */
  void begin(byte[] bytes, int start) {
    source = bytes;
    from = start;
    rejected = null;
    timestamp = -1;
    service = null;
    serviceNumber = NO_NUMBER;
    operation = null;
    region = null;
    deviceType = null;
    id = null;
    count = 1;
    errors = -1;
    latencySumMs = -1;
    latency = null;
  }

  void end(int end) {
    to = end;
  }

  void set(Parsed<RequestEvent> parsed) {
    begin(parsed.source(), parsed.from());
    to = parsed.to();
    rejected = parsed.rejected();
    RequestEvent event = parsed.event();
    if (event != null) {
      timestamp = event.timestamp();
      service = event.service();
      operation = event.operation();
      region = event.region();
      deviceType = event.deviceType();
      id = event.id();
      count = event.count();
      errors = event.errors();
      latencySumMs = event.latencySumMs();
      latency = event.latency();
    }
  }

  /** Why the event was refused, null when accepted; then nothing else but {@link #raw} is said. */
  public Rejected rejected() {
    return rejected;
  }

  /** The event's own bytes, as they came. */
  public byte[] raw() {
    return Arrays.copyOfRange(source, from, to);
  }

  public long timestamp() {
    return timestamp;
  }

  public String service() {
    return service;
  }

  /**
   * A number for this very string: whoever keeps something by it finds it faster than by name, and
   * has to check that it is of the same string, because names lose their numbers to others.
   */
  public int serviceNumber() {
    return serviceNumber;
  }

  public String operation() {
    return operation;
  }

  public String region() {
    return region;
  }

  public String deviceType() {
    return deviceType;
  }

  public String id() {
    return id;
  }

  public long count() {
    return count;
  }

  public long errors() {
    return errors;
  }

  public double latencySumMs() {
    return latencySumMs;
  }

  public Histogram latency() {
    return latency;
  }
}
