package dev.tocsin.sla;

import dev.tocsin.events.Topics;
import dev.tocsin.sla.Reference.Event;
import dev.tocsin.testkit.TestBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Requests with known totals: one service has most of them, keys are random, so that every service
 * comes from every partition. Each service fails, and is slow, for two minutes of six; a few
 * records come twice, a few hold something that is refused.
 */
final class CrashWorkload {
  static final List<String> SERVICES = List.of("hot", "a", "b", "c", "d");
  private static final int EVENTS_PER_RECORD = 5;
  private static final int DISORDER_MS = 8_000;

  private final TestBroker broker;
  private final Topics topics;
  private final Random random;
  private final List<Event> events = new ArrayList<>();
  private long at = Evaluator.millis(Duration.ZERO);
  private int refused;
  private int repeated;
  private int ids;

  CrashWorkload(TestBroker broker, Topics topics, Random random) {
    this.broker = broker;
    this.topics = topics;
    this.random = random;
  }

  /** Sends this much event time of it, in so many records. */
  void send(Duration span, int records) {
    for (int i = 0; i < records; i++) {
      at += span.toMillis() / records;
      record();
    }
  }

  /** One good request of each service at this time after the last one: it closes what was. */
  void close(Duration after) {
    at += after.toMillis();
    for (String service : SERVICES) {
      Event event = new Event(service, "", at, false, 1);
      events.add(event);
      broker.send(topics.requests().name(), service, utf8(json(event, ids++)));
    }
  }

  private void record() {
    StringBuilder record = new StringBuilder("[");
    for (int k = 0; k < EVENTS_PER_RECORD; k++) {
      Event event = event();
      events.add(event);
      record.append(k == 0 ? "" : ",").append(json(event, ids++));
    }
    boolean bad = random.nextInt(20) == 0;
    if (bad) {
      refused++;
      record.append(",{\"timestamp\":1,\"service\":\"hot\",\"success\":true,\"latencyMs\":-1}");
    }
    byte[] value = utf8(record.append("]").toString());
    // Any key: the partition of a service's events is nobody's promise.
    String key = "key-" + random.nextInt(100);
    broker.send(topics.requests().name(), key, value);
    if (random.nextInt(10) == 0) {
      refused += bad ? 1 : 0;
      repeated += EVENTS_PER_RECORD;
      broker.send(topics.requests().name(), key, value);
    }
  }

  private Event event() {
    int choice = random.nextInt(10);
    String service = choice < 6 ? SERVICES.get(0) : SERVICES.get(choice - 5);
    long timestamp = at - random.nextInt(DISORDER_MS);
    long minute = timestamp / 60_000 + SERVICES.indexOf(service);
    boolean bad = minute % 6 < 2;
    return new Event(
        service,
        random.nextInt(3) == 0 ? "op" : "",
        timestamp,
        bad,
        bad ? 200 + random.nextInt(800) : random.nextInt(100));
  }

  private static String json(Event event, int id) {
    String operation =
        event.operation().isEmpty() ? "" : ",\"operation\":\"" + event.operation() + "\"";
    return "{\"timestamp\":%d,\"service\":\"%s\",\"success\":%s,\"latencyMs\":%d,\"id\":\"%d\"%s}"
        .formatted(
            event.timestamp(),
            event.service(),
            !event.failed(),
            (long) event.latencyMs(),
            id,
            operation);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Every period that ends here or before is final by now. */
  long closedAt() {
    return at / 60_000 * 60_000 - 120_000;
  }

  /** The time of the newest event. */
  long lastAt() {
    return at;
  }

  /** Everything that has to be counted, once. */
  List<Event> events() {
    return events;
  }

  List<Event> events(String service) {
    return events.stream().filter(each -> each.service().equals(service)).toList();
  }

  /** How many events had to be refused. */
  int refused() {
    return refused;
  }

  /** How many events came a second time. */
  int repeated() {
    return repeated;
  }
}
