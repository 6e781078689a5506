package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.Reference.Event;
import dev.tocsin.sla.Reference.Expected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * Event time rules: the same events in any order within the allowed lateness, in records of any
 * size, with the wall clock moving in between as it likes, give the final verdicts of the
 * reference.
 */
class FinalVerdictsTest {
  private static final Duration LATENESS = Duration.ofMinutes(1);
  private static final String[] SERVICES = {"shop", "bank"};

  @RepeatedTest(12)
  void areThoseOfTheReferenceInWhateverOrder(RepetitionInfo repetition) {
    Random random = new Random(100 + repetition.getCurrentRepetition());
    List<Event> events = events(random, 400, Duration.ofMinutes(25));
    try (Evaluator evaluator = declared()) {
      send(evaluator, disordered(events, random, LATENESS), random);
      evaluator.advance(Duration.ofMinutes(8));
      compare(evaluator, events);
    }
  }

  /** Offsets are what they are: the provenance is left out. */
  @RepeatedTest(3)
  void areTheSameToTheByteInWhateverOrder(RepetitionInfo repetition) {
    Random random = new Random(900 + repetition.getCurrentRepetition());
    List<Event> events = events(random, 300, Duration.ofMinutes(20));
    Set<List<String>> verdicts = new HashSet<>();
    Set<Set<List<Object>>> violations = new HashSet<>();
    for (int order = 0; order < 3; order++) {
      try (Evaluator evaluator = declared()) {
        evaluator
            .objective(
                "P",
                "{service: '*', indicator: {type: latency, statistic: p95, bound: 180}, target: 0.9,"
                    + " evaluation: 5m}")
            .objective(
                "R",
                "{service: '*', indicator: {type: availability}, target: 0.9, evaluation: 7m,"
                    + " counting: ratioTimeslices}")
            .settle();
        send(evaluator, disordered(events, random, LATENESS), random);
        evaluator.advance(Duration.ofMinutes(12));
        verdicts.add(
            evaluator.verdicts().stream()
                .filter(each -> each.state() == Verdict.State.FINAL)
                .map(FinalVerdictsTest::withoutProvenance)
                .sorted()
                .toList());
        violations.add(spans(evaluator.violations()));
      }
    }
    assertThat(verdicts).hasSize(1);
    assertThat(violations).hasSize(1);
    assertThat(violations.iterator().next()).isNotEmpty();
  }

  private static String withoutProvenance(Verdict verdict) {
    ObjectNode json = Json.mapper().valueToTree(verdict);
    json.remove("provenance");
    return json.toString();
  }

  /** Of each violation that was not withdrawn: objective, service, begin and end. */
  private static Set<List<Object>> spans(List<Violation> all) {
    Map<String, Violation> newest = new TreeMap<>();
    all.forEach(each -> newest.put(each.id(), each));
    return newest.values().stream()
        .filter(each -> !each.withdrawn())
        .map(
            each ->
                Arrays.<Object>asList(each.objective(), each.service(), each.began(), each.ended()))
        .collect(Collectors.toSet());
  }

  @Test
  void oldRecordingAtFullSpeedGivesWhatTheLiveStreamGave() {
    Random random = new Random(7);
    List<Event> events = events(random, 3_000, Duration.ofHours(6));
    List<Verdict> replayed;
    List<Verdict> live;
    try (Evaluator evaluator = declared()) {
      StringBuilder all = new StringBuilder();
      for (Event each : events) {
        all.append(all.isEmpty() ? "[" : ",").append(json(each));
      }
      evaluator.requests(all.append("]").toString()).advance(Duration.ofMinutes(8));
      compare(evaluator, events);
      replayed = evaluator.verdicts("A", Verdict.State.FINAL);
    }
    try (Evaluator evaluator = declared()) {
      long at = events.get(0).timestamp();
      for (Event each : events) {
        while (at < each.timestamp() - 20_000) {
          evaluator.harness().advance(Duration.ofSeconds(20));
          at += 20_000;
        }
        evaluator.requests(json(each));
      }
      evaluator.advance(Duration.ofMinutes(8));
      live = evaluator.verdicts("A", Verdict.State.FINAL);
    }
    assertThat(figures(replayed, "shop")).isEqualTo(figures(live, "shop"));
    assertThat(figures(replayed, "bank")).isEqualTo(figures(live, "bank"));
  }

  @RepeatedTest(16)
  void areCorrectedToThoseOfTheReferenceHoweverLateEventsCome(RepetitionInfo repetition) {
    Random random = new Random(500 + repetition.getCurrentRepetition());
    // In each second one there are periods without any data.
    boolean sparse = repetition.getCurrentRepetition() % 2 == 0;
    List<Event> events =
        sparse
            ? events(random, 60, Duration.ofMinutes(100))
            : events(random, 400, Duration.ofMinutes(40));
    try (Evaluator evaluator = declared()) {
      send(evaluator, disordered(events, random, Duration.ofMinutes(30)), random);
      // What needs stored slices waits for its turn; open slices become final.
      evaluator.advance(Duration.ofMinutes(8));
      Set<List<Object>> violations = spans(evaluator.violations());
      for (String service : SERVICES) {
        List<Event> own = events.stream().filter(e -> e.service().equals(service)).toList();
        long end = own.get(own.size() - 1).timestamp() - 60_000;
        List<Expected> expected = Reference.verdicts(own, e -> !e.failed(), 0.9, 60_000, 5, end);
        Map<Long, Expected> newest = new TreeMap<>();
        evaluator.verdicts().stream()
            .filter(each -> each.objective().equals("A"))
            .filter(each -> each.state() != Verdict.State.OPEN)
            .forEach(
                each -> figures(List.of(each), service).forEach(f -> newest.put(f.periodEnd(), f)));
        for (Expected each : expected) {
          assertThat(newest).containsEntry(each.periodEnd(), each);
        }
        assertThat(violations)
            .filteredOn(each -> each.get(0).equals("A") && each.get(1).equals(service))
            .containsExactlyInAnyOrderElementsOf(expectedSpans(own, service));
      }
    }
  }

