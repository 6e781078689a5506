package dev.tocsin.sla.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Rejected;
import dev.tocsin.sla.stream.RequestBatch.Arrival;
import dev.tocsin.streams.Bundle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** Events of several records keep apart, and know where they came from. */
class RequestBatchTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final String EVENT =
      "{\"timestamp\":%d,\"service\":\"%s\",\"latencyMs\":5,\"success\":true}";

  private final RequestBatch batch = new RequestBatch(Duration.ofMinutes(5));

  @Test
  void eventsOfSeveralRecordsStandInTheirOrder() {
    String refused = "{\"timestamp\":" + NOW + ",\"service\":\"\",\"latencyMs\":1}";
    assertThat(read(7, event("a", 0))).isNull();
    assertThat(read(8, "[" + event("b", 3) + "," + refused + "," + event("c", 1) + "]")).isNull();
    assertThat(read(9, "no event").field()).isNotNull();
    assertThat(read(11, event("d", 2))).isNull();
    assertThat(batch.newest()).isEqualTo(NOW + 3);
    List<String> seen = new ArrayList<>();
    for (Arrival each : batch) {
      Origin from = each.origin("requests", 2);
      assertThat(from.partition()).isEqualTo(2);
      assertThat(from.timestamp()).isEqualTo(NOW + from.offset());
      assertThat(new String(from.key(), StandardCharsets.UTF_8)).isEqualTo("key" + from.offset());
      String what =
          each.event().rejected() == null
              ? each.event().service()
              : new String(each.event().raw(), StandardCharsets.UTF_8);
      seen.add(from.offset() + "/" + each.position() + " " + what);
    }
    assertThat(seen).containsExactly("7/0 a", "8/0 b", "8/1 " + refused, "8/2 c", "11/0 d");
  }

  @Test
  void whatWasCountedIsGone() {
    for (int i = 0; !batch.enough(); i++) {
      read(i, event("a", i));
    }
    batch.clear();
    assertThat(batch).isEmpty();
    assertThat(batch.newest()).isZero();
    read(99, event("z", 0));
    assertThat(batch).extracting(each -> each.event().service()).containsExactly("z");
    assertThat(batch).extracting(Arrival::offset).containsExactly(99L);
  }

  private static String event(String service, long after) {
    return EVENT.formatted(NOW + after, service);
  }

  private Rejected read(long offset, String value) {
    Record<byte[], byte[]> record = new Record<>(bytes("key" + offset), bytes(value), NOW + offset);
    Bundle bundle = new Bundle(record, offset);
    assertThat(bundle.next()).isTrue();
    return batch.read(bundle, NOW);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
