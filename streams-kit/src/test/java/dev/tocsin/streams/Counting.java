package dev.tocsin.streams;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** A topology for tests: counts the records of each key in place and emits each running total. */
final class Counting implements Supplier<Topology> {
  static final String STORE = "counts";

  private final String input;
  private final String output;
  private final AtomicBoolean crash;

  /**
   * @param crash while true, a record with the value {@code crash} throws after it was counted
   */
  Counting(String input, String output, AtomicBoolean crash) {
    this.input = input;
    this.output = output;
    this.crash = crash;
  }

  @Override
  public Topology get() {
    return new Topology()
        .addSource("source", Serdes.String().deserializer(), Serdes.String().deserializer(), input)
        .addProcessor("count", () -> new Count(crash), "source")
        .addStateStore(
            new AccumulatingStoreBuilder<>(STORE, Serdes.String(), new CountSerde()), "count")
        .addSink("sink", output, Serdes.String().serializer(), Serdes.Long().serializer(), "count");
  }

  /** A count that changes in place. */
  static final class Tally {
    long value;

    Tally(long value) {
      this.value = value;
    }
  }

  private static final class CountSerde extends Serdes.WrapperSerde<Tally> {
    CountSerde() {
      super(
          (topic, tally) -> Serdes.Long().serializer().serialize(topic, tally.value),
          (topic, bytes) -> new Tally(Serdes.Long().deserializer().deserialize(topic, bytes)));
    }
  }

  private static final class Count implements Processor<String, String, String, Long> {
    private final AtomicBoolean crash;
    private ProcessorContext<String, Long> context;
    private AccumulatingStore<String, Tally> counts;

    Count(AtomicBoolean crash) {
      this.crash = crash;
    }

    @Override
    public void init(ProcessorContext<String, Long> to) {
      context = to;
      counts = to.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, String> each) {
      switch (each.value()) {
        case "forget" -> counts.remove(each.key());
        case "forget small" -> counts.removeIf((key, tally) -> tally.value < 3);
        default -> {
          Tally tally = counts.change(each.key(), () -> new Tally(0));
          tally.value++;
          context.forward(each.withValue(tally.value));
          if (crash.get() && each.value().equals("crash")) {
            throw new IllegalStateException("crash");
          }
        }
      }
    }
  }
}
