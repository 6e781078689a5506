package dev.tocsin.evaluation.bench.job;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The same count as one would first write it in the Streams DSL: group, window, aggregate; JSON by
 * databind, the default store (RocksDB). The same slices, sketches included, but no verdicts.
 *
 * <p>Beyond the defaults: a record cache of 64 MiB, topology optimization, and results as fresh as
 * the evaluator's (which commits every second in a backlog).
 */
final class DslJob implements Job {
  /**
   * Longer than all events last: its partitions are read at different paces, and what is late is
   * gone.
   */
  private static final Duration GRACE = Duration.ofHours(1);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Override
  public Run start(JobSettings settings) {
    Properties streams = new Properties();
    streams.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.id());
    streams.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
    streams.put(StreamsConfig.STATE_DIR_CONFIG, settings.state().toString());
    streams.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        settings.exactlyOnce() ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
    streams.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
    streams.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L << 20);
    streams.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
    return new StreamsRun(() -> topology(settings, streams), streams);
  }

  private static Topology topology(JobSettings settings, Properties streams) {
    Topics topics = new Topics(settings.prefix());
    StreamsBuilder builder = new StreamsBuilder();
    String requests = topics.requests().name();
    KStream<String, Request> events =
        settings.packed() ? packed(builder, requests) : single(builder, requests);
    events
        .groupByKey(Grouped.with("by-service", Serdes.String(), json(new TypeReference<>() {})))
        .windowedBy(TimeWindows.ofSizeAndGrace(MINUTE, GRACE))
        .aggregate(
            HashMap<String, SeriesMinute>::new,
            (service, event, minute) -> {
              minute.computeIfAbsent(event.series(), series -> new SeriesMinute()).add(event);
              return minute;
            },
            Materialized.with(Serdes.String(), json(new TypeReference<>() {})))
        .toStream()
        .flatMapValues(
            (window, minute) ->
                minute.values().stream()
                    .map(series -> series.slice(window.key(), window.window().start()))
                    .toList())
        .selectKey((window, slice) -> window.key())
        .to(topics.slices().name(), Produced.with(Serdes.String(), json(new TypeReference<>() {})));
    return builder.build(streams);
  }

  /** The topic is keyed by service, so that nothing has to be shuffled. */
  private static KStream<String, Request> single(StreamsBuilder builder, String topic) {
    return builder.stream(
        topic,
        Consumed.with(Serdes.String(), json(new TypeReference<Request>() {}))
            .withTimestampExtractor((record, time) -> ((Request) record.value()).timestamp()));
  }

  /** A flatMap that also gives each event its own time, which the plain operator cannot. */
  private static KStream<String, Request> packed(StreamsBuilder builder, String topic) {
    return builder.stream(
            topic, Consumed.with(Serdes.String(), json(new TypeReference<List<Request>>() {})))
        .process(Unpack::new);
  }

  private static <V> Serde<V> json(TypeReference<V> type) {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : Json.write(value),
        (topic, bytes) -> {
          try {
            return bytes == null ? null : Json.mapper().readValue(bytes, type);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** The events of a record, one by one, by their service. */
  private static final class Unpack
      extends ContextualProcessor<String, List<Request>, String, Request> {
    @Override
    public void process(Record<String, List<Request>> record) {
      for (Request each : record.value()) {
        context().forward(new Record<>(each.service(), each, each.timestamp()));
      }
    }
  }

  /** What is needed of an event. */
  record Request(
      long timestamp,
      String service,
      String operation,
      String region,
      String deviceType,
      double latencyMs,
      boolean success) {
    String series() {
      return operation + '|' + region + '|' + deviceType;
    }
  }
}
