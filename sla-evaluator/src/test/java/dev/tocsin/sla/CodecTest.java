package dev.tocsin.sla;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckEvent;
import dev.tocsin.events.Flaps;
import dev.tocsin.events.RequestEvent;
import dev.tocsin.events.Severity;
import dev.tocsin.sla.codec.BurnCodec;
import dev.tocsin.sla.codec.DeltaCodec;
import dev.tocsin.sla.codec.ProgressCodec;
import dev.tocsin.sla.codec.RuleCodec;
import dev.tocsin.sla.codec.SliceCodec;
import dev.tocsin.sla.domain.BurnState;
import dev.tocsin.sla.domain.CheckTally;
import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.Fingerprint;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.MetricTally;
import dev.tocsin.sla.domain.Progress;
import dev.tocsin.sla.domain.RequestTally;
import dev.tocsin.sla.domain.RuleState;
import dev.tocsin.sla.domain.Signals;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.Slot;
import dev.tocsin.sla.domain.SlotBlock;
import dev.tocsin.sla.domain.Standing;
import dev.tocsin.sla.domain.StoredSlice;
import dev.tocsin.sla.domain.Usual;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** What is written is read back, whole. */
class CodecTest {
  private static final long T0 = 1_767_225_600_000L;

  private static Delta requests() {
    RequestTally tally = new RequestTally();
    for (int i = 0; i < 50; i++) {
      tally.add(
          new RequestEvent(
              T0 + i,
              "s",
              "o",
              null,
              "r",
              null,
              Map.of(),
              1,
              i % 7 == 0 ? 1 : 0,
              i * 1.7,
              null,
              null,
              null),
          new double[] {10, 50});
      tally.seen(T0 + i, i % 3, 1_000 + i);
    }
    return new Delta(SliceKey.requests("s", "o", "r", null, T0 + 5), tally);
  }

  private static Delta metric() {
    MetricTally tally = new MetricTally();
    for (double value : new double[] {0.1, -7e12, 1e-9}) {
      tally.add(value);
      tally.samples().add("i", T0, value);
      tally.seen(T0, 0, 1);
    }
    return new Delta(SliceKey.named(Input.METRICS, "s", "cpu", T0), tally);
  }

  private static Delta check() {
    CheckTally tally = new CheckTally();
    tally.add(new CheckEvent(T0, "s", "http", false, null, "third_party_issue", 60_000L, false));
    tally.add(new CheckEvent(T0 + 9_000, "s", "http", true, null, null, null, false));
    tally.add(new CheckEvent(T0 + 20_000, "s", "http", false, null, null, null, true));
    tally.samples().add("", T0, 1);
    tally.seen(T0, 2, 9);
    return new Delta(SliceKey.named(Input.CHECKS, "s", "http", T0), tally);
  }

  @Test
  void deltas() {
    byte[] bytes = DeltaCodec.write(List.of(requests(), metric(), check()));

    List<Delta> read = DeltaCodec.read(bytes);

    assertThat(DeltaCodec.write(read)).isEqualTo(bytes);
    assertThat(read)
        .extracting(Delta::key)
        .containsExactly(requests().key(), metric().key(), check().key());
    RequestTally tally = (RequestTally) read.get(0).tally();
    assertThat(tally.count()).isEqualTo(50);
    assertThat(tally.atMost(50)).isEqualTo(30);
    assertThat(tally.newest()).isEqualTo(T0 + 49);
    assertThat(tally.latency()).isEqualTo(((RequestTally) requests().tally()).latency());
    assertThat(((MetricTally) read.get(1).tally()).sum())
        .isEqualTo(((MetricTally) metric().tally()).sum());
    assertThat(((CheckTally) read.get(2).tally()).down()).isEqualTo(1);
  }

  @Test
  void slices() {
    byte[] bytes = SliceCodec.value(new StoredSlice(requests().tally(), 7, true));
    StoredSlice read = SliceCodec.value(bytes, Input.REQUESTS);
    assertThat(SliceCodec.value(read)).isEqualTo(bytes);
    assertThat(read.revision()).isEqualTo(7);
    assertThat(read.closed()).isTrue();
    for (Delta each : List.of(requests(), metric(), check())) {
      assertThat(SliceCodec.key(SliceCodec.key(each.key()))).isEqualTo(each.key());
    }
  }

  @Test
  void sliceKeysSortByServiceKindAndTime() {
    SliceKey early = SliceKey.requests("s", "z", null, null, T0);
    SliceKey late = SliceKey.requests("s", "a", null, null, T0 + 60_000);
    SliceKey longer = SliceKey.requests("s2", "a", null, null, T0);
    assertThat(Arrays.compareUnsigned(SliceCodec.key(early), SliceCodec.key(late))).isNegative();
    assertThat(Arrays.compareUnsigned(SliceCodec.key(late), SliceCodec.key(longer))).isNegative();
    byte[] start = SliceCodec.prefix("s", Input.REQUESTS, T0 + 60_000);
    assertThat(Arrays.compareUnsigned(SliceCodec.key(early), start)).isNegative();
    assertThat(Arrays.compareUnsigned(SliceCodec.key(late), start)).isPositive();
  }

