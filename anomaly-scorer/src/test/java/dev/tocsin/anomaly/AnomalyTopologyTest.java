package dev.tocsin.anomaly;

import static dev.tocsin.anomaly.ScorerDriver.START;
import static dev.tocsin.anomaly.ScorerDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.tocsin.anomaly.domain.Directive;
import dev.tocsin.anomaly.domain.EntityPart;
import dev.tocsin.anomaly.domain.Groups;
import dev.tocsin.anomaly.domain.ScoringPolicy;
import dev.tocsin.anomaly.domain.Window;
import dev.tocsin.anomaly.stream.ScorerStores;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.Json;
import dev.tocsin.events.Model;
import dev.tocsin.events.Score;
import dev.tocsin.events.Severity;
import dev.tocsin.testkit.ApprovedTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class AnomalyTopologyTest {
  private static final ScoringPolicy QUICK = new ScoringPolicy(16, 64, 3, 5, 2);
  private static final Duration TICK = Duration.ofMillis(500);

  @Test
  void theTopologyIsTheApprovedOne() {
    ApprovedTopology.verify(
        ScorerDriver.topology(ScoringPolicy.DEFAULT, new SimpleMeterRegistry()), getClass());
  }

  @Test
  void aWindowIsScoredOnceItsEntityHasPassedItsEndAndTheLateness() {
    try (ScorerDriver scorer = new ScorerDriver(QUICK)) {
      scorer.request(1_000, "payments", 20, true);
      scorer.request(2_000, "payments", 40, false);
      scorer.log(3_000, "payments", "ERROR");
      scorer.request(34_999, "payments", 30, true);
      scorer.wait(TICK);
      assertThat(scorer.scores()).isEmpty();

      scorer.request(35_000, "payments", 30, true);
      scorer.wait(TICK);

      List<Score> scores = scorer.scores();
      assertThat(scores).hasSize(1);
      Score score = scores.get(0);
      assertThat(score.entity()).isEqualTo("payments");
      assertThat(score.windowStart()).isEqualTo(START);
      assertThat(score.windowEnd()).isEqualTo(START + 30_000);
      assertThat(score.mode()).isEqualTo(Score.Mode.BASELINE);
      assertThat(score.features())
          .contains(
              entry("error_rate", 0.5), entry("latency_mean", 30.0), entry("error_log_share", 1.0));
    }
  }

  @Test
  void silenceClosesAWindow() {
    try (ScorerDriver scorer = new ScorerDriver(QUICK)) {
      scorer.request(0, "payments", 20, true);
      scorer.wait(TICK);
      scorer.wait(Duration.ofSeconds(34));
      assertThat(scorer.scores()).isEmpty();
      scorer.wait(Duration.ofSeconds(3));
      assertThat(scorer.scores()).hasSize(1);
    }
  }

  @Test
  void metricsOfAnInstanceAreAnEntityOfTheirOwn() {
    try (ScorerDriver scorer = new ScorerDriver(QUICK)) {
      scorer.metric(0, "payments", "pod-1", "cpu", 0.4);
      scorer.request(0, "payments", 20, true);
      scorer.drain();
      assertThat(scorer.records(TOPICS.scores()))
          .extracting(TestRecord::key, r -> r.value().service())
          .containsExactlyInAnyOrder(
              tuple("payments", "payments"), tuple("payments/pod-1", "payments"));
    }
  }

  @Test
  void anEventBehindTheLatenessIsCountedAndChangesNothing() {
    try (ScorerDriver scorer = new ScorerDriver(QUICK)) {
      scorer.request(0, "payments", 20, true);
      scorer.request(36_000, "payments", 20, true);
      scorer.request(1_000, "payments", 9_000, false);
      scorer.drain();
      assertThat(scorer.scores().get(0).features()).contains(entry("error_rate", 0.0));
      assertThat(scorer.meters.counter("tocsin.anomaly.late").count()).isEqualTo(1);
    }
  }

  @Test
  void doubledEventsOutOfOrderAndAReplayAtFullSpeedGiveTheSameScores() {
    List<String> events = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 600; i++) {
      double latency = 20 * Math.exp(random.nextGaussian());
      events.add(
          ScorerDriver.requestJson(
              i * 1_000L, "payments", latency, random.nextInt(50) > 0, "r" + i));
    }

    List<String> replayed = replayed(events);
    assertThat(replayed).hasSizeGreaterThan(18);
    assertThat(liveDoubledAndOutOfOrder(events).equals(replayed)).isTrue();
  }

  /** Four seconds a record, and the wall clock with them. */
  private List<String> liveDoubledAndOutOfOrder(List<String> events) {
    try (ScorerDriver scorer = new ScorerDriver(QUICK)) {
      for (int i = 0; i < events.size(); i += 4) {
        List<String> some = new ArrayList<>(events.subList(i, i + 4));
        some.addAll(some);
        Collections.shuffle(some, new Random(i));
        scorer.send(TOPICS.requests(), "payments", some.toString());
        scorer.wait(Duration.ofSeconds(4));
      }
      scorer.drain();
      return json(scorer.scores());
    }
  }

  private List<String> replayed(List<String> events) {
    try (ScorerDriver scorer = replaying()) {
      for (int i = 0; i < events.size(); i += 200) {
        scorer.send(TOPICS.requests(), "payments", events.subList(i, i + 200).toString());
        scorer.wait(TICK);
      }
      scorer.drain();
      return json(scorer.scores());
    }
  }

  /** A driver whose wall clock is a day ahead of the events. */
  private static ScorerDriver replaying() {
    return new ScorerDriver(QUICK, START + Duration.ofDays(1).toMillis());
  }

  private static List<String> json(List<Score> scores) {
    return scores.stream().map(s -> new String(Json.write(s), StandardCharsets.UTF_8)).toList();
  }

  @Test
  void aBadLogEventBecomesADeadLetterAndCostsNoGoodOne() {
    try (ScorerDriver scorer = new ScorerDriver(QUICK)) {
      String good =
          "{\"timestamp\":" + START + ",\"service\":\"a\",\"level\":\"WARN\",\"message\":\"m\"}";
      String bad = "{\"timestamp\":" + START + ",\"service\":\"a\",\"level\":\"LOUD\"}";
      scorer.send(TOPICS.logs(), "a", "[" + good + "," + bad + "," + good + "]");
      scorer.send(TOPICS.metrics(), "a", "not json");
      scorer.drain();

      assertThat(scorer.scores().get(0).features()).contains(entry("warn_log_share", 1.0));
      List<TestRecord<String, byte[]>> letters = scorer.records(TOPICS.deadLetters());
      assertThat(letters).hasSize(1);
      assertThat(new String(letters.get(0).value(), StandardCharsets.UTF_8)).isEqualTo(bad);
      assertThat(header(letters.get(0), DeadLetter.TOPIC)).isEqualTo("tocsin.telemetry.logs");
      assertThat(header(letters.get(0), DeadLetter.POSITION)).isEqualTo("1");
      assertThat(header(letters.get(0), DeadLetter.FIELD)).isEqualTo("level");
    }
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Test
  void aSustainedRiseOfErrorsAlertsAndIsResolvedAndAFallIsNotAnAlert() {
    try (ScorerDriver scorer = replaying()) {
      int window = 0;
      for (; window < 60; window++) {
        traffic(scorer, window, 0.05);
      }
      for (; window < 70; window++) {
        traffic(scorer, window, 0);
      }
      assertThat(scorer.alerts()).isEmpty();
      for (; window < 76; window++) {
        traffic(scorer, window, 0.6);
      }
      List<Alert> fired = scorer.alerts();
      assertThat(fired).isNotEmpty();
      Alert alert = fired.get(0);
      assertThat(alert.status()).isEqualTo(Alert.Status.FIRING);
      assertThat(alert.source()).isEqualTo("anomaly");
      assertThat(alert.labels()).contains(entry("alertname", "AnomalyRisk"));
      assertThat(alert.severity()).isGreaterThanOrEqualTo(Severity.WARNING);
      assertThat(alert.annotations().get("reason1")).contains("error_rate");
      for (; window < 90; window++) {
        traffic(scorer, window, 0.05);
      }
      assertThat(scorer.alerts()).extracting(Alert::status).containsExactly(Alert.Status.RESOLVED);
    }
  }

  private static void traffic(ScorerDriver scorer, int window, double errors) {
    scorer.send(
        TOPICS.requests(),
        "payments",
        new String(Traffic.window(window, errors), StandardCharsets.UTF_8));
    scorer.wait(TICK);
  }

  @Test
  void aRestartScoresTheNextWindowWithTheSameModelToTheLastBit() {
    try (ScorerDriver before = replaying();
        ScorerDriver after = replaying()) {
      for (int window = 0; window < 50; window++) {
        traffic(before, window, 0.05);
      }
      before.scores();
      assertThat(before.models()).hasSizeGreaterThan(1);
      before.handOver(after);

      traffic(before, 50, 0.3);
      traffic(after, 50, 0.3);
      before.drain();
      after.drain();

      List<Score> expected = before.scores();
      assertThat(expected).isNotEmpty().allMatch(s -> s.mode() == Score.Mode.MODEL);
      assertThat(json(after.scores()).equals(json(expected))).isTrue();
    }
  }

  @Test
  void aNewInstanceBeginsWithTheModelOfAnotherAlsoAfterARestart() {
    // A model of its own is not due before the group's.
    ScoringPolicy slow = new ScoringPolicy(40, 64, 3, 5, 2);
    long later = START + Duration.ofDays(1).toMillis();
    try (ScorerDriver before = new ScorerDriver(slow, later);
        ScorerDriver after = new ScorerDriver(slow, later)) {
      for (int window = 0; window < 60; window++) {
        metrics(before, "pod-1", window);
      }
      before.handOver(after);
      for (int window = 60; window < 80; window++) {
        metrics(after, "pod-2", window);
      }
      after.drain();
      assertThat(after.scores().stream().filter(s -> s.entity().equals("payments/pod-2")))
          .extracting(Score::mode)
          .startsWith(Score.Mode.BASELINE)
          .endsWith(Score.Mode.GROUP);
      assertThat(after.records(TOPICS.models()))
          .extracting(TestRecord::key, each -> each.value().trigger())
          .containsExactly(tuple("payments/pod-2", "group"));
    }
  }

  /** What an instance sends in a window. */
  private static void metrics(ScorerDriver scorer, String instance, int window) {
    Random random = new Random(window);
    for (String name : List.of("cpu", "heap", "threads")) {
      double value = 50 + random.nextGaussian();
      scorer.metric(30_000L * window + 1_000, "payments", instance, name, value);
    }
    scorer.wait(TICK);
  }

  @Test
  void theInstancesOfAServiceShareATaskAndWhatPeopleSayGoesToAll() {
    Set<Integer> tasks = new HashSet<>();
    Set<Integer> ofGroup = new HashSet<>();
    Groups groups = new Groups(Map.of("alike", List.of("s4*")));
    for (int i = 0; i < 50; i++) {
      EntityPart part = new EntityPart("s" + i, 0, START, new Window());
      tasks.addAll(AnomalyTopology.partitions(Groups.NONE, part, 6).orElseThrow());
      if (i >= 40) {
        ofGroup.addAll(AnomalyTopology.partitions(groups, part, 6).orElseThrow());
      }
    }
    assertThat(tasks).hasSize(6);
    assertThat(ofGroup).as("so do the services of a group").hasSize(1);
    Directive said = new Directive.Order("s1", Command.Action.TRAIN, START);
    assertThat(AnomalyTopology.partitions(Groups.NONE, said, 6).orElseThrow()).hasSize(6);
  }

  @Test
  void whatWasMissedIsLeftOutOfTrainingUpToWhenItWasOver() {
    try (ScorerDriver scorer = replaying()) {
      int window = 0;
      for (; window < 60; window++) {
        traffic(scorer, window, 0.05);
      }
      long said = START + 30_000L * window;
      long over = START + 30_000L * 10;
      scorer.send(new Command("payments", Command.Action.MISSED, "kim", said, null, over));
      scorer.send(new Command("payments", Command.Action.TRAIN, "kim", said, null, null));
      for (; window < 70; window++) {
        traffic(scorer, window, 0.05);
      }
      scorer.drain();
      assertThat(scorer.models())
          .filteredOn(model -> model.trigger().equals("requested"))
          .isNotEmpty()
          .allSatisfy(model -> assertThat(model.rows()).isBetween(60 - 10 - 1, 60 - 10 + 1));
    }
  }

  @Test
  void aModelWithBrokenBytesIsRefusedReportedAndReplaced() {
    try (ScorerDriver scorer = replaying();
        ScorerDriver after = replaying()) {
      for (int window = 0; window < 30; window++) {
        traffic(scorer, window, 0.05);
      }
      scorer.handOver(after);
      for (Model model : scorer.models()) {
        String key = "payments" + "\u0000" + model.modelId();
        after.store(ScorerStores.MODELS).put(key, new byte[] {1, 2, 3});
      }

      for (int window = 30; window < 40; window++) {
        traffic(after, window, 0.05);
      }
      after.drain();

      assertThat(after.scores())
          .extracting(Score::mode)
          .startsWith(Score.Mode.RULES, Score.Mode.BASELINE)
          .endsWith(Score.Mode.MODEL);
      assertThat(after.models())
          .extracting(Model::state)
          .containsExactly(Model.State.CHAMPION, Model.State.CHALLENGER);
    }
  }
}
