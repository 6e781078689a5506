package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.CheckEvent;
import dev.tocsin.events.DowntimeReason;
import dev.tocsin.events.Verdict.Status;
import dev.tocsin.sla.codec.ProgressCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** Downtime is time: a result says something until its interval is over, and not longer. */
class UptimeTest {
  private static final String HOUR =
      "{service: s, indicator: {type: uptime%s}, target: 0.9, evaluation: 1h%s}";
  private static final long SECOND = 1_000;
  private static final long FIVE_MINUTES = 300_000;

  private static Judged hour(String more, String... windows) {
    return new Judged(HOUR.formatted("", more), windows);
  }

  private static Judged take(Judged judged, CheckEvent event) {
    SliceKey key = SliceKey.named(Input.CHECKS, "s", event.check(), event.timestamp());
    if (judged.objective.covers(key)) {
      CheckTally tally = new CheckTally();
      tally.add(event);
      judged.progress.count(key.minute(), tally, 0);
    }
    return judged;
  }

  /** A result some seconds after T0. */
  private static CheckEvent result(
      long second, String check, boolean up, String reason, Long intervalMs) {
    return new CheckEvent(
        Judged.T0 + second * SECOND, "s", check, up, null, reason, intervalMs, false);
  }

  private static CheckEvent unknown(long second, String check) {
    return new CheckEvent(
        Judged.T0 + second * SECOND, "s", check, false, null, null, FIVE_MINUTES, true);
  }

  private static long bad(Judgement judgement) {
    return judgement.total() - judgement.good();
  }

  @Test
  void downEveryFiveMinutesForAnHourIsAnHour() {
    Judged judged = hour("");
    for (int i = 0; i < 12; i++) {
      take(judged, result(i * 300, "c", false, null, FIVE_MINUTES));
    }

    assertThat(bad(judged.at(59))).isEqualTo(60);
    assertThat(judged.at(59).coverage()).isEqualTo(1);
  }

  @Test
  void aCheckThatStopsVouchesNoLongerThanItsInterval() {
    Judged judged = hour("");
    take(judged, result(0, "c", true, null, FIVE_MINUTES));

    assertThat(judged.at(59))
        .returns(5L, Judgement::good)
        .returns(5L, Judgement::total)
        .returns(5 / 60.0, Judgement::coverage);
    Judged strict = hour(", noData: bad");
    take(strict, result(0, "c", true, null, FIVE_MINUTES));
    assertThat(bad(strict.at(59))).isEqualTo(55);
  }

  @Test
  void aNewerResultOfTheSameCheckEndsWhatTheOlderOneSaid() {
    Judged judged = hour(", counting: ratioTimeslices, measurement: 5m");
    take(judged, result(0, "c", false, null, FIVE_MINUTES));
    take(judged, result(75, "c", true, null, FIVE_MINUTES));

    // Down for 75 of 300 seconds, then up for as long as that says: 75 seconds of the next slice.
    assertThat(judged.at(4).sli()).isCloseTo(0.75, within(1e-12));
    assertThat(judged.at(9).sli()).isCloseTo((0.75 + 1) / 2, within(1e-12));
  }

  @Test
  void downtimeOfSeveralChecksIsUnited() {
    Judged any = hour(", counting: ratioTimeslices, measurement: 1h, target: 0.5");
    Judged one =
        new Judged(HOUR.formatted(", check: a", ", counting: ratioTimeslices, measurement: 1h"));
    for (Judged judged : List.of(any, one)) {
      take(judged, result(0, "a", true, null, 3_600_000L));
      take(judged, result(0, "b", true, null, 3_600_000L));
      take(judged, result(600, "a", false, null, 1_200_000L));
      take(judged, result(1_200, "b", false, null, 1_200_000L));
      take(judged, result(1_800, "a", true, null, 3_600_000L));
      take(judged, result(2_400, "b", true, null, 3_600_000L));
    }

    // a from 10 to 30, b from 20 to 40: 30 minutes together.
    assertThat(any.at(0).sli()).isCloseTo(0.5, within(1e-12));
    assertThat(one.at(0).sli()).isCloseTo(40 / 60.0, within(1e-12));
  }

  @Test
  void theProbersOwnFailureIsNoData() {
    Judged judged = hour("");
    take(judged, result(0, "c", true, null, FIVE_MINUTES));
    take(judged, unknown(120, "c"));
    take(judged, result(300, "c", true, null, FIVE_MINUTES));

    assertThat(judged.at(9))
        .returns(7L, Judgement::good)
        .returns(7L, Judgement::total)
        .returns(Status.MET, Judgement::status);
  }

  @Test
  void withoutAnIntervalAResultHoldsForItsMinute() {
    Judged judged = hour("");
    take(judged, result(30, "c", true, null, null));
    take(judged, result(90, "c", false, null, null));
    take(judged, result(110, "c", true, null, null));

    // The second minute is down until its fiftieth second.
    assertThat(judged.at(59)).returns(1L, Judgement::good).returns(2L, Judgement::total);
  }

