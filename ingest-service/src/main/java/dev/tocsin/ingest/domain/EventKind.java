package dev.tocsin.ingest.domain;

import dev.tocsin.events.CheckEvent;
import dev.tocsin.events.EventReader;
import dev.tocsin.events.IncidentEvent;
import dev.tocsin.events.LogEvent;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.RequestEvent;
import dev.tocsin.events.Topic;
import dev.tocsin.events.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What can be posted: how it is read, under which key, to which topic. */
public enum EventKind {
  REQUESTS(Topics::requests, EventReader::requests, RequestEvent::service, Pack.MOST_EVENTS),
  METRICS(Topics::metrics, EventReader::metrics, MetricsEvent::service, Pack.MOST_EVENTS),
  CHECKS(Topics::checks, EventReader::checks, CheckEvent::service, Pack.MOST_EVENTS),
  LOGS(Topics::logs, EventReader::logs, LogEvent::service, Pack.MOST_EVENTS),
  /** One record an event: the key is the incident, and the topic is kept for long. */
  INCIDENTS(Topics::incidents, EventReader::incidents, IncidentEvent::incidentId, 1);

  private final Function<Topics, Topic<byte[]>> topic;
  private final Function<Duration, BodyReader<?>> reader;

  <T> EventKind(
      Function<Topics, Topic<byte[]>> topic,
      Function<Duration, EventReader<T>> reader,
      Function<T, String> key,
      int eventsPerRecord) {
    this.topic = topic;
    this.reader = skew -> new BodyReader<>(reader.apply(skew), key, eventsPerRecord);
  }

  /** The kind of telemetry of this name: {@code requests}, {@code metrics}, … */
  public static Optional<EventKind> telemetry(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind != INCIDENTS && kind.path().equals(name))
        .findFirst();
  }

  /** The names of all kinds of telemetry. */
  public static List<String> telemetryNames() {
    return Arrays.stream(values()).filter(kind -> kind != INCIDENTS).map(EventKind::path).toList();
  }

  /** The last segment of its path. */
  public String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of its topic. */
  public String topic(Topics topics) {
    return topic.apply(topics).name();
  }

  /** A new reader of bodies of this kind. */
  public BodyReader<?> reader(Duration maxClockSkew) {
    return reader.apply(maxClockSkew);
  }
}
