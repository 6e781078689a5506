package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.Slice;
import dev.tocsin.events.Verdict;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.stream.EvaluatorMetrics.Figure;
import dev.tocsin.sla.stream.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted, what is refused, and that nothing bad touches what is good. */
class IntakeTest {
  private static final String EVENT =
      "{\"timestamp\":%d,\"service\":\"shop\",\"success\":%s,\"latencyMs\":5%s}";

  private final Evaluator evaluator =
      new Evaluator(
          new Settings(
              Duration.ofMinutes(5),
              Duration.ofMinutes(1),
              Duration.ofHours(25),
              Duration.ofMinutes(15),
              Duration.ofMillis(500),
              4),
          Evaluator.T0.plus(Duration.ofDays(1)));

  @BeforeEach
  void declare() {
    evaluator.objective(
        "A", "{service: '*', indicator: {type: availability}, target: 0.9, evaluation: 1h}");
    evaluator.settle();
  }

  @AfterEach
  void close() {
    evaluator.close();
  }

  private static String event(Duration at, boolean success, String more) {
    return EVENT.formatted(Evaluator.millis(at), success, more);
  }

  @Test
  void inABacklogNobodyIsToldWhatTheNextSecondMakesOld() {
    evaluator.requests(event(Duration.ZERO, true, ""), Duration.ofMinutes(10), true);
    evaluator.settle();
    evaluator.slices();
    evaluator.verdicts();
    evaluator.requests(event(Duration.ofSeconds(1), true, ""), Duration.ofMinutes(10), true);
    // However long its thread was busy with other things.
    evaluator.settle().settle();
    assertThat(evaluator.slices()).isEmpty();
    assertThat(evaluator.verdicts()).isEmpty();
  }

  @Test
  void atTheEndOfABacklogNobodyWaitsForAnother() {
    evaluator.requests(event(Duration.ZERO, true, ""), Duration.ofMinutes(10), true);
    evaluator.settle();
    evaluator.slices();
    evaluator.verdicts();
    evaluator.requests(event(Duration.ofSeconds(1), true, ""), Duration.ofMinutes(10), false);
    evaluator.settle();
    assertThat(evaluator.slices()).extracting(Slice::count).contains(2L);
    assertThat(evaluator.verdicts()).extracting(Verdict::total).contains(2L);
  }

  @Test
  void whoHeardOfABacklogHearsOfItsEndFromAnyService() {
    evaluator.requests(event(Duration.ZERO, true, ""), Duration.ofMinutes(10), true);
    evaluator.settle();
    evaluator.verdicts();
    evaluator.requests(event(Duration.ofSeconds(1), true, ""), Duration.ofMinutes(10), true);
    evaluator.requests(
        event(Duration.ofSeconds(1), true, "").replace("shop", "bank"), Duration.ZERO, false);
    evaluator.settle();
    assertThat(evaluator.verdicts())
        .extracting(Verdict::service, Verdict::total)
        .contains(tuple("shop", 2L), tuple("bank", 1L));
  }

  @Test
  void eventSeenTwiceChangesNothing() {
    for (int twice = 0; twice < 2; twice++) {
      for (int i = 0; i < 50; i++) {
        String id = ",\"id\":\"request-" + i + "\"";
        evaluator.requests(event(Duration.ofSeconds(i), i % 10 != 0, id));
      }
      evaluator.settle();
    }

    Verdict verdict = evaluator.verdict("A", "shop");
    assertThat(verdict.total()).isEqualTo(50);
    assertThat(verdict.good()).isEqualTo(45);
    assertThat(evaluator.metrics.get(Figure.DUPLICATES)).isEqualTo(50);
  }

  @Test
  void idsAreForgottenBeyondTheHorizon() {
    String id = ",\"id\":\"again\"";
    evaluator.requests(event(Duration.ZERO, true, id)).settle();
    evaluator.requests(event(Duration.ofMinutes(14), true, id)).settle();
    assertThat(evaluator.verdict("A", "shop").total()).isEqualTo(1);

    evaluator.requests(event(Duration.ofMinutes(17), true, ",\"id\":\"other\""));
    evaluator.advance(Duration.ofSeconds(6));
    evaluator.requests(event(Duration.ofMinutes(17), true, id)).settle();

    assertThat(evaluator.verdict("A", "shop").total()).isEqualTo(3);
  }

  @Test
  void badEventGoesToTheDeadLettersWithItsReasonAndTheRestIsCounted() {
    evaluator
        .requests(
            "["
                + event(Duration.ZERO, true, "")
                + ",{\"timestamp\":1,\"service\":\"shop\",\"success\":true,\"latencyMs\":-1},"
                + event(Duration.ofSeconds(1), false, "")
                + "]")
        .requests("{\"timestamp\":")
        .settle();

    List<TestRecord<String, byte[]>> letters = evaluator.deadLetters();
    assertThat(letters).hasSize(2);
    assertThat(header(letters.get(0), DeadLetter.FIELD)).isEqualTo("latencyMs");
    assertThat(header(letters.get(0), DeadLetter.POSITION)).isEqualTo("1");
    assertThat(header(letters.get(0), DeadLetter.TOPIC)).isEqualTo("tocsin.telemetry.requests");
    assertThat(new String(letters.get(0).getValue(), StandardCharsets.UTF_8))
        .startsWith("{\"timestamp\":1,");
    assertThat(header(letters.get(1), DeadLetter.REASON)).contains("malformed");
    assertThat(evaluator.verdict("A", "shop").total()).isEqualTo(2);
  }

