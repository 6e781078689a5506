package dev.tocsin.sla.codec;

import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.SliceKey;
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
}
