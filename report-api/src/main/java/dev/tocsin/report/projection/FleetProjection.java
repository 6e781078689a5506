package dev.tocsin.report.projection;

import dev.tocsin.events.EventReader;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.Parsed;
import dev.tocsin.events.RequestEvent;
import dev.tocsin.events.Topics;
import dev.tocsin.report.projection.FleetLedger.Step;
import dev.tocsin.report.projection.ProjectionStatus.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Adds up requests and metrics by device and by hour, each record once, beside the projection and
 * only where that writes. Of requests with the same id, near each other, one counts. What is not an
 * event is left to the topic's owner. Sums are written every few seconds, so that the database sees
 * rows by device and not by request. One thread.
 */
final class FleetProjection implements Runnable, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FleetProjection.class);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Rows that are written at once, at most about. */
  private static final int MOST_ROWS = 20_000;

  /**
   * What it works with.
   *
   * @param consumers makes a consumer that commits nothing and resets to nothing
   * @param backoff ends its waits; its status is nobody's
   * @param status of the projection beside it
   */
  record Parts(
      Supplier<Consumer<String, byte[]>> consumers,
      Starts starts,
      FleetLedger ledger,
      ProjectionStatus status,
      Backoff backoff,
      Clock clock) {}

  private final Parts parts;
  private final String requests;
  private final Duration every;
  private final EventReader<RequestEvent> requestReader;
  private final EventReader<MetricsEvent> metricsReader;

  /** What is stored, and by partition how far it is read. */
  private final Map<TopicPartition, Position> stored = new HashMap<>();

  private final Map<TopicPartition, Position> read = new HashMap<>();
  private FleetSums sums = new FleetSums();
  private RecentIds ids = new RecentIds();
  private long writtenAt;

  /**
   * @param every how often sums are written
   * @param maxClockSkew how far ahead of the clock an event may be
   */
  FleetProjection(Parts parts, Topics topics, Duration every, Duration maxClockSkew) {
    this.parts = parts;
    this.requests = topics.requests().name();
    this.every = every;
    this.requestReader = EventReader.requests(maxClockSkew);
    this.metricsReader = EventReader.metrics(maxClockSkew);
  }

  /** The topics that it reads. */
  static List<String> topics(Topics topics) {
    return List.of(topics.requests().name(), topics.metrics().name());
  }

  @Override
  public void run() {
    while (!parts.backoff().stopped()) {
      if (parts.status().role() != Role.OWNER) {
        parts.backoff().rest();
        continue;
      }
      try (Consumer<String, byte[]> consumer = parts.consumers().get()) {
        begin(consumer);
        while (!parts.backoff().stopped() && parts.status().role() == Role.OWNER) {
          step(consumer);
        }
        write(consumer);
      } catch (FencedException e) {
        LOG.infof("fleet: reason=%s", e.getMessage());
      } catch (RuntimeException e) {
        parts.backoff().hindered("the fleet is not added up, trying again", e);
      }
    }
  }

  @Override
  public void close() {
    parts.backoff().stop();
  }

  private void begin(Consumer<String, byte[]> consumer) {
    List<TopicPartition> partitions = parts.starts().partitions(consumer);
    consumer.assign(partitions);
    stored.clear();
    stored.putAll(parts.ledger().positions());
    read.clear();
    read.putAll(parts.starts().resume(consumer, partitions, stored));
    read.forEach((partition, position) -> consumer.seek(partition, position.next()));
    sums = new FleetSums();
    // What was not written is read again, and is not doubled then.
    ids = new RecentIds();
    writtenAt = parts.clock().millis();
  }

  private void step(Consumer<String, byte[]> consumer) {
    try {
      for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
        add(each);
      }
    } catch (OffsetOutOfRangeException e) {
      write(consumer);
      for (TopicPartition partition : e.offsetOutOfRangePartitions().keySet()) {
        Position position = parts.starts().relocated(consumer, read.get(partition));
        read.put(partition, position);
        consumer.seek(partition, position.next());
      }
    }
    if (parts.clock().millis() - writtenAt >= every.toMillis() || sums.size() >= MOST_ROWS) {
      write(consumer);
      parts.backoff().over();
    }
  }

  private void add(ConsumerRecord<String, byte[]> item) {
    long now = parts.clock().millis();
    if (item.topic().equals(requests)) {
      for (Parsed<RequestEvent> each : requestReader.read(item.value(), now).events()) {
        if (each.accepted() && isFirst(each.event())) {
          sums.add(each.event(), item.timestamp());
        }
      }
    } else {
      for (Parsed<MetricsEvent> each : metricsReader.read(item.value(), now).events()) {
        if (each.accepted()) {
          sums.add(each.event(), item.timestamp());
        }
      }
    }
  }

  private boolean isFirst(RequestEvent event) {
    return event.id() == null || ids.first(event.service(), event.id());
  }

  private void write(Consumer<String, byte[]> consumer) {
    List<Step> steps = new ArrayList<>();
    read.replaceAll((partition, position) -> position.advanced(consumer.position(partition), 0));
    read.forEach(
        (partition, position) -> {
          Position before = stored.get(partition);
          if (before == null || before.next() != position.next()) {
            steps.add(new Step(before, position));
          }
        });
    writtenAt = parts.clock().millis();
    if (!steps.isEmpty()) {
      parts.ledger().write(sums, steps);
      stored.putAll(read);
      sums = new FleetSums();
      parts.status().changed("device", "metric_hour");
    }
  }
}