  /** Those of A; what still goes on has no end. */
  private static List<List<Object>> expectedSpans(List<Event> own, String service) {
    long end = own.get(own.size() - 1).timestamp() + Duration.ofMinutes(6).toMillis();
    List<Expected> verdicts = Reference.verdicts(own, e -> !e.failed(), 0.9, 60_000, 5, end);
    return Reference.violations(verdicts, 60_000, Long.MAX_VALUE).stream()
        .map(
            each ->
                Arrays.<Object>asList(
                    "A",
                    service,
                    each.began(),
                    each.ended() == Long.MAX_VALUE ? null : each.ended()))
        .toList();
  }

  private static Evaluator declared() {
    Evaluator evaluator = new Evaluator();
    evaluator.objective(
        "A", "{service: '*', indicator: {type: availability}, target: 0.9, evaluation: 5m}");
    evaluator.objective(
        "L",
        "{service: '*', indicator: {type: latency, bound: 100}, target: 0.5, measurement: 2m,"
            + " evaluation: 10m}");
    return evaluator.settle();
  }

  private static List<Event> events(Random random, int count, Duration span) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(
          new Event(
              SERVICES[random.nextInt(2)],
              Evaluator.millis(Duration.ZERO) + random.nextInt((int) span.toMillis()),
              random.nextInt(10) == 0,
              random.nextInt(200)));
    }
    events.sort(Comparator.comparingLong(Event::timestamp));
    return events;
  }

  /** No event comes as much as {@code late} after a newer one. */
  private static List<Event> disordered(List<Event> events, Random random, Duration late) {
    record Arrival(double at, Event event) {}
    List<Arrival> arrivals = new ArrayList<>();
    for (Event each : events) {
      double delay = random.nextDouble() * (late.toMillis() - 1);
      arrivals.add(new Arrival(each.timestamp() + delay, each));
    }
    arrivals.sort(Comparator.comparingDouble(Arrival::at));
    return arrivals.stream().map(Arrival::event).toList();
  }

  private static void send(Evaluator evaluator, List<Event> events, Random random) {
    for (int i = 0; i < events.size(); ) {
      int size = Math.min(events.size() - i, 1 + random.nextInt(20));
      StringBuilder record = new StringBuilder("[");
      for (int k = 0; k < size; k++) {
        record.append(k == 0 ? "" : ",").append(json(events.get(i + k)));
      }
      evaluator.requests(record.append("]").toString());
      i += size;
      if (random.nextInt(3) == 0) {
        evaluator.harness().advance(Duration.ofMillis(random.nextInt(900)));
      }
    }
  }

  private static String json(Event event) {
    return String.format(
        Locale.ROOT,
        "{\"timestamp\":%d,\"service\":\"%s\",\"success\":%s,\"latencyMs\":%s}",
        event.timestamp(),
        event.service(),
        !event.failed(),
        event.latencyMs());
  }

  private static void compare(Evaluator evaluator, List<Event> events) {
    assertThat(evaluator.verdicts("A", Verdict.State.CORRECTED)).isEmpty();
    for (String service : SERVICES) {
      List<Event> own = events.stream().filter(e -> e.service().equals(service)).toList();
      long end = own.get(own.size() - 1).timestamp() + Duration.ofMinutes(7).toMillis();
      check(
          evaluator.verdicts("A", Verdict.State.FINAL),
          service,
          Reference.verdicts(own, e -> !e.failed(), 0.9, 60_000, 5, end - 60_000));
      check(
          evaluator.verdicts("L", Verdict.State.FINAL),
          service,
          Reference.verdicts(own, e -> e.latencyMs() <= 100, 0.5, 120_000, 5, end - 60_000));
    }
  }

  /** The reference knows how far it looks; the evaluator may be a little farther by then. */
  private static void check(List<Verdict> verdicts, String service, List<Expected> expected) {
    List<Expected> actual = figures(verdicts, service);
    assertThat(actual.size()).isGreaterThanOrEqualTo(expected.size());
    assertThat(actual.subList(0, expected.size())).isEqualTo(expected);
  }

  private static List<Expected> figures(List<Verdict> verdicts, String service) {
    return verdicts.stream()
        .filter(each -> each.service().equals(service))
        .map(
            each ->
                new Expected(
                    each.periodEnd(),
                    each.good(),
                    each.total(),
                    each.status().name(),
                    each.coverage()))
        .toList();
  }
}