  @Test
  void aForgivenReasonLeavesNumeratorAndDenominator() {
    String more = ", excludedReasons: [THIRD_PARTY_ISSUE]";
    Judged mild = hour(more);
    Judged strict = hour("");
    for (Judged judged : List.of(mild, strict)) {
      for (int minute = 0; minute < 60; minute++) {
        boolean down = minute >= 10 && minute < 25;
        String reason = minute < 20 ? "third_party_issue" : "disk full";
        take(judged, result(minute * 60, "c", !down, down ? reason : null, 60_000L));
      }
    }

    assertThat(strict.at(59)).returns(45L, Judgement::good).returns(60L, Judgement::total);
    assertThat(strict.at(59).excluded()).isNull();
    Judgement judgement = mild.at(59);
    assertThat(judgement)
        .returns(45L, Judgement::good)
        .returns(50L, Judgement::total)
        .returns(1.0, Judgement::coverage);
    assertThat(judgement.excluded().byReason())
        .isEqualTo(Map.of(DowntimeReason.THIRD_PARTY_ISSUE, 600_000L));
    assertThat(judgement.excluded().sli()).isEqualTo(0.75);
  }

  @Test
  void forgivenResultsAreNoOccurrencesEither() {
    Judged judged =
        hour(", counting: occurrences, excludedReasons: [SOFTWARE_BUG], noData: unknown");
    for (int i = 0; i < 10; i++) {
      take(judged, result(i, "c", i < 7, i == 8 ? "SOFTWARE_BUG" : null, null));
    }
    take(judged, unknown(20, "c"));

    assertThat(judged.at(59))
        .returns(7L, Judgement::good)
        .returns(9L, Judgement::total)
        .satisfies(each -> assertThat(each.excluded().sli()).isEqualTo(0.7));
  }

  @Test
  void maintenanceClipsDowntime() {
    Judged judged = hour("", "{services: [s], start: '2026-01-01T00:10Z', duration: 20m}");
    for (int i = 0; i < 12; i++) {
      take(judged, result(i * 300, "c", i >= 4, null, FIVE_MINUTES));
    }

    // Down for the first twenty minutes, ten of them inside; ten more inside are up.
    assertThat(judged.at(59))
        .returns(30L, Judgement::good)
        .returns(40L, Judgement::total)
        .satisfies(each -> assertThat(each.excluded().milliseconds()).isEqualTo(1_200_000))
        .satisfies(each -> assertThat(each.excluded().sli()).isEqualTo(40 / 60.0));
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    Random random = new Random(7);
    List<CheckEvent> events = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      long second = random.nextInt(3_600);
      String check = random.nextBoolean() ? "a" : "b";
      events.add(
          random.nextInt(9) == 0
              ? unknown(second, check)
              : result(
                  second,
                  check,
                  random.nextInt(4) > 0,
                  random.nextBoolean() ? "NETWORK_ISSUE" : null,
                  random.nextInt(5) == 0 ? null : 10_000L * (1 + random.nextInt(60))));
    }
    String more = ", counting: ratioTimeslices, measurement: 3m, excludedReasons: [NETWORK_ISSUE]";
    Judgement expected = null;
    for (int round = 0; round < 5; round++) {
      Judged judged = hour(more, "{services: ['*'], start: '2026-01-01T00:31Z', duration: 7m}");
      events.forEach(each -> take(judged, each));
      Judgement judgement = judged.at(59);
      expected = expected == null ? judgement : expected;
      assertThat(judgement).isEqualTo(expected);
      Collections.shuffle(events, random);
    }
    assertThat(expected.excluded().byReason()).containsKey(DowntimeReason.NETWORK_ISSUE);
  }

  @Test
  void afterARestartItIsTheSame() {
    Judged judged =
        hour(
            ", measurement: 3m, excludedReasons: [NETWORK_ISSUE]",
            "{services: [s], start: '2026-01-01T00:31Z', duration: 7m}");
    for (int i = 0; i < 12; i++) {
      take(judged, result(i * 299, "c", i % 3 > 0, i == 3 ? "network_issue" : null, FIVE_MINUTES));
    }
    Serde<Progress> whole = ProgressCodec.serde();
    Serde<SlotBlock> blocks = ProgressCodec.blocks();
    Map<Long, SlotBlock> stored = new TreeMap<>();
    judged.progress.forEach(
        (slot, number) ->
            stored.computeIfAbsent(SlotBlock.of(number), SlotBlock::new).put(number, slot));

    Progress restored =
        whole.deserializer().deserialize("", whole.serializer().serialize("", judged.progress));
    Map<Long, Slot> slots = new TreeMap<>();
    stored
        .values()
        .forEach(
            block ->
                blocks
                    .deserializer()
                    .deserialize("", blocks.serializer().serialize("", block))
                    .forEach((slot, number) -> slots.put(number, slot)));
    restored.attach(judged.objective, "s", Judged.LATENESS_MS, slots);

    long number = judged.objective.slotOf(Judged.T0 + 59 * Judged.MINUTE);
    assertThat(restored.judge(number, judged.objective.startOf(number + 1)))
        .isEqualTo(judged.at(59))
        .satisfies(each -> assertThat(each.excluded().byReason()).hasSize(2));
  }
}
