package dev.tocsin.sla.codec;

import dev.tocsin.sla.domain.CheckTally;
import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.MetricTally;
import dev.tocsin.sla.domain.RequestTally;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.Tally;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** What crosses the repartition topic: the deltas of one service, in the order of minutes. */
public final class DeltaCodec {
  private static final int VERSION = 1;

  private DeltaCodec() {}

  public static byte[] write(List<Delta> deltas) {
    BinaryWriter to = new BinaryWriter(256 * deltas.size());
    to.u8(VERSION);
    to.text(deltas.get(0).key().service());
    to.varint(deltas.size());
    for (Delta each : deltas) {
      TallyCodec.writeKey(to, each.key());
      TallyCodec.write(to, each.tally());
    }
    return to.toBytes();
  }

  public static List<Delta> read(byte[] bytes) {
    BinaryReader from = new BinaryReader(bytes);
    from.version(VERSION, "deltas");
    String service = from.text();
    int size = (int) from.varint();
    List<Delta> deltas = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      SliceKey key = TallyCodec.readKey(from, service);
      deltas.add(new Delta(key, TallyCodec.read(from, key.input())));
    }
    return deltas;
  }

  /** The key of an accumulating store of deltas. */
  public static Serde<SliceKey> keys() {
    return Serdes.serdeFrom(
        (topic, key) -> {
          BinaryWriter to = new BinaryWriter(64);
          to.u8(VERSION);
          to.text(key.service());
          TallyCodec.writeKey(to, key);
          return to.toBytes();
        },
        (topic, bytes) -> {
          BinaryReader from = new BinaryReader(bytes);
          from.version(VERSION, "a slice key");
          return TallyCodec.readKey(from, from.text());
        });
  }

  /** The value of an accumulating store of deltas. */
  public static Serde<Tally> tallies() {
    return Serdes.serdeFrom(
        (topic, tally) -> {
          BinaryWriter to = new BinaryWriter(256);
          to.u8(VERSION);
          to.u8(inputOf(tally).ordinal());
          TallyCodec.write(to, tally);
          return to.toBytes();
        },
        (topic, bytes) -> {
          BinaryReader from = new BinaryReader(bytes);
          from.version(VERSION, "a tally");
          return TallyCodec.read(from, Input.values()[from.u8()]);
        });
  }

  private static Input inputOf(Tally tally) {
    if (tally instanceof RequestTally) {
      return Input.REQUESTS;
    }
    if (tally instanceof MetricTally) {
      return Input.METRICS;
    }
    return tally instanceof CheckTally ? Input.CHECKS : Input.MEMBERS;
  }
}
