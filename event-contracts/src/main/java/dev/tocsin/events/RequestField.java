package dev.tocsin.events;

/** The fields that a {@link RequestScanner} reads. */
enum RequestField {
  TIMESTAMP("timestamp"),
  SERVICE("service"),
  OPERATION("operation"),
  INSTANCE("instance"),
  REGION("region"),
  DEVICE_TYPE("deviceType"),
  ID("id"),
  LABELS("labels"),
  LATENCY_MS("latencyMs"),
  SUCCESS("success"),
  STATUS_CODE("statusCode");

  private static final RequestField[] ALL = values();

  private final int length;
  private final long head;
  private final long tail;

  RequestField(String name) {
    length = name.length();
    head = JsonBytes.word(name);
    tail = JsonBytes.word(name.substring(Math.min(8, length)));
  }

  /** The field of this name, or null. */
  static RequestField of(JsonBytes json, int from, int to) {
    int length = to - from;
    long head = json.word(from) & JsonBytes.mask(length);
    long tail = json.word(from + 8) & JsonBytes.mask(length - 8);
    for (RequestField each : ALL) {
      if (each.length == length && each.head == head && each.tail == tail) {
        return each;
      }
    }
    return null;
  }
}
