package dev.tocsin.sla.stream;

import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.Json;
import dev.tocsin.events.Rejected;
import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.SliceKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;

/** The dead letter of a delta that came after its slice was forgotten. */
final class LateDelta {
  private LateDelta() {}

  /** One for each partition that it came from; its value says what was not counted. */
  static List<Record<String, Object>> of(Delta delta, Rejected why, long now) {
    SliceKey key = delta.key();
    byte[] value =
        Json.write(
            Map.of(
                "service", key.service(),
                "name", key.name(),
                "minute", key.minute(),
                "count", delta.tally().count()));
    List<Record<String, Object>> letters = new ArrayList<>();
    delta
        .tally()
        .offsets()
        .forEach(
            (partition, first, last) ->
                letters.add(
                    new Record<>(
                        key.service(),
                        new Refused(key.service().getBytes(StandardCharsets.UTF_8), value),
                        now,
                        new DeadLetter(key.input().topic(), partition, first, 0, why).headers())));
    return letters;
  }
}
