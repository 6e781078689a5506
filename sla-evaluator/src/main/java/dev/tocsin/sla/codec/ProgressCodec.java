package dev.tocsin.sla.codec;

import dev.tocsin.events.Json;
import dev.tocsin.events.Outcome;
import dev.tocsin.events.Sketch;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.domain.CheckResults;
import dev.tocsin.sla.domain.Fingerprint;
import dev.tocsin.sla.domain.Progress;
import dev.tocsin.sla.domain.ProgressKey;
import dev.tocsin.sla.domain.Slot;
import dev.tocsin.sla.domain.SlotBlock;
import dev.tocsin.sla.domain.Standing;
import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Progress in its stores: what is final, and blocks of slices. Totals follow from the slices. */
public final class ProgressCodec {
  private static final int VERSION = 1;
  private static final int NANOS = 1;
  private static final int SKETCH = 2;
  private static final int DECIMAL = 4;
  private static final int MEMBERS = 8;
  private static final int LEFT_OUT = 16;
  private static final int CHECKS = 32;

  private ProgressCodec() {}

  public static Serde<Progress> serde() {
    return Serdes.serdeFrom((topic, progress) -> write(progress), (topic, bytes) -> read(bytes));
  }

  private static byte[] write(Progress progress) {
    BinaryWriter to = new BinaryWriter(512);
    to.u8(VERSION);
    to.varint(progress.fingerprint().definition());
    to.varint(progress.fingerprint().windows());
    to.zigzag(progress.first());
    to.zigzag(progress.nextFinal());
    for (long each : progress.corrections()) {
      to.zigzag(each);
    }
    to.zigzag(progress.standing().judged());
    Violation violation = progress.standing().violation();
    to.bytes(violation == null ? new byte[0] : Json.write(violation));
    to.zigzag(progress.head());
    return to.toBytes();
  }

  /** The keys of blocks of slices. */
  public static Serde<SlotBlock.Key> blockKeys() {
    return Serdes.serdeFrom(
        (topic, key) -> {
          BinaryWriter to = new BinaryWriter(64);
          to.u8(VERSION);
          to.text(key.progress().service());
          to.text(key.progress().objective());
          to.zigzag(key.block());
          return to.toBytes();
        },
        (topic, bytes) -> {
          BinaryReader from = new BinaryReader(bytes);
          from.version(VERSION, "a block's key");
          return new SlotBlock.Key(new ProgressKey(from.text(), from.text()), from.zigzag());
        });
  }

  /** Blocks of slices. */
  public static Serde<SlotBlock> blocks() {
    return Serdes.serdeFrom(
        (topic, block) -> {
          BinaryWriter to = new BinaryWriter(256);
          to.u8(VERSION);
          block.forEach(
              (slot, number) -> {
                to.u8(1);
                to.zigzag(number);
                write(to, slot);
              });
          to.u8(0);
          return to.toBytes();
        },
        (topic, bytes) -> {
          BinaryReader from = new BinaryReader(bytes);
          from.version(VERSION, "a block of slices");
          SlotBlock block = null;
          while (from.u8() == 1) {
            long number = from.zigzag();
            block = block == null ? new SlotBlock(SlotBlock.of(number)) : block;
            block.put(number, slot(from));
          }
          return block;
        });
  }

  private static void write(BinaryWriter to, Slot slot) {
    int parts =
        (slot.sumNanos() != 0 ? NANOS : 0)
            | (slot.sketch() != null ? SKETCH : 0)
            | (slot.decimal() != null ? DECIMAL : 0)
            | (slot.members() != null ? MEMBERS : 0)
            | (slot.results() != null ? CHECKS : 0)
            | (slot.leftOut() != null || slot.leftOutMs() > 0 ? LEFT_OUT : 0);
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
    if ((parts & LEFT_OUT) != 0) {
      to.varint(slot.leftOutMs());
      write(to, slot.leftOut() == null ? new Slot() : slot.leftOut());
    }
    if ((parts & CHECKS) != 0) {
      TallyCodec.write(to, slot.results());
    }
    if ((parts & MEMBERS) != 0) {
      to.varint(slot.members().size());
      slot.members()
          .forEach(
              (member, start, result) -> {
                to.text(member);
                to.varint(start);
                to.u8(result.ordinal());
              });
    }
    TallyCodec.write(to, slot.offsets());
  }

  private static Progress read(byte[] bytes) {
    BinaryReader from = new BinaryReader(bytes);
    from.version(VERSION, "progress");
    Fingerprint fingerprint = new Fingerprint(from.varint(), from.varint());
    long[] times = new long[6];
    Arrays.setAll(times, i -> from.zigzag());
    long judged = from.zigzag();
    byte[] violation = from.bytes();
    long head = from.zigzag();
    Standing standing =
        Standing.restored(
            violation.length == 0 ? null : Json.read(violation, Violation.class), judged);
    return Progress.restored(fingerprint, standing, head, times);
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
    Slot slot = new Slot((parts & LEFT_OUT) != 0 ? from.varint() : 0);
    slot.restore(good, total, nanos, sketch, decimal, range);
    if ((parts & LEFT_OUT) != 0) {
      slot.setApart(slot(from));
    }
    if ((parts & CHECKS) != 0) {
      CheckResults results = new CheckResults();
      TallyCodec.readResults(from, results);
      slot.take(results);
    }
    for (long i = (parts & MEMBERS) != 0 ? from.varint() : 0; i > 0; i--) {
      slot.putMember(from.text(), from.varint(), Outcome.Result.values()[from.u8()]);
    }
    TallyCodec.readOffsets(from, slot.offsets());
    return slot;
  }
}
