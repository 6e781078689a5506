package dev.tocsin.sla.stream;

import dev.tocsin.sla.codec.DeltaCodec;
import dev.tocsin.sla.domain.CheckTally;
import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.MetricTally;
import dev.tocsin.sla.domain.Tally;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * What crosses the repartition topic in one record.
 *
 * @param all deltas of one service, in the order of minutes; none only when it is told that a
 *     backlog is over
 * @param source where they come from
 */
public record Deltas(List<Delta> all, Source source) {
  /** About how many bytes a record may have: far less than brokers take. */
  private static final int MOST_BYTES = 1 << 20;

  private static final byte[] NOTHING = {};
  private static final int BYTES_OF_DELTA = 2_000;
  private static final int BYTES_OF_SAMPLE = 300;

  /** The deltas in lots that fit a record each, in their order. */
  static List<List<Delta>> parts(List<Delta> deltas) {
    List<List<Delta>> parts = new ArrayList<>();
    int start = 0;
    long bytes = 0;
    for (int i = 0; i < deltas.size(); i++) {
      long more = BYTES_OF_DELTA + (long) BYTES_OF_SAMPLE * samples(deltas.get(i).tally());
      if (i > start && bytes + more > MOST_BYTES) {
        parts.add(deltas.subList(start, i));
        start = i;
        bytes = 0;
      }
      bytes += more;
    }
    parts.add(deltas.subList(start, deltas.size()));
    return parts;
  }

  private static int samples(Tally tally) {
    if (tally instanceof MetricTally metric) {
      return metric.samples().size();
    }
    return tally instanceof CheckTally check ? check.samples().size() : 0;
  }

  /** Its compact binary form, see {@link DeltaCodec}. */
  public static Serde<Deltas> serde() {
    return Serdes.serdeFrom((topic, deltas) -> write(deltas), (topic, bytes) -> read(bytes));
  }

  private static byte[] write(Deltas deltas) {
    byte[] all = deltas.all().isEmpty() ? NOTHING : DeltaCodec.write(deltas.all());
    return ByteBuffer.allocate(all.length + Integer.BYTES)
        .put(all)
        .putInt(deltas.source().code())
        .array();
  }

  private static Deltas read(byte[] bytes) {
    int length = bytes.length - Integer.BYTES;
    List<Delta> all = length == 0 ? List.of() : DeltaCodec.read(Arrays.copyOf(bytes, length));
    return new Deltas(all, Source.of(ByteBuffer.wrap(bytes).getInt(length)));
  }

  /**
   * The partition of telemetry that deltas were counted in.
   *
   * @param partition its number, or negative for what comes from no such partition
   * @param backlog whether what they count was read long after it was appended, and more follows
   */
  public record Source(int partition, boolean backlog) {
    /** What is derived from figures is always new. */
    public static final Source DERIVED = new Source(-1, false);

    private int code() {
      return partition << 1 | (backlog ? 1 : 0);
    }

    private static Source of(int code) {
      return new Source(code >> 1, (code & 1) == 1);
    }
  }
}