  @Test
  void signals() {
    Signals signals = new Signals();
    signals.count(T0, (RequestTally) requests().tally());
    signals.check("http", T0, true);
    signals.violation("v", true);
    Serde<Signals> serde = RuleCodec.signals();
    byte[] bytes = serde.serializer().serialize("", signals);
    Signals read = serde.deserializer().deserialize("", bytes);
    assertThat(serde.serializer().serialize("", read)).isEqualTo(bytes);
    assertThat(read.down(null)).isTrue();
    assertThat(read.errorRate()).isEqualTo(signals.errorRate());
  }

  @Test
  void slicesWithWhatTheyLeaveOut() {
    Slot slot = new Slot(60_000);
    slot.restore(3, 4, 0, null, null, null);
    slot.apart().restore(1, 9, 5, null, BigDecimal.TEN, new double[] {4, 6});
    SlotBlock block = new SlotBlock(2);
    block.put(33, slot);
    Serde<SlotBlock> serde = ProgressCodec.blocks();
    byte[] bytes = serde.serializer().serialize("", block);

    SlotBlock read = serde.deserializer().deserialize("", bytes);

    assertThat(serde.serializer().serialize("", read)).isEqualTo(bytes);
    read.forEach(
        (each, number) -> {
          assertThat(number).isEqualTo(33);
          assertThat(each.leftOutMs()).isEqualTo(60_000);
          assertThat(each.leftOut().total()).isEqualTo(9);
          assertThat(each.leftOut().max()).isEqualTo(6);
        });
  }

  @Test
  void progress() {
    Progress progress =
        Progress.restored(
            new Fingerprint(7, 8),
            Standing.restored(null, 9),
            10,
            new long[] {1, 2, 3, 4, 5, Long.MIN_VALUE});
    Serde<Progress> serde = ProgressCodec.serde();
    byte[] bytes = serde.serializer().serialize("", progress);

    Progress read = serde.deserializer().deserialize("", bytes);

    assertThat(serde.serializer().serialize("", read)).isEqualTo(bytes);
    assertThat(read.fingerprint()).isEqualTo(new Fingerprint(7, 8));
    assertThat(read.corrections()).containsExactly(3, 4, 5, Long.MIN_VALUE);
  }

  @Test
  void statesOfAlerts() {
    Flaps flaps = new Flaps(List.of(T0, T0 + 5), 9, Severity.EMERGENCY);
    BurnState burn =
        new BurnState(
            0xFFFF_FFFFL,
            List.of(true, false),
            Arrays.asList(T0, null),
            Severity.CRITICAL,
            T0,
            T0 + 7,
            flaps);
    RuleState rule =
        new RuleState(
            3, Arrays.asList(null, T0), List.of(false, true), null, T0, 1.5, 2.5, T0 + 1, flaps);

    assertThat(again(BurnCodec.serde(), burn)).isEqualTo(burn);
    assertThat(again(RuleCodec.states(), rule)).isEqualTo(rule);
  }

  @Test
  void whatAServiceShows() {
    Signals signals = new Signals();
    signals.restore(T0, 10, 2, 5_000_000, T0 + 1);
    signals.restore(new Usual(12, 30), new Usual(0.25, 20), new Usual(7.5, 10));
    signals.check("up", T0, true);
    signals.violation("v", true);

    Signals read = again(RuleCodec.signals(), signals);

    assertThat(read).usingRecursiveComparison().isEqualTo(signals);
    assertThat(read.usualErrorRate()).isEqualTo(new Usual(0.25, 20));
  }

  @Test
  void statesOfRulesFromBeforeThereWasHarmCanBeRead() {
    RuleState rule =
        new RuleState(3, List.of(T0), List.of(true), null, T0, 1.5, 2.5, T0 + 1, Flaps.NONE);
    byte[] now = RuleCodec.states().serializer().serialize("", rule);
    // Without the eight bytes of harm, which follow the value's.
    byte[] bits = ByteBuffer.allocate(8).putDouble(1.5).array();
    int value = new String(now, ISO_8859_1).indexOf(new String(bits, ISO_8859_1));
    ByteBuffer then = ByteBuffer.allocate(now.length - 8);
    then.put(now, 0, value + 8).put(now, value + 16, now.length - value - 16).put(0, (byte) 1);

    RuleState read = RuleCodec.states().deserializer().deserialize("", then.array());

    assertThat(read.harm()).isNaN();
    assertThat(read.newest()).isEqualTo(rule.newest());
    assertThat(read.flaps()).isEqualTo(rule.flaps());
  }

  private static <T> T again(Serde<T> serde, T value) {
    return serde.deserializer().deserialize("", serde.serializer().serialize("", value));
  }
}
