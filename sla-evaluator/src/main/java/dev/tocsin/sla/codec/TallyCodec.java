package dev.tocsin.sla.codec;

import dev.tocsin.events.DowntimeReason;
import dev.tocsin.events.Outcome.Result;
import dev.tocsin.sla.domain.CheckResults;
import dev.tocsin.sla.domain.CheckTally;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.MetricTally;
import dev.tocsin.sla.domain.Offsets;
import dev.tocsin.sla.domain.OutcomeTally;
import dev.tocsin.sla.domain.RequestTally;
import dev.tocsin.sla.domain.Samples;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.Tally;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Slice keys and tallies, as parts of a larger value. */
final class TallyCodec {
  private static final Input[] INPUTS = Input.values();
  private static final DowntimeReason[] REASONS = DowntimeReason.values();
  private static final Result[] RESULTS = Result.values();

  private TallyCodec() {}

  /** A key whose service is written elsewhere. */
  static void writeKey(BinaryWriter to, SliceKey key) {
    to.u8(key.input().ordinal());
    to.text(key.name());
    to.text(key.region());
    to.text(key.deviceType());
    to.varint(key.minute() / SliceKey.MINUTE_MS);
  }

  static SliceKey readKey(BinaryReader from, String service) {
    Input input = INPUTS[from.u8()];
    return new SliceKey(
        input, service, from.text(), from.text(), from.text(), from.varint() * SliceKey.MINUTE_MS);
  }

  static void write(BinaryWriter to, Tally tally) {
    to.varint(tally.count());
    to.varint(tally.newest());
    write(to, tally.offsets());
    if (tally instanceof RequestTally requests) {
      write(to, requests);
    } else if (tally instanceof MetricTally metric) {
      write(to, metric);
    } else if (tally instanceof CheckTally check) {
      write(to, check);
      write(to, check.samples());
    } else if (tally instanceof OutcomeTally outcome) {
      to.text(outcome.member());
      to.varint(outcome.start());
      to.varint(outcome.end());
      to.u8(outcome.result().ordinal());
    }
  }

  static Tally read(BinaryReader from, Input input) {
    long count = from.varint();
    long newest = from.varint();
    Offsets offsets = new Offsets();
    readOffsets(from, offsets);
    Tally tally = Tally.of(input);
    if (tally instanceof RequestTally requests) {
      read(from, requests);
    } else if (tally instanceof MetricTally metric) {
      metric.restore(decimal(from), from.fixed(), from.fixed());
      readSamples(from, metric.samples());
    } else if (tally instanceof CheckTally check) {
      read(from, check);
      readSamples(from, check.samples());
    } else if (tally instanceof OutcomeTally outcome) {
      outcome.restore(from.text(), from.varint(), from.varint(), RESULTS[from.u8()]);
    }
    tally.restore(count, newest);
    tally.offsets().merge(offsets);
    return tally;
  }

  static void write(BinaryWriter to, Offsets offsets) {
    to.varint(offsets.size());
    offsets.forEach(
        (partition, first, last) -> {
          to.varint(partition);
          to.varint(first);
          to.varint(last - first);
        });
  }

  static void readOffsets(BinaryReader from, Offsets into) {
    for (long i = from.varint(); i > 0; i--) {
      int partition = (int) from.varint();
      long first = from.varint();
      into.add(partition, first, first + from.varint());
    }
  }

  private static void write(BinaryWriter to, RequestTally tally) {
    to.varint(tally.errors());
    to.varint(tally.sumNanos());
    to.fixed(tally.minMs());
    to.fixed(tally.maxMs());
    to.varint(tally.within().size());
    tally
        .within()
        .forEach(
            (bound, within, counted) -> {
              to.fixed(bound);
              to.varint(within);
              to.varint(counted);
            });
    to.bytes(tally.latency().toBytes());
  }

  private static void read(BinaryReader from, RequestTally tally) {
    long errors = from.varint();
    long nanos = from.varint();
    double min = from.fixed();
    double max = from.fixed();
    for (long i = from.varint(); i > 0; i--) {
      tally.within().add(from.fixed(), from.varint(), from.varint());
    }
    tally.restore(errors, nanos, min, max, from.bytes());
  }

  private static void write(BinaryWriter to, CheckTally tally) {
    to.varint(tally.down());
    to.varint(tally.unknown());
    tally.forEachReason(
        (reason, count) -> {
          to.varint(count);
          to.u8(reason.ordinal());
        });
    to.varint(0);
    write(to, tally.results());
  }

  private static void read(BinaryReader from, CheckTally tally) {
    tally.restoreStates(from.varint(), from.varint());
    for (long count = from.varint(); count > 0; count = from.varint()) {
      tally.restoreReason(REASONS[from.u8()], count);
    }
    readResults(from, tally.results());
  }

  static void write(BinaryWriter to, CheckResults results) {
    to.varint(results.size());
    results.forEach(
        each -> {
          to.text(each.check());
          to.varint(each.at());
          to.u8(each.state());
          to.varint(each.vouchedMs());
        });
  }

  static void readResults(BinaryReader from, CheckResults into) {
    for (long i = from.varint(); i > 0; i--) {
      into.add(new CheckResults.Result(from.text(), from.varint(), from.u8(), from.varint()));
    }
  }

  private static void write(BinaryWriter to, MetricTally tally) {
    write(to, tally.sum());
    to.fixed(tally.min());
    to.fixed(tally.max());
    write(to, tally.samples());
  }

  static void write(BinaryWriter to, BigDecimal value) {
    to.zigzag(value.scale());
    to.bytes(value.unscaledValue().toByteArray());
  }

  static BigDecimal decimal(BinaryReader from) {
    int scale = (int) from.zigzag();
    return new BigDecimal(new BigInteger(from.bytes()), scale);
  }

  private static void write(BinaryWriter to, Samples samples) {
    to.varint(samples.size());
    for (Samples.Sample each : samples.inOrder()) {
      to.text(each.instance());
      to.varint(each.timestamp());
      to.fixed(each.value());
    }
  }

  private static void readSamples(BinaryReader from, Samples into) {
    for (long i = from.varint(); i > 0; i--) {
      into.add(from.text(), from.varint(), from.fixed());
    }
  }
}
