package dev.tocsin.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class BeforeCommitTest {
  @Test
  void whatWasGatheredLeavesWithTheCommit() {
    Topology topology =
        new Topology()
            .addSource(
                "source", Serdes.String().deserializer(), Serdes.String().deserializer(), "in")
            .addProcessor("gather", Gather::new, "source")
            .addStateStore(BeforeCommit.builder("before-commit"), "gather")
            .addSink(
                "sink", "out", Serdes.String().serializer(), Serdes.Long().serializer(), "gather");
    try (TopologyTestDriver driver =
        new TopologyTestDriver(
            topology,
            new StreamsSettings("test", "unused:1", Path.of("."), "0", Duration.ofSeconds(1), 1)
                .toProperties())) {
      TestInputTopic<String, String> input =
          driver.createInputTopic("in", Serdes.String().serializer(), Serdes.String().serializer());
      input.pipeInput("a", "x");
      input.pipeInput("b", "x");

      // The driver commits after each record.
      assertThat(
              driver
                  .createOutputTopic(
                      "out", Serdes.String().deserializer(), Serdes.Long().deserializer())
                  .readValuesToList())
          .containsExactly(1L, 2L);
      assertThat(driver.producedTopicNames()).containsExactly("out");
    }
  }

  /** Counts what comes and says how much it was only before a commit. */
  private static final class Gather implements Processor<String, String, String, Long> {
    private long count;

    @Override
    public void init(ProcessorContext<String, Long> context) {
      BeforeCommit beforeCommit = context.getStateStore("before-commit");
      beforeCommit.run(context, () -> context.forward(new Record<>("count", count, 0)));
    }

    @Override
    public void process(Record<String, String> each) {
      count++;
    }
  }
}
