package dev.tocsin.sla.codec;

import dev.tocsin.sla.domain.Outages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** What is known of the dependencies of one service, in its store. */
public final class OutageCodec {
  private static final int VERSION = 1;

  private OutageCodec() {}

  public static Serde<Outages> serde() {
    return Serdes.serdeFrom((topic, outages) -> write(outages), (topic, bytes) -> read(bytes));
  }

  private static byte[] write(Outages outages) {
    BinaryWriter to = new BinaryWriter(128);
    to.u8(VERSION);
    List<Runnable> entries = new ArrayList<>();
    outages.forEach(
        (member, newest, down, bad) ->
            entries.add(
                () -> {
                  to.text(member);
                  to.zigzag(newest);
                  to.u8(down ? 1 : 0);
                  to.varint(bad.size());
                  bad.forEach(
                      (start, end) -> {
                        to.varint(start);
                        to.varint(end - start);
                      });
                }));
    to.varint(entries.size());
    entries.forEach(Runnable::run);
    return to.toBytes();
  }

  private static Outages read(byte[] bytes) {
    BinaryReader from = new BinaryReader(bytes);
    from.version(VERSION, "outages");
    Outages outages = new Outages();
    for (long i = from.varint(); i > 0; i--) {
      String member = from.text();
      long newest = from.zigzag();
      boolean down = from.u8() == 1;
      Map<Long, Long> bad = new TreeMap<>();
      for (long k = from.varint(); k > 0; k--) {
        long start = from.varint();
        bad.put(start, start + from.varint());
      }
      outages.restore(member, newest, down, bad);
    }
    return outages;
  }
}