  @Test
  void theFutureCannotCloseThePresent() {
    evaluator.request("shop", Duration.ZERO, true, 5).settle();
    evaluator.request("bank", Duration.ZERO, true, 5).settle();

    evaluator.request("bank", Duration.ofDays(2), false, 5).settle();

    assertThat(evaluator.verdicts("A", Verdict.State.FINAL)).isEmpty();
    assertThat(evaluator.verdict("A", "bank").good()).isEqualTo(1);
    assertThat(header(evaluator.deadLetters().get(0), DeadLetter.REASON)).contains("future");

    // Within the allowed skew it counts, and is nobody else's business.
    evaluator.request("bank", Duration.ofDays(1).plusMinutes(4), true, 5).settle();
    assertThat(evaluator.verdicts("A", Verdict.State.FINAL))
        .isNotEmpty()
        .allMatch(each -> each.service().equals("bank"));
  }

  @Test
  void aggregatedRequestsCountLikeTheirParts() {
    evaluator.objective(
        "L",
        "{service: shop, indicator: {type: latency, bound: 100}, target: 0.9, evaluation: 1h}");
    evaluator.settle();
    evaluator
        .requests(
            "{\"timestamp\":%d,\"service\":\"shop\",\"count\":10,\"errors\":1,\"latency\":"
                    .formatted(Evaluator.millis(Duration.ZERO))
                + "{\"sum\":900,\"bounds\":[50,100],\"counts\":[5,3,2]}}")
        .settle();

    assertThat(evaluator.verdict("A", "shop")).returns(9L, Verdict::good);
    assertThat(evaluator.verdict("L", "shop")).returns(8L, Verdict::good);
    assertThat(evaluator.slices().get(0))
        .returns(null, Slice::latencyMinMs)
        .returns(900.0, Slice::latencySumMs);
  }

  @Test
  void exponentialHistogramsCountLikeTheirParts() {
    evaluator.objective(
        "L", "{service: shop, indicator: {type: latency, bound: 64}, target: 0.9, evaluation: 1h}");
    evaluator.settle();
    // (32, 64]: 5, (64, 128]: 4, and one that took no time.
    evaluator
        .requests(
            "{\"timestamp\":%d,\"service\":\"shop\",\"count\":10,\"errors\":1,\"latency\":"
                    .formatted(Evaluator.millis(Duration.ZERO))
                + "{\"sum\":560,\"scale\":0,\"offset\":5,\"zeroCount\":1,\"counts\":[5,4],"
                + "\"min\":0,\"max\":99}}")
        .settle();

    assertThat(evaluator.verdict("L", "shop")).returns(6L, Verdict::good);
    Slice slice = evaluator.slices().get(0);
    assertThat(slice)
        .returns(10L, Slice::count)
        .returns(1L, Slice::errors)
        .returns(0.0, Slice::latencyMinMs)
        .returns(99.0, Slice::latencyMaxMs)
        .returns(560.0, Slice::latencySumMs);
    assertThat(slice.latency().count()).isEqualTo(10);
    assertThat(slice.latency().quantile(0.5)).isCloseTo(128 / 3.0, within(0.5));
  }

  @Test
  void tooManySeriesBecomeOneAndTotalsStayExact() {
    for (int i = 0; i < 20; i++) {
      evaluator.requests(
          event(
              Duration.ofSeconds(1), i != 0, ",\"operation\":\"op-" + i + "\",\"region\":\"eu\""));
      evaluator.settle();
    }

    assertThat(evaluator.verdict("A", "shop").total()).isEqualTo(20);
    List<Slice> slices = evaluator.slices();
    assertThat(slices).extracting(Slice::operation).contains(SliceKey.OTHER).hasSize(20);
    assertThat(slices.stream().map(Slice::operation).distinct()).hasSize(5);
    Slice last = slices.get(slices.size() - 1);
    assertThat(last).returns(16L, Slice::count).returns("eu", Slice::region);
    assertThat(evaluator.metrics.get(Figure.COLLAPSED)).isEqualTo(16);
  }

  @Test
  void tooManyRegionsAndDeviceTypesBecomeOneToo() {
    for (int i = 0; i < 20; i++) {
      evaluator.requests(
          event(
              Duration.ofSeconds(1),
              i % 4 != 0,
              ",\"region\":\"region-%d\",\"deviceType\":\"device-%d\"".formatted(i, i % 10)));
    }
    evaluator.settle();

    assertThat(evaluator.verdict("A", "shop"))
        .returns(20L, Verdict::total)
        .returns(15L, Verdict::good);
    List<Slice> slices = evaluator.slices();
    // Four for themselves, a quarter more by region and device, one for all others.
    assertThat(slices).hasSize(6);
    assertThat(slices.stream().mapToLong(Slice::count).sum()).isEqualTo(20);
    assertThat(slices.stream().mapToLong(Slice::errors).sum()).isEqualTo(5);
    assertThat(slices)
        .filteredOn(each -> each.region().equals(SliceKey.OTHER))
        .singleElement()
        .returns(SliceKey.OTHER, Slice::operation)
        .returns(SliceKey.OTHER, Slice::deviceType)
        .returns(15L, Slice::count);
    assertThat(evaluator.metrics.get(Figure.COLLAPSED)).isEqualTo(16);
  }

  @Test
  void slicesArePublishedOpenThenClosedWithRevisions() {
    evaluator.request("shop", Duration.ZERO, true, 5).settle();
    evaluator.request("shop", Duration.ofSeconds(1), true, 7).settle();
    evaluator.advance(Duration.ofMinutes(2));
    evaluator.request("shop", Duration.ofSeconds(2), false, 9).settle();

    assertThat(evaluator.slices())
        .extracting(Slice::revision, Slice::count, Slice::closed)
        .containsExactly(
            tuple(1L, 1L, false), tuple(2L, 2L, false), tuple(3L, 2L, true), tuple(4L, 3L, true));
  }

  private static String header(TestRecord<String, byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
