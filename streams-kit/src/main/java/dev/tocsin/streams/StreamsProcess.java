package dev.tocsin.streams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topology's life in a service: started, watched, stopped. A failed thread is replaced, three
 * times in ten minutes; after that the process should end, so that whoever runs it starts a new
 * one.
 */
public final class StreamsProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsProcess.class);
  private static final int MOST_FAILURES = 3;
  private static final Duration FAILURE_WINDOW = Duration.ofMinutes(10);
  private static final long SMALL_LAG = 1_000;
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final KafkaStreams streams;
  private final Clock clock;
  private final Runnable onFatal;
  private final Deque<Instant> failures = new ArrayDeque<>();
  private Instant lookedAt = Instant.EPOCH;
  private long lagThen = Long.MAX_VALUE;
  private boolean falls = true;

  /**
   * @param onFatal called when the topology cannot go on; it must end the process
   */
  public StreamsProcess(
      Supplier<Topology> topology, Properties settings, Clock clock, Runnable onFatal) {
    this.streams = new KafkaStreams(topology.get(), settings);
    this.clock = clock;
    this.onFatal = onFatal;
    streams.setUncaughtExceptionHandler(this::failed);
  }

  public void start() {
    streams.start();
  }

  /** The client, for metrics and interactive queries. */
  public KafkaStreams streams() {
    return streams;
  }

  /** Ready means: owns tasks, has restored them, and its lag is small or falls. */
  public synchronized Readiness readiness() {
    KafkaStreams.State state = streams.state();
    int tasks =
        streams.metadataForLocalThreads().stream().mapToInt(t -> t.activeTasks().size()).sum();
    long lag = lag();
    boolean keepsUp = lag <= SMALL_LAG || falls(lag);
    boolean ready = state == KafkaStreams.State.RUNNING && tasks > 0 && keepsUp;
    return new Readiness(ready, state.name(), tasks, lag);
  }

  /** Whether the lag fell over the last five seconds or more, however often somebody looks. */
  private boolean falls(long lag) {
    Instant now = clock.instant();
    if (now.isAfter(lookedAt.plus(LOOK))) {
      falls = lag < lagThen;
      lagThen = lag;
      lookedAt = now;
    }
    return falls;
  }

  /** Whether the client can still become or stay ready without a restart. */
  public boolean alive() {
    return streams.state() != KafkaStreams.State.ERROR
        && streams.state() != KafkaStreams.State.NOT_RUNNING;
  }

  @Override
  public void close() {
    streams.close(Duration.ofSeconds(10));
  }

  /**
   * The newest lag of the slowest partition. Not {@code records-lag-max}: that one remembers the
   * backlog of a restart for a minute. What a restoring consumer lags is no backlog.
   */
  private long lag() {
    return streams.metrics().entrySet().stream()
        .filter(e -> e.getKey().name().equals("records-lag"))
        .filter(e -> !e.getKey().tags().getOrDefault("client-id", "").contains("restore-consumer"))
        .map(e -> e.getValue().metricValue())
        .filter(v -> v instanceof Double lag && lag > 0)
        .mapToLong(v -> ((Double) v).longValue())
        .max()
        .orElse(0);
  }

  private synchronized StreamThreadExceptionResponse failed(Throwable cause) {
    Instant now = clock.instant();
    failures.addLast(now);
    while (failures.peekFirst().isBefore(now.minus(FAILURE_WINDOW))) {
      failures.removeFirst();
    }
    if (failures.size() <= MOST_FAILURES) {
      LOG.error("stream thread failed, replacing it: failures={}", failures.size(), cause);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOG.error("stream thread failed too often, ending the process", cause);
    onFatal.run();
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /**
   * What a readiness probe shows.
   *
   * @param ready whether the service does its work now
   * @param state the Kafka Streams state
   * @param tasks active tasks that this process owns
   * @param lag records that the slowest partition is behind
   */
  public record Readiness(boolean ready, String state, int tasks, long lag) {}
}
