package dev.tocsin.sla.codec;

import dev.tocsin.events.Json;
import dev.tocsin.events.Sketch;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.domain.Progress;
import dev.tocsin.sla.domain.Slot;
import dev.tocsin.sla.domain.Standing;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Progress in its store: slices with data, and what is final. Totals follow from the slices. */
public final class ProgressCodec {
  private static final int VERSION = 1;
  private static final int NANOS = 1;
  private static final int SKETCH = 2;
  private static final int DECIMAL = 4;

  private ProgressCodec() {}

  public static Serde<Progress> serde() {
    return Serdes.serdeFrom(
        (topic, progress) -> progress == null ? null : write(progress),
        (topic, bytes) -> bytes == null ? null : read(bytes));
  }

  private static byte[] write(Progress progress) {
    BinaryWriter to = new BinaryWriter(512);
    to.u8(VERSION);
    to.varint(progress.fingerprint());
    to.zigzag(progress.first());
    to.zigzag(progress.nextFinal());
    to.zigzag(progress.lateFrom());
    to.zigzag(progress.lateTo());
    to.zigzag(progress.standing().judged());
    Violation violation = progress.standing().violation();
    to.bytes(violation == null ? new byte[0] : Json.write(violation));
    to.varint(progress.revisions().size());
    progress
        .revisions()
        .forEach(
            (number, revision) -> {
              to.zigzag(number);
              to.varint(revision);
            });
    to.zigzag(progress.head());
    progress.forEach(
        (slot, number) -> {
          to.varint(progress.head() - number + 1);
          write(to, slot);
        });
    to.varint(0);
    return to.toBytes();
  }

  private static void write(BinaryWriter to, Slot slot) {
    int parts =
        (slot.sumNanos() != 0 ? NANOS : 0)
            | (slot.sketch() != null ? SKETCH : 0)
            | (slot.decimal() != null ? DECIMAL : 0);
    to.u8(parts);
    to.varint(slot.good());
    to.varint(slot.total());
    if ((parts & NANOS) != 0) {
      to.varint(slot.sumNanos());
    }
    if ((parts & SKETCH) != 0) {
      to.bytes(slot.sketch().toBytes());
    }
    if ((parts & DECIMAL) != 0) {
      TallyCodec.write(to, slot.decimal());
      to.fixed(slot.min());
      to.fixed(slot.max());
    }
    TallyCodec.write(to, slot.offsets());
  }

  private static Progress read(byte[] bytes) {
    BinaryReader from = new BinaryReader(bytes);
    from.version(VERSION, "progress");
    long fingerprint = from.varint();
    long[] times = {from.zigzag(), from.zigzag(), from.zigzag(), from.zigzag()};
    long judged = from.zigzag();
    byte[] violation = from.bytes();
    Map<Long, Long> revisions = new TreeMap<>();
    for (long i = from.varint(); i > 0; i--) {
      revisions.put(from.zigzag(), from.varint());
    }
    long head = from.zigzag();
    Map<Long, Slot> slots = new TreeMap<>();
    for (long back = from.varint(); back > 0; back = from.varint()) {
      slots.put(head - back + 1, slot(from));
    }
    Standing standing =
        Standing.restored(
            violation.length == 0 ? null : Json.read(violation, Violation.class), judged);
    return Progress.restored(fingerprint, standing, revisions, slots, head, times);
  }

  private static Slot slot(BinaryReader from) {
    int parts = from.u8();
    long good = from.varint();
    long total = from.varint();
    long nanos = (parts & NANOS) != 0 ? from.varint() : 0;
    Sketch sketch = (parts & SKETCH) != 0 ? Sketch.of(from.bytes()) : null;
    BigDecimal decimal = null;
    double[] range = {0, 0};
    if ((parts & DECIMAL) != 0) {
      decimal = TallyCodec.decimal(from);
      range[0] = from.fixed();
      range[1] = from.fixed();
    }
    Slot slot = new Slot();
    slot.restore(good, total, nanos, sketch, decimal, range);
    TallyCodec.readOffsets(from, slot.offsets());
    return slot;
  }
}
