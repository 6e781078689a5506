package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.stream.Settings;
import dev.tocsin.sla.stream.SliceProcessor;
import dev.tocsin.sla.stream.SliceReader;
import dev.tocsin.sla.whatif.Finding;
import dev.tocsin.sla.whatif.Limits;
import dev.tocsin.sla.whatif.OwnSlices;
import dev.tocsin.sla.whatif.Question;
import dev.tocsin.sla.whatif.RefusedException;
import dev.tocsin.sla.whatif.WhatIf;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What would have been is what was: the stored slices, judged again, say what the stream said over
 * the same events, whether the definition is the live one or one that nobody declared.
 */
class WhatIfTest {
  private static final String AVAILABILITY =
      "{service: '*', indicator: {type: availability}, target: 0.9, evaluation: 5m}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        AVAILABILITY,
        "{service: shop, indicator: {type: availability}, target: 0.99, counting: timeslices,"
            + " noData: bad, evaluation: 20m}",
        "{service: shop, indicator: {type: availability}, target: 0.95,"
            + " counting: ratioTimeslices, measurement: 2m, evaluation: 30m, coverageFloor: 0.8}",
        "{service: shop, indicator: {type: latency, bound: 100}, target: 0.5, evaluation: 10m}",
        "{service: shop, indicator: {type: latency, statistic: p90, bound: 180}, target: 0.9,"
            + " counting: occurrences, evaluation: 10m}",
        "{service: shop, indicator: {type: throughput, bound: 0.5}, target: 0.9, evaluation: 10m}",
        "{service: shop, indicator: {type: uptime}, target: 0.8, evaluation: 10m}",
        "{service: shop, indicator: {type: metric, metric: cpu, statistic: mean, bound: 50,"
            + " op: atMost}, target: 0.9, evaluation: 10m}"
      })
  void whatStoredSlicesSayIsWhatTheStreamSaid(String spec) {
    try (Evaluator live = new Evaluator()) {
      live.objective("O", spec).settle();
      send(live);
      List<Verdict> said = finals(live, "shop");
      Finding finding = only(ask(live, spec, "{}"), "shop");
      assertThat(said).hasSizeGreaterThan(25);
      assertThat(finding.verdicts().subList(0, said.size()))
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("revision")
          .containsExactlyElementsOf(said);
      assertThat(violations(finding.violations()))
          .containsExactlyEntriesOf(
              violations(
                  live.violations().stream().filter(v -> v.service().equals("shop")).toList()));
      assertThat(finding.coveredFrom()).isEqualTo(Evaluator.millis(Duration.ZERO));
    }
  }

  @Test
  void otherDefinitionSaysWhatItWouldHaveSaidLive() {
    String other = AVAILABILITY.replace("0.9,", "0.95,").replace("5m", "12m");
    try (Evaluator asked = new Evaluator();
        Evaluator live = new Evaluator()) {
      asked.objective("O", AVAILABILITY).settle();
      live.objective("O", other).settle();
      send(asked);
      send(live);
      List<Verdict> before = asked.verdicts();
      List<Verdict> said = finals(live, "bank");
      Finding finding = only(ask(asked, other, "{}"), "bank");
      assertThat(finding.verdicts().subList(0, said.size()))
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("revision")
          .containsExactlyElementsOf(said);
      assertThat(finding.violations()).isNotEmpty();
      assertThat(finding.alerts()).isNotEmpty();
      // The live ones go on as if nobody had asked.
      assertThat(asked.settle().verdicts()).hasSameSizeAs(before);
    }
  }

  @Test
  void rangeIsPartOfTheWhole() {
    try (Evaluator live = new Evaluator()) {
      send(live);
      Finding whole = only(ask(live, AVAILABILITY, "{}"), "shop");
      long from = Evaluator.millis(Duration.ofMinutes(15));
      long to = Evaluator.millis(Duration.ofMinutes(30));
      Finding part =
          only(ask(live, AVAILABILITY, "{from: %d, to: %d}".formatted(from, to)), "shop");
      assertThat(part.verdicts())
          .isEqualTo(
              whole.verdicts().stream()
                  .filter(each -> each.periodEnd() > from && each.periodEnd() <= to)
                  .toList());
      assertThat(part.first().periodEnd()).isEqualTo(from + 60_000);
      assertThat(part.last().periodEnd()).isEqualTo(to);
      assertThat(part.counts().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(15);
      assertThat(part.violations())
          .allMatch(each -> each.began() < to && (each.ended() == null || each.ended() > from));
    }
  }

  @Test
  void fewVerdictsAreTheRegularOnesAndWhereTheStatusChanged() {
    try (Evaluator live = new Evaluator()) {
      send(live);
      Finding all = only(ask(live, AVAILABILITY, "{}"), "shop");
      Finding few = only(ask(live, AVAILABILITY, "{}", 4), "shop");
      assertThat(all.verdicts()).containsSubsequence(few.verdicts());
      assertThat(few.counts()).isEqualTo(all.counts());
      assertThat(few.worst().budgetRemaining())
          .isEqualTo(
              all.verdicts().stream()
                  .filter(each -> each.budgetRemaining() != null)
                  .mapToDouble(Verdict::budgetRemaining)
                  .min()
                  .orElseThrow());
      List<Verdict> changes = new ArrayList<>();
      for (int i = 1; i < all.verdicts().size(); i++) {
        if (all.verdicts().get(i).status() != all.verdicts().get(i - 1).status()) {
          changes.add(all.verdicts().get(i));
        }
      }
      assertThat(changes).isNotEmpty();
      assertThat(few.verdicts()).containsAll(changes).hasSizeLessThan(changes.size() + 8);
      assertThat(only(ask(live, AVAILABILITY, "{}", 0), "shop").verdicts()).isEmpty();
    }
  }

  @Test
  void nothingIsSaidOfTimeThatIsNotStoredOrMayStillChange() {
    Settings brief =
        new Settings(
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(20),
            Duration.ofMinutes(15),
            Duration.ofMillis(500),
            2_000);
    try (Evaluator live = new Evaluator(brief, Evaluator.T0.plus(Duration.ofDays(30)))) {
      send(live);
      Finding finding = only(ask(live, AVAILABILITY, "{}"), "shop");
      long newest = finding.last().periodEnd();
      assertThat(finding.coveredFrom()).isGreaterThan(newest - Duration.ofMinutes(30).toMillis());
      assertThat(finding.first().periodEnd()).isEqualTo(finding.coveredFrom() + 60_000);
      assertThat(finding.first().windowFull()).isFalse();
    }
  }

  @Test
  void tooMuchIsRefusedWithWhatIsAllowed() {
    try (Evaluator live = new Evaluator()) {
      send(live);
      Limits tight = new Limits(100, Duration.ofSeconds(30), 2, 10_000);
      assertThatThrownBy(() -> ask(live, AVAILABILITY, "{}", 10, tight))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("at most 100 slices");
    }
  }

  /** An hour of two services: requests, checks and readings, with bad stretches and silence. */
  private static void send(Evaluator evaluator) {
    Random random = new Random(11);
    StringBuilder requests = new StringBuilder();
    for (int second = 0; second < 3_600; second += 5) {
      boolean bad = second > 1_200 && second < 1_500 || second > 2_700 && second < 2_760;
      boolean silent = second > 1_900 && second < 2_400;
      for (String service : List.of("shop", "bank")) {
        if (!(silent && service.equals("shop"))) {
          requests
              .append(requests.isEmpty() ? "[" : ",")
              .append(
                  Evaluator.relaxed(
                      "{timestamp: %d, service: %s, success: %s, latencyMs: %d}"
                          .formatted(
                              Evaluator.millis(Duration.ofSeconds(second)),
                              service,
                              random.nextInt(100) >= (bad ? 40 : 3),
                              random.nextInt(bad ? 400 : 150))));
        }
      }
    }
    evaluator.requests(requests.append("]").toString());
    for (int second = 0; second < 3_600; second += 30) {
      Duration at = Duration.ofSeconds(second);
      evaluator.check("shop", "ping", at, second < 1_200 || second > 1_600);
      evaluator.metric("shop", "s-1", at, "cpu", second > 2_000 && second < 2_500 ? 90 : 30);
    }
    evaluator.advance(Duration.ofMinutes(4));
  }

  private static List<Verdict> finals(Evaluator live, String service) {
    return live.verdicts("O", Verdict.State.FINAL).stream()
        .filter(each -> each.service().equals(service))
        .toList();
  }

  /** When each began and ended, as it was last said. */
  private static Map<Long, String> violations(List<Violation> all) {
    Map<Long, String> said = new LinkedHashMap<>();
    all.forEach(each -> said.put(each.began(), each.severity() + " until " + each.ended()));
    return said;
  }

  private static Finding only(List<Finding> findings, String service) {
    return findings.stream().filter(f -> f.service().equals(service)).findFirst().orElseThrow();
  }

  private static List<Finding> ask(Evaluator live, String spec, String range) {
    return ask(live, spec, range, 10_000);
  }

  private static List<Finding> ask(Evaluator live, String spec, String range, int wanted) {
    return ask(live, spec, range, wanted, Limits.DEFAULT);
  }

  private static List<Finding> ask(
      Evaluator live, String spec, String range, int wanted, Limits limits) {
    SliceReader slices =
        new SliceReader(
            live.harness().driver().<Bytes, byte[]>getKeyValueStore(SliceProcessor.SLICES));
    OwnSlices own =
        new OwnSlices() {
          @Override
          public List<String> services() {
            return slices.services();
          }

          @Override
          public SliceReader of(String service) {
            return slices;
          }
        };
    WhatIf whatIf =
        new WhatIf(own, live::definitions, Settings.defaults(), SlaTopology.stores(), limits);
    // The events of the harness lie a month before its clock.
    Instant now = Evaluator.T0.plus(Duration.ofMinutes(64));
    return whatIf.findings(
        Question.read(question(spec, range), now), wanted, now.toEpochMilli(), verdict -> {});
  }

  private static JsonNode question(String spec, String range) {
    try {
      ObjectNode body = (ObjectNode) Json.mapper().readTree(Evaluator.relaxed(range));
      ObjectNode definition = body.putObject("definition");
      definition.put("name", "O").put("version", 1);
      definition.set("spec", Json.mapper().readTree(Evaluator.relaxed(spec)));
      return body;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
