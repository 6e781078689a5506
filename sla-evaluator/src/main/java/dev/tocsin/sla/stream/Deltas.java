package dev.tocsin.sla.stream;

import dev.tocsin.sla.codec.DeltaCodec;
import dev.tocsin.sla.domain.Delta;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * What crosses the repartition topic in one record.
 *
 * @param all deltas of one service, in the order of minutes
 */
public record Deltas(List<Delta> all) {
  /** Its compact binary form, see {@link DeltaCodec}. */
  public static Serde<Deltas> serde() {
    return Serdes.serdeFrom(
        (topic, deltas) -> DeltaCodec.write(deltas.all()),
        (topic, bytes) -> new Deltas(DeltaCodec.read(bytes)));
  }
}
