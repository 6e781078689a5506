package dev.tocsin.sla.whatif;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * What a processor sees when no stream is around it: empty stores of its own, a clock that follows
 * event time, and somebody who takes what it hands on. No punctuation comes: nothing is open, so
 * there is nothing to say in between.
 */
final class DetachedContext implements ProcessorContext<String, Object> {
  private final Function<String, StateStore> make;
  private final Map<String, StateStore> stores = new HashMap<>();
  private final Consumer<Object> taker;
  private long now;

  DetachedContext(Function<String, StateStore> make, Consumer<Object> taker) {
    this.make = make;
    this.taker = taker;
  }

  void moveTo(long time) {
    now = time;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <S extends StateStore> S getStateStore(String name) {
    return (S) stores.computeIfAbsent(name, make);
  }

  @Override
  public <K extends String, V> void forward(Record<K, V> record) {
    taker.accept(record.value());
  }

  @Override
  public <K extends String, V> void forward(Record<K, V> record, String child) {
    forward(record);
  }

  @Override
  public Cancellable schedule(Duration every, PunctuationType type, Punctuator callback) {
    return () -> {};
  }

  @Override
  public Cancellable schedule(
      Instant start, Duration every, PunctuationType type, Punctuator callback) {
    return () -> {};
  }

  @Override
  public long currentSystemTimeMs() {
    return now;
  }

  @Override
  public long currentStreamTimeMs() {
    return now;
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return Optional.empty();
  }

  @Override
  public void commit() {
    // Nothing is kept.
  }

  @Override
  public Map<String, Object> appConfigs() {
    return Map.of();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    return Map.of();
  }

  @Override
  public String applicationId() {
    throw detached();
  }

  @Override
  public TaskId taskId() {
    throw detached();
  }

  @Override
  public Serde<?> keySerde() {
    throw detached();
  }

  @Override
  public Serde<?> valueSerde() {
    throw detached();
  }

  @Override
  public File stateDir() {
    throw detached();
  }

  @Override
  public StreamsMetrics metrics() {
    throw detached();
  }

  private static UnsupportedOperationException detached() {
    return new UnsupportedOperationException("there is no stream around this processor");
  }
}
