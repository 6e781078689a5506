package dev.tocsin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Topic;
import dev.tocsin.streams.AccumulatingStore;
import dev.tocsin.streams.AccumulatingStoreBuilder;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class TopologyHarnessTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Topic<String> IN = new Topic<>("in", Serdes.String());
  private static final Topic<Long> OUT = new Topic<>("out", Serdes.Long());

  @Test
  void recordsStoresAndTheClockWorkTogether() {
    try (TopologyHarness harness = TopologyHarness.of(counting(), START)) {
      harness.pipe(IN, "a", "x").pipeBytes("in", "a", "y".getBytes(UTF_8));
      assertThat(harness.values(OUT)).isEmpty();

      harness.advance(Duration.ofSeconds(1));

      assertThat(harness.records(OUT))
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.key()).isEqualTo("a");
                assertThat(record.value()).isEqualTo(2L);
                assertThat(record.getRecordTime()).isEqualTo(START.plusSeconds(1));
              });
      assertThat(harness.store("counts", AccumulatingStore.class).size()).isEqualTo(1);
      assertThat(harness.now()).isEqualTo(START.plusSeconds(1));
    }
  }

  private static Topology counting() {
    return new Topology()
        .addSource("in", Serdes.String().deserializer(), Serdes.String().deserializer(), "in")
        .addProcessor("count", Counting::new, "in")
        .addStateStore(
            new AccumulatingStoreBuilder<>("counts", Serdes.String(), Serdes.Long()), "count")
        .addSink("out", "out", Serdes.String().serializer(), Serdes.Long().serializer(), "count");
  }

  private static final class Counting implements Processor<String, String, String, Long> {
    private AccumulatingStore<String, Long> counts;

    @Override
    public void init(ProcessorContext<String, Long> context) {
      counts = context.getStateStore("counts");
      context.schedule(
          Duration.ofSeconds(1),
          PunctuationType.WALL_CLOCK_TIME,
          now -> counts.forEach((key, count) -> context.forward(new Record<>(key, count, now))));
    }

    @Override
    public void process(Record<String, String> record) {
      Long before = counts.get(record.key());
      counts.put(record.key(), before == null ? 1 : before + 1);
    }
  }
}
