package dev.tocsin.sla.codec;

import dev.tocsin.sla.domain.RuleKey;
import dev.tocsin.sla.domain.RuleState;
import dev.tocsin.sla.domain.Signals;
import dev.tocsin.sla.domain.Usual;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** What threshold rules keep. */
public final class RuleCodec {
  private static final int VERSION = 1;

  /** The first that has harm, and what is usual. */
  private static final int WITH_HARM = 2;

  private RuleCodec() {}

  public static Serde<RuleKey> keys() {
    return Serdes.serdeFrom(
        (topic, key) -> {
          BinaryWriter to = new BinaryWriter(64);
          to.u8(VERSION);
          to.text(key.rule());
          to.text(key.service());
          to.text(key.instance());
          return to.toBytes();
        },
        (topic, bytes) -> {
          BinaryReader from = new BinaryReader(bytes);
          from.version(VERSION, "a rule's key");
          return new RuleKey(from.text(), from.text(), from.text());
        });
  }

  public static Serde<RuleState> states() {
    return Serdes.serdeFrom(
        (topic, state) -> write(state),
        (topic, bytes) -> {
          BinaryReader from = new BinaryReader(bytes);
          return readState(from, from.versionUpTo(WITH_HARM, "a rule's state"));
        });
  }

  private static byte[] write(RuleState state) {
    BinaryWriter to = new BinaryWriter(64);
    to.u8(WITH_HARM);
    to.varint(state.version());
    to.varint(state.since().size());
    for (int i = 0; i < state.since().size(); i++) {
      Long since = state.since().get(i);
      to.zigzag(since == null ? -1 : since);
      to.u8(state.active().get(i) ? 1 : 0);
    }
    BurnCodec.severity(to, state.severity());
    to.varint(state.startsAt());
    to.fixed(state.value());
    to.fixed(state.harm());
    to.zigzag(state.newest());
    BurnCodec.write(to, state.flaps());
    return to.toBytes();
  }

  private static RuleState readState(BinaryReader from, int format) {
    long version = from.varint();
    List<Long> since = new ArrayList<>();
    List<Boolean> active = new ArrayList<>();
    for (long i = from.varint(); i > 0; i--) {
      long crossed = from.zigzag();
      since.add(crossed < 0 ? null : Long.valueOf(crossed));
      active.add(from.u8() == 1);
    }
    return new RuleState(
        version,
        since,
        active,
        BurnCodec.severity(from),
        from.varint(),
        from.fixed(),
        format < WITH_HARM ? Double.NaN : from.fixed(),
        from.zigzag(),
        BurnCodec.flaps(from));
  }

  public static Serde<Signals> signals() {
    return Serdes.serdeFrom(
        (topic, signals) -> write(signals), (topic, bytes) -> readSignals(bytes));
  }

  private static byte[] write(Signals signals) {
    BinaryWriter to = new BinaryWriter(128);
    to.u8(WITH_HARM);
    to.zigzag(signals.minute());
    to.varint(signals.requests());
    to.varint(signals.errors());
    to.varint(signals.sumNanos());
    to.varint(signals.newest());
    to.varint(signals.checks().size());
    signals
        .checks()
        .forEach(
            (name, check) -> {
              to.text(name);
              to.varint(check.at());
              to.u8(check.down() ? 1 : 0);
            });
    to.varint(signals.violations().size());
    signals.violations().forEach(to::text);
    write(to, signals.usualRequests());
    write(to, signals.usualErrorRate());
    write(to, signals.usualLatencyMs());
    return to.toBytes();
  }

  private static Signals readSignals(byte[] bytes) {
    BinaryReader from = new BinaryReader(bytes);
    int format = from.versionUpTo(WITH_HARM, "signals");
    Signals signals = new Signals();
    signals.restore(from.zigzag(), from.varint(), from.varint(), from.varint(), from.varint());
    for (long i = from.varint(); i > 0; i--) {
      signals.check(from.text(), from.varint(), from.u8() == 1);
    }
    for (long i = from.varint(); i > 0; i--) {
      signals.violation(from.text(), true);
    }
    if (format >= WITH_HARM) {
      signals.restore(usual(from), usual(from), usual(from));
    }
    return signals;
  }

  private static void write(BinaryWriter to, Usual usual) {
    to.fixed(usual.mean());
    to.varint(usual.minutes());
  }

  private static Usual usual(BinaryReader from) {
    return new Usual(from.fixed(), from.varint());
  }
}
