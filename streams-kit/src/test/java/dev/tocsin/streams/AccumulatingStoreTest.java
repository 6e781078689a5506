package dev.tocsin.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.streams.Counting.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccumulatingStoreTest {
  private final TopologyTestDriver driver =
      new TopologyTestDriver(new Counting("in", "out", new AtomicBoolean()).get(), settings());
  private final TestInputTopic<String, String> input =
      driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
  private final TestOutputTopic<String, Long> changelog =
      driver.createOutputTopic(
          "test-counts-changelog", new StringDeserializer(), new LongDeserializer());

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void changesInPlaceAndWritesAtCommit() {
    input.pipeInput("a", "x");
    input.pipeInput("a", "x");
    input.pipeInput("b", "x");
    assertThat(store().size()).isEqualTo(2);
    assertThat(store().get("a").value).isEqualTo(2);
    assertThat(store().get("c")).isNull();
    assertThat(written())
        .containsExactly(KeyValue.pair("a", 1L), KeyValue.pair("a", 2L), KeyValue.pair("b", 1L));
  }

  /** What changed many times between two commits is written once. */
  @Test
  void writesEachKeyOnceACommit() {
    AccumulatingStore<String, Tally> store = store();
    for (int i = 0; i < 100; i++) {
      store.change("a", () -> new Tally(0)).value++;
    }
    store.put("b", new Tally(7));
    store.get("b").value = 8;
    store.touch("b");
    commit(store);
    assertThat(written())
        .containsExactlyInAnyOrder(KeyValue.pair("a", 100L), KeyValue.pair("b", 8L));
    commit(store);
    assertThat(written()).isEmpty();
  }

  @Test
  void whatIsRemovedLeavesATombstone() {
    input.pipeInput("a", "x");
    input.pipeInput("a", "forget");
    input.pipeInput("nobody", "forget");
    assertThat(store().size()).isZero();
    assertThat(written()).containsExactly(KeyValue.pair("a", 1L), KeyValue.pair("a", null));
  }

  @Test
  void manyAreRemovedByATest() {
    for (String key : List.of("a", "a", "a", "b", "c")) {
      input.pipeInput(key, "x");
    }
    changelog.readKeyValuesToList();
    input.pipeInput("any", "forget small");
    assertThat(store().size()).isEqualTo(1);
    assertThat(written())
        .containsExactlyInAnyOrder(KeyValue.pair("b", null), KeyValue.pair("c", null));
    long[] sum = {0};
    store().forEach((key, tally) -> sum[0] += tally.value);
    assertThat(sum[0]).isEqualTo(3);
  }

  @Test
  void aValueThatCameAndWentBetweenTwoCommitsLeavesNothingBehind() {
    AccumulatingStore<String, Tally> store = store();
    store.put("a", new Tally(1));
    store.remove("a");
    store.put("b", new Tally(1));
    store.remove("b");
    store.put("b", new Tally(2));
    commit(store);
    assertThat(written())
        .containsExactlyInAnyOrder(KeyValue.pair("a", null), KeyValue.pair("b", 2L));
  }

  @Test
  void cannotBeBuiltWithoutItsChangelog() {
    var builder = new AccumulatingStoreBuilder<>("s", Serdes.String(), Serdes.String());
    assertThatThrownBy(builder::withLoggingDisabled)
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(builder::withCachingDisabled)
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(builder.loggingEnabled()).isTrue();
    assertThat(builder.build().persistent()).isFalse();
  }

  private void commit(AccumulatingStore<String, Tally> store) {
    store.flushCache();
    driver.advanceWallClockTime(Duration.ofMillis(1));
  }

  private List<KeyValue<String, Long>> written() {
    return changelog.readKeyValuesToList();
  }

  @SuppressWarnings("unchecked")
  private AccumulatingStore<String, Tally> store() {
    return (AccumulatingStore<String, Tally>) driver.getAllStateStores().get(Counting.STORE);
  }

  private static Properties settings() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, "target/state");
    return settings;
  }
}
