package dev.tocsin.sla.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.SliceKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeltaOutboxTest {
  private static final long T0 = 1_800_000_000_000L;
  private static final Deltas.Source BEHIND = new Deltas.Source(0, true);
  private static final Deltas.Source CAUGHT_UP = new Deltas.Source(0, false);

  private final List<String> told = new ArrayList<>();
  private final DeltaOutbox outbox = new DeltaOutbox(this::tell, new EvaluatorMetrics());

  @Test
  void aLaterMinuteDoesNotBeginBeforeTheEarlierOneIsHandedOn() {
    assertThat(outbox.beginsMinute(Input.REQUESTS, T0)).as("nothing to hand on yet").isFalse();
    count("shop", 0);
    assertThat(outbox.beginsMinute(Input.REQUESTS, T0 + 59_999)).isFalse();
    assertThat(outbox.beginsMinute(Input.REQUESTS, T0 + 60_000)).isTrue();
    outbox.handOn(BEHIND);
    count("shop", 1);
    assertThat(outbox.beginsMinute(Input.REQUESTS, T0 + 30_000)).as("what comes late").isFalse();
    assertThat(outbox.beginsMinute(Input.REQUESTS, T0 + 90_000)).isFalse();
    assertThat(told).containsExactly("shop 0");
  }

  @Test
  void eachKindOfTelemetryHasMinutesOfItsOwn() {
    outbox.beginsMinute(Input.CHECKS, T0 + 600_000);
    outbox.beginsMinute(Input.REQUESTS, T0);
    count("shop", 0);
    assertThat(outbox.beginsMinute(Input.REQUESTS, T0 + 60_000)).isTrue();
  }

  @Test
  void whoWasToldOfABacklogIsToldOfItsEnd() {
    count("shop", 0);
    count("bank", 0);
    outbox.handOn(BEHIND);
    count("shop", 0);
    assertThat(outbox.empty()).isFalse();
    outbox.handOn(CAUGHT_UP);
    assertThat(told).containsExactly("shop 0", "bank 0", "shop 0", "bank");
    assertThat(outbox.empty()).isTrue();
  }

  @Test
  void muchIsHandedOnAtOnce() {
    for (int i = 0; i <= 20_000; i++) {
      assertThat(outbox.full()).isFalse();
      count("service-" + i, 0);
    }
    assertThat(outbox.full()).isTrue();
    outbox.handOn(BEHIND);
    assertThat(outbox.full()).isFalse();
  }

  private void count(String service, int minute) {
    long at = T0 + minute * SliceKey.MINUTE_MS;
    outbox
        .pending()
        .tally(outbox.pending().of(service), Input.REQUESTS, "", "", "", at)
        .restore(1, at);
  }

  private void tell(String service, Deltas deltas) {
    StringBuilder what = new StringBuilder(service);
    deltas
        .all()
        .forEach(each -> what.append(" ").append((each.key().minute() - T0) / SliceKey.MINUTE_MS));
    told.add(what.toString());
  }
}
