package dev.tocsin.sla.codec;

import dev.tocsin.events.Flaps;
import dev.tocsin.events.Severity;
import dev.tocsin.sla.domain.BurnState;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** What burn alerts keep. */
public final class BurnCodec {
  private static final int VERSION = 1;
  private static final int NONE = 255;

  private BurnCodec() {}

  public static Serde<BurnState> serde() {
    return Serdes.serdeFrom((topic, state) -> write(state), (topic, bytes) -> read(bytes));
  }

  private static byte[] write(BurnState state) {
    BinaryWriter to = new BinaryWriter(64);
    to.u8(VERSION);
    to.varint(state.fingerprint());
    to.varint(state.active().size());
    for (int i = 0; i < state.active().size(); i++) {
      to.u8(state.active().get(i) ? 1 : 0);
      time(to, state.since().get(i));
    }
    severity(to, state.severity());
    to.zigzag(state.startsAt());
    to.zigzag(state.newest());
    write(to, state.flaps());
    return to.toBytes();
  }

  private static BurnState read(byte[] bytes) {
    BinaryReader from = new BinaryReader(bytes);
    from.version(VERSION, "burn alerts");
    long fingerprint = from.varint();
    List<Boolean> active = new ArrayList<>();
    List<Long> since = new ArrayList<>();
    for (long i = from.varint(); i > 0; i--) {
      active.add(from.u8() == 1);
      since.add(time(from));
    }
    return new BurnState(
        fingerprint, active, since, severity(from), from.zigzag(), from.zigzag(), flaps(from));
  }

  static void write(BinaryWriter to, Flaps flaps) {
    to.varint(flaps.changes().size());
    flaps.changes().forEach(to::zigzag);
    to.varint(flaps.count());
    severity(to, flaps.told());
  }

  static Flaps flaps(BinaryReader from) {
    List<Long> changes = new ArrayList<>();
    for (long i = from.varint(); i > 0; i--) {
      changes.add(from.zigzag());
    }
    return new Flaps(List.copyOf(changes), from.varint(), severity(from));
  }

  static void severity(BinaryWriter to, Severity severity) {
    to.u8(severity == null ? NONE : severity.ordinal());
  }

  static Severity severity(BinaryReader from) {
    int severity = from.u8();
    return severity == NONE ? null : Severity.values()[severity];
  }

  static void time(BinaryWriter to, Long time) {
    to.u8(time == null ? 0 : 1);
    if (time != null) {
      to.zigzag(time);
    }
  }

  static Long time(BinaryReader from) {
    return from.u8() == 0 ? null : Long.valueOf(from.zigzag());
  }
}
