package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Alert;
import dev.tocsin.events.DefinitionKind;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

  private static final List<String> SPECS =
      List.of(
          AVAILABILITY,
          "{service: '*', indicator: {type: availability}, target: 0.95, evaluation: 12m}",
          "{service: shop, indicator: {type: availability}, target: 0.99, counting: timeslices,"
              + " noData: bad, maintenance: count, evaluation: 20m}",
          "{service: shop, indicator: {type: availability}, target: 0.95,"
              + " counting: ratioTimeslices, measurement: 2m, evaluation: 30m, coverageFloor: 0.8}",
          "{service: shop, indicator: {type: availability}, target: 0.99,"
              + " calendar: {unit: day, zone: Europe/London}}",
          "{service: shop, indicator: {type: latency, bound: 100}, target: 0.5, evaluation: 10m}",
          "{service: shop, indicator: {type: latency, statistic: p90, bound: 180}, target: 0.9,"
              + " counting: occurrences, evaluation: 10m}",
          "{service: shop, indicator: {type: throughput, bound: 0.5}, target: 0.9,"
              + " evaluation: 10m}",
          "{service: shop, indicator: {type: uptime}, target: 0.8, evaluation: 10m}",
          "{service: shop, indicator: {type: metric, metric: cpu, statistic: mean, bound: 50,"
              + " op: atMost}, target: 0.9, evaluation: 10m}");

  /** All of these are declared, named by their number; and the same events where none is. */
  private static Evaluator live;

  private static Evaluator undeclared;
  private static List<Violation> violations;
  private static List<Alert> alerts;

  @BeforeAll
  static void send() {
    live = new Evaluator();
    undeclared = new Evaluator();
    for (int i = 0; i < SPECS.size(); i++) {
      live.objective("O" + i, SPECS.get(i));
    }
    for (Evaluator each : List.of(live, undeclared)) {
      each.declare(
          DefinitionKind.MAINTENANCE,
          "M",
          "{services: [shop], start: '%s', duration: 2m}"
              .formatted(Evaluator.T0.plus(Duration.ofMinutes(22))));
      send(each.settle());
    }
    violations = live.violations();
    alerts = live.alerts();
  }

  @AfterAll
  static void close() {
    live.close();
    undeclared.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void whatStoredSlicesSayIsWhatTheStreamSaid(int number) {
    String name = "O" + number;
    List<Verdict> said = finals(name, "shop");
    Finding finding = only(ask(live, name, SPECS.get(number), "{}"), "shop");
    assertThat(said).hasSizeGreaterThan(25);
    assertThat(figures(finding.verdicts().subList(0, said.size()))).isEqualTo(figures(said));
    assertThat(spans(finding.violations()))
        .containsExactlyEntriesOf(
            spans(
                violations.stream()
                    .filter(v -> v.objective().equals(name) && v.service().equals("shop"))
                    .toList()));
    assertThat(finding.alerts().stream().map(Alert::fingerprint))
        .containsExactlyElementsOf(
            alerts.stream()
                .filter(a -> a.name().equals(name) && a.service().equals("shop"))
                .map(Alert::fingerprint)
                .toList());
    assertThat(finding.coveredFrom()).isEqualTo(Evaluator.millis(Duration.ZERO));
  }

  @Test
  void definitionThatNobodyDeclaredSaysWhatItWouldHaveSaid() {
    List<Verdict> said = finals("O1", "bank");
    Finding finding = only(ask(undeclared, "O1", SPECS.get(1), "{}"), "bank");
    assertThat(figures(finding.verdicts().subList(0, said.size()))).isEqualTo(figures(said));
    assertThat(finding.violations()).isNotEmpty();
    assertThat(finding.alerts()).isNotEmpty();
    assertThat(undeclared.settle().verdicts()).isEmpty();
  }

  @Test
  void rangeIsPartOfTheWhole() {
    Finding whole = only(ask(live, "O", AVAILABILITY, "{}"), "shop");
    long from = Evaluator.millis(Duration.ofMinutes(15));
    long to = Evaluator.millis(Duration.ofMinutes(30));
    Finding part =
        only(ask(live, "O", AVAILABILITY, "{from: %d, to: %d}".formatted(from, to)), "shop");
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

  @Test
  void fewVerdictsAreTheRegularOnesAndWhereTheStatusChanged() {
    Finding all = only(ask(live, "O", AVAILABILITY, "{}"), "shop");
    Finding few = only(ask(live, AVAILABILITY, "{}", 4, Limits.DEFAULT), "shop");
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
    assertThat(only(ask(live, AVAILABILITY, "{}", 0, Limits.DEFAULT), "shop").verdicts()).isEmpty();
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
    try (Evaluator brieflyKept = new Evaluator(brief, Evaluator.T0.plus(Duration.ofDays(30)))) {
      send(brieflyKept);
      Finding finding = only(ask(brieflyKept, "O", AVAILABILITY, "{}"), "shop");
      long newest = finding.last().periodEnd();
      assertThat(finding.coveredFrom()).isGreaterThan(newest - Duration.ofMinutes(30).toMillis());
      assertThat(finding.first().periodEnd()).isEqualTo(finding.coveredFrom() + 60_000);
      assertThat(finding.first().windowFull()).isFalse();
    }
  }

  @Test
  void tooMuchIsRefusedWithWhatIsAllowed() {
    Limits tight = new Limits(100, Duration.ofSeconds(30), 2, 10_000);
    assertThatThrownBy(() -> ask(live, AVAILABILITY, "{}", 10, tight))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("at most 100 slices");
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
                  "{\"timestamp\":%d,\"service\":\"%s\",\"success\":%s,\"latencyMs\":%d}"
                      .formatted(
                          Evaluator.millis(Duration.ofSeconds(second)),
                          service,
                          random.nextInt(100) >= (bad ? 40 : 3),
                          random.nextInt(bad ? 400 : 150)));
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

  private static List<Verdict> finals(String objective, String service) {
    return live.verdicts(objective, Verdict.State.FINAL).stream()
        .filter(each -> each.service().equals(service))
        .toList();
  }

  /** All that a verdict says, but which revision it is: the stream may have looked in between. */
  private static List<JsonNode> figures(List<Verdict> verdicts) {
    List<JsonNode> figures = new ArrayList<>();
    for (Verdict each : verdicts) {
      ObjectNode figure = Json.mapper().valueToTree(each);
      figure.remove("revision");
      figures.add(figure);
    }
    return figures;
  }

  /** When each began and ended, as it was last said. */
  private static Map<Long, String> spans(List<Violation> all) {
    Map<Long, String> said = new LinkedHashMap<>();
    all.forEach(each -> said.put(each.began(), each.severity() + " until " + each.ended()));
    return said;
  }

  private static Finding only(List<Finding> findings, String service) {
    return findings.stream().filter(f -> f.service().equals(service)).findFirst().orElseThrow();
  }

  private static List<Finding> ask(Evaluator evaluator, String name, String spec, String range) {
    return ask(evaluator, question(name, spec, range), 10_000, Limits.DEFAULT);
  }

  private static List<Finding> ask(
      Evaluator evaluator, String spec, String range, int wanted, Limits limits) {
    return ask(evaluator, question("O", spec, range), wanted, limits);
  }

  private static List<Finding> ask(
      Evaluator evaluator, JsonNode question, int wanted, Limits limits) {
    SliceReader slices =
        new SliceReader(
            evaluator.harness().driver().<Bytes, byte[]>getKeyValueStore(SliceProcessor.SLICES));
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
        new WhatIf(own, evaluator::definitions, Settings.defaults(), SlaTopology.stores(), limits);
    // The events of the harness lie a month before its clock.
    Instant now = Evaluator.T0.plus(Duration.ofMinutes(64));
    return whatIf.findings(Question.read(question, now), wanted, now.toEpochMilli(), verdict -> {});
  }

  private static JsonNode question(String name, String spec, String range) {
    try {
      ObjectNode body = (ObjectNode) Json.mapper().readTree(Evaluator.relaxed(range));
      ObjectNode definition = body.putObject("definition");
      definition.put("name", name).put("version", 1);
      definition.set("spec", Json.mapper().readTree(Evaluator.relaxed(spec)));
      return body;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
