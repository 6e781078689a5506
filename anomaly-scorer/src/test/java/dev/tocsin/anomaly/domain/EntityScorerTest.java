package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.anomaly.domain.EntityScorer.Scored;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.Model.Kind;
import dev.tocsin.events.Score;
import dev.tocsin.events.Score.Contribution;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class EntityScorerTest {
  private final EntityScorer scorer =
      new EntityScorer(
          new ScoringPolicy(60, 100, 3, 5, 2), Runnable::run, ModelPlan.only(Kind.ENSEMBLE));
  private final Random random = new Random(1);
  private final Profile profile = new Profile();
  private final HeapMemory memory = new HeapMemory(profile);
  private int fed;

  @Test
  void theFirstWindowHasAScoreWithoutConfidence() {
    Score score = feed(0).score();
    assertThat(score.mode()).isEqualTo(Score.Mode.BASELINE);
    assertThat(score.risk()).isZero();
    assertThat(score.confidence()).isCloseTo(0.5 / 60, within(1e-9));
  }

  @Test
  void theBaselineSeesAnOutlierBeforeThereIsAModel() {
    feedMany(40);
    Score score = feed(25).score();
    assertThat(score.mode()).isEqualTo(Score.Mode.BASELINE);
    assertThat(score.risk()).isGreaterThan(70);
    assertThat(score.confidence()).isCloseTo(0.5 * 41 / 60, within(1e-9));
    assertThat(score.contributions().stream().mapToDouble(Contribution::share).sum())
        .isCloseTo(score.risk(), within(1e-9));
  }

  @Test
  void theModelIsTrainedOnTimeAndScoresTheNextWindow() {
    Scored last = feed(0);
    while (last.model() == null) {
      last = feed(0);
    }
    assertThat(last.model().rows())
        .isEqualTo((int) profile.card().trainedAfter())
        .isBetween(60, 75);
    Score next = feed(0).score();
    assertThat(next.mode()).isEqualTo(Score.Mode.MODEL);
    assertThat(next.modelId()).isEqualTo(last.model().modelId());
    assertThat(next.confidence())
        .isCloseTo(0.5 + 0.5 * last.model().rows() / EntityMemory.ROWS, within(1e-9));
    assertThat(profile.card().bytes()).isEqualTo(last.model().bytes().length);
  }

  @Test
  void itIsRetrainedWhenTheHistoryHasDoubledAndThenRegularly() {
    List<Integer> trained = new ArrayList<>();
    for (int i = 1; i <= 400; i++) {
      if (feed(0).model() != null) {
        trained.add(i);
      }
    }
    int first = trained.get(0) - ModelLife.HAND_OVER;
    assertThat(first).isBetween(60, 75);
    assertThat(trained.stream().map(at -> at - ModelLife.HAND_OVER))
        .containsExactly(first, 2 * first, 2 * first + 100, 2 * first + 200);
  }

  @Test
  void entitiesThatBeganTogetherAreNotTrainedTogether() {
    ScoringPolicy policy = ScoringPolicy.DEFAULT;
    long atOnce =
        IntStream.range(0, 1_000).filter(i -> policy.trainingDue("s/i" + i, 120, null)).count();
    // The thirtieth part would be 33.
    assertThat(atOnce).isBetween(15L, 50L);
    assertThat(policy.trainingDue("any", 150, null)).isTrue();
  }

  @Test
  void aRestartScoresTheNextWindowTheSame() throws IOException {
    feedMany(100);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    profile.write(new DataOutputStream(bytes));
    Profile restored =
        Profile.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    Window window = window(4);
    Score before = scorer.score("e", "s", 0, window, profile, memory).score();
    Score after = scorer.score("e", "s", 0, window, restored, memory).score();
    assertThat(after).isEqualTo(before);
  }

  /** One that version 13 wrote after twenty windows with requests and the metric cpu, 0 to 19. */
  @Test
  void profilesOfTheVersionBeforeAreRead() throws IOException {
    byte[] before;
    try (InputStream file = getClass().getResourceAsStream("/profile-13.gz")) {
      before = new GZIPInputStream(file).readAllBytes();
    }
    DataInputStream from = new DataInputStream(new ByteArrayInputStream(before));
    Profile restored = Profile.read(from);
    assertThat(from.read()).as("nothing is left over").isNegative();
    assertThat(restored.windows).isEqualTo(20);
    assertThat(restored.alerted).isEqualTo(7);
    assertThat(restored.calledFalse).isEqualTo(5);
    assertThat(restored.metricNames()).containsExactly("cpu");
    assertThat(restored.metric("cpu").usual()).isBetween(8.0, 11.0);
    assertThat(restored.vitals[Vital.ERROR_RATE.ordinal()].usual()).isEqualTo(0.02);
    before[0] = 12;
    assertThatThrownBy(() -> Profile.read(new DataInputStream(new ByteArrayInputStream(before))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aFeatureThatTheModelNeverSawMoveStillCounts() {
    for (int i = 0; i < 80; i++) {
      scorer.score("e", "s", 0, requests(i % 7, 0), profile, memory);
    }
    Score score = scorer.score("e", "s", 0, requests(3, 50), profile, memory).score();
    assertThat(score.mode()).isEqualTo(Score.Mode.MODEL);
    assertThat(score.risk()).isGreaterThan(80);
    assertThat(score.contributions().get(0).feature()).isEqualTo("error_rate_z");
  }

  private Window requests(int more, int errors) {
    Window window = new Window();
    window.add(WindowTest.request(0, 100 + more, errors, (100 + more) * (30 + random.nextInt(10))));
    return window;
  }

  @Test
  void aRefusedModelIsReportedAndReplaced() {
    feedMany(80);
    memory.replaceBytes(profile.card().modelId(), new byte[] {1, 2, 3});
    Scored failed = feed(0);
    assertThat(failed.score().mode()).isEqualTo(Score.Mode.RULES);
    assertThat(failed.score().risk()).isZero();
    feedMany(ModelLife.HAND_OVER - 1);
    assertThat(feed(0).model()).isNotNull();
    assertThat(feed(0).score().mode()).isEqualTo(Score.Mode.MODEL);
  }

  @Test
  void valuesBeyondReasonAreScoredAndHarmNothing() {
    feedMany(80);
    for (double value : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, 1e-300}) {
      Score score = feed(value).score();
      assertThat(score.risk()).isBetween(0.0, 100.0);
      assertThat(score.features().values()).allMatch(Double::isFinite);
    }
    assertThat(feed(0).score().risk()).isBetween(0.0, 100.0);
  }

  @Test
  void rowsAreBounded() {
    feedMany(EntityMemory.ROWS + 500);
    assertThat(memory.rows(Integer.MAX_VALUE, end -> true)).hasSize(EntityMemory.ROWS);
  }

  private void feedMany(int windows) {
    for (int i = 0; i < windows; i++) {
      feed(0);
    }
  }

  private Scored feed(double shift) {
    return scorer.score("e", "s", 30_000L * fed++, window(shift), profile, memory);
  }

  private Window window(double shift) {
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < 5; i++) {
      values.put("m" + i, 50 + random.nextGaussian() + (i < 3 ? shift : 0));
    }
    Window window = new Window();
    window.add(new MetricsEvent(0, "s", null, values, Map.of()));
    return window;
  }
}
