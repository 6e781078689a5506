package dev.tocsin.sla.stream;

import dev.tocsin.sla.codec.DeltaCodec;
import dev.tocsin.sla.domain.CheckTally;
import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.MetricTally;
import dev.tocsin.sla.domain.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * What crosses the repartition topic in one record.
 *
 * @param all deltas of one service, in the order of minutes; none only in {@link #CAUGHT_UP}
 * @param backlog whether what they count was read long after it was appended: more will follow
 */
public record Deltas(List<Delta> all, boolean backlog) {
  /** Nothing, but that nothing more of the backlog will follow. */
  static final Deltas CAUGHT_UP = new Deltas(List.of(), false);

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
    byte[] bytes = Arrays.copyOf(all, all.length + 1);
    bytes[all.length] = (byte) (deltas.backlog() ? 1 : 0);
    return bytes;
  }

  private static Deltas read(byte[] bytes) {
    return bytes.length == 1
        ? CAUGHT_UP
        : new Deltas(DeltaCodec.read(bytes), bytes[bytes.length - 1] == 1);
  }
}
