package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.anomaly.domain.Comparison.Judged;
import dev.tocsin.anomaly.domain.EntityScorer.Scored;
import dev.tocsin.events.Command.Action;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.Model;
import dev.tocsin.events.Model.Kind;
import dev.tocsin.events.Score;
import dev.tocsin.events.Score.Contribution;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A Random Cut Forest beside the model that scores: judged, promoted, taken back. */
class ChallengerTest {
  private static final long WINDOW = Window.LENGTH_MS;

  private static final ScoringPolicy POLICY = new ScoringPolicy(60, 100_000, 3, 5, 2);

  private EntityScorer scorer = new EntityScorer(POLICY, Runnable::run, ModelPlan.DEFAULT);
  private Profile profile = new Profile();
  private HeapMemory memory = new HeapMemory(profile);
  private final List<Model> models = new ArrayList<>();
  private int fed;

  private Score feed(double shift) {
    Random random = new Random(fed);
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < 5; i++) {
      values.put("m" + i, 50 + random.nextGaussian() + (i < 3 ? shift : 0));
    }
    Window window = new Window();
    window.add(new MetricsEvent(0, "s", null, values, Map.of()));
    Scored scored = scorer.score("e", "s", WINDOW * fed++, window, profile, memory);
    models.addAll(scored.models());
    return scored.score();
  }

  private void feed(int windows, double shift) {
    for (int i = 0; i < windows; i++) {
      feed(shift);
    }
  }

  private List<Model> order(Action action, String target) {
    return scorer.order(new Directive.Order(target, action, WINDOW * fed), profile, memory);
  }

  @Test
  void itIsTrainedWithTheChampionFromTheSameWindowsAndScoresNothing() {
    feed(100, 0);
    assertThat(models)
        .extracting(Model::state)
        .containsExactly(Model.State.CHAMPION, Model.State.CHALLENGER);
    Model challenger = models.get(1);
    assertThat(challenger.kind()).isEqualTo(Kind.RANDOM_CUT);
    assertThat(challenger.rows()).isEqualTo(models.get(0).rows());
    assertThat(challenger.features()).hasSizeBetween(10, 20).contains("m0_level");
    assertThat(ModelFormat.read(challenger.bytes()).model().modelId())
        .isEqualTo(challenger.modelId());
    assertThat(profile.challenger().modelId()).isEqualTo(challenger.modelId());
    assertThat(profile.comparison().until()).as("it has judged nothing").isNull();
    assertThat(feed(0).modelId()).isEqualTo(models.get(0).modelId());
  }

  @Test
  void itChangesNoScoreOfTheChampion() {
    EntityReplay alone = new EntityReplay("e", POLICY);
    for (int i = 0; i < 200; i++) {
      Random random = new Random(i);
      Map<String, Double> values = new HashMap<>();
      for (int m = 0; m < 5; m++) {
        values.put("m" + m, 50 + random.nextGaussian());
      }
      Window window = new Window();
      window.add(new MetricsEvent(0, "s", null, values, Map.of()));
      Score expected = alone.next(WINDOW * i, window).score();
      Score beside = feed(0);
      assertThat(beside.risk()).isEqualTo(expected.risk());
      assertThat(beside.modelId()).isEqualTo(expected.modelId());
    }
  }

  @Test
  void bothAreJudgedByTheSameIncidentsAndTheSameWords() {
    feed(300, 0);
    Comparison quiet = profile.comparison();
    feed(8, 30);
    profile.leaveOut(new Directive.Incident("i1", "s", WINDOW * (fed - 8), WINDOW * fed));
    feed(60, 0);
    feed(8, 30);
    order(Action.FALSE_ALARM, "e");
    feed(Trial.BATCH, 0);

    Comparison both = profile.comparison();
    assertThat(both.windows()).isGreaterThan(quiet.windows());
    for (Judged each : List.of(both.champion(), both.challenger())) {
      assertThat(each.incidents()).as("%s", each).isEqualTo(1);
      assertThat(each.getRecall()).as("%s", each).isEqualTo(1);
      assertThat(each.confirmed()).as("%s", each).isEqualTo(1);
      assertThat(each.falseAlarms()).as("%s", each).isEqualTo(1);
      assertThat(each.getPrecision()).as("%s", each).isEqualTo(0.5);
    }
    assertThat(both.champion().kind()).isEqualTo(Kind.ENSEMBLE);
    assertThat(both.challenger().kind()).isEqualTo(Kind.RANDOM_CUT);
  }

  @Test
  void promotedItScoresAndExplainsAndTheOneBeforeChallengesIt() {
    feed(200, 0);
    String ensemble = profile.card().modelId();
    String forest = profile.challenger().modelId();
    assertThat(order(Action.PROMOTE, "e#" + forest))
        .extracting(Model::modelId, Model::state)
        .containsExactly(
            tuple(forest, Model.State.CHAMPION), tuple(ensemble, Model.State.CHALLENGER));

    assertThat(feed(0).risk()).isLessThan(70);
    feed(3, 30);
    Score score = feed(30);
    assertThat(score.modelId()).isEqualTo(forest);
    assertThat(score.mode()).isEqualTo(Score.Mode.MODEL);
    assertThat(score.risk()).isGreaterThan(90);
    assertThat(score.contributions().stream().mapToDouble(Contribution::share).sum())
        .isCloseTo(score.risk(), within(1e-9));
    assertThat(score.contributions().get(0).feature()).matches("m[0-2]_.*");

    assertThat(order(Action.ROLLBACK, "e"))
        .extracting(Model::modelId)
        .containsExactly(ensemble, forest);
    assertThat(feed(0).modelId()).isEqualTo(ensemble);
  }

  @Test
  void aChampionIsTrainedAnewAsWhatItIs() {
    feed(200, 0);
    order(Action.PROMOTE, "e#" + profile.challenger().modelId());
    order(Action.TRAIN, "e");
    models.clear();
    feed(10, 0);
    assertThat(models)
        .extracting(Model::kind, Model::state)
        .containsExactly(
            tuple(Kind.RANDOM_CUT, Model.State.CHAMPION),
            tuple(Kind.ENSEMBLE, Model.State.CHALLENGER));
    // The ensemble that scored first is still there to go back to.
    assertThat(profile.otherCards()).extracting(ModelCard::kind).contains(Kind.ENSEMBLE);
    order(Action.PROMOTE, "e#" + profile.otherCards().get(1).modelId());
    assertThat(feed(0).mode()).isEqualTo(Score.Mode.MODEL);
    assertThat(profile.card().kind()).isEqualTo(Kind.ENSEMBLE);
  }

  @Test
  void aTrainingThatAPromotionHasOvertakenIsLeftOut() {
    feed(200, 0);
    order(Action.TRAIN, "e");
    models.clear();
    feed(2, 0);
    String forest = profile.challenger().modelId();
    order(Action.PROMOTE, "e#" + forest);
    feed(10, 0);
    assertThat(models).isEmpty();
    assertThat(profile.card().modelId()).isEqualTo(forest);
  }

  @Test
  void aRestartInTheMiddleOfABatchChangesNothing() throws IOException {
    feed(300, 0);
    feed(8, 30);
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    profile.write(new DataOutputStream(state));
    HeapMemory kept = new HeapMemory(profile);
    kept.takeFrom(memory);
    int at = fed;
    feed(100, 0);
    Comparison whole = profile.comparison();
    byte[] expected = written();

    profile = Profile.read(new DataInputStream(new ByteArrayInputStream(state.toByteArray())));
    memory = new HeapMemory(profile);
    memory.takeFrom(kept);
    fed = at;
    feed(100, 0);
    assertThat(profile.comparison()).isEqualTo(whole);
    assertThat(written()).isEqualTo(expected);
  }

  private byte[] written() throws IOException {
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    profile.write(new DataOutputStream(state));
    return state.toByteArray();
  }

  @Test
  void ifItsTrainingFailsTheChampionIsTrainedAllTheSame() {
    feed(100, 0);
    List<double[]> rows = memory.rows(EntityMemory.ROWS, at -> true);
    RiskModel champion = RiskModel.train(rows, profile.metricNames(), 1);
    Trained alone =
        Trained.with(
            champion,
            Kind.ENSEMBLE,
            rows,
            () -> {
              throw new IllegalStateException("no trees today");
            });
    assertThat(alone.model()).isEqualTo(champion);
    assertThat(alone.challenger()).isNull();
    Model failed =
        new Training(100, 104, 100, Kind.ENSEMBLE, "first")
            .failed("e", 0, Kind.RANDOM_CUT, alone.challengerFailed());
    assertThat(failed.state()).isEqualTo(Model.State.REFUSED);
    assertThat(failed.reason()).contains("no trees today");
  }

  @Test
  void oneToWhichRecentWindowsAreRareIsRefusedAndTheOneBeforeStays() {
    feed(300, 0);
    String before = profile.challenger().modelId();
    for (int i = 0; i < EntityMemory.RECENT; i++) {
      feed(i % 2 == 0 ? 12 : -12);
    }
    order(Action.TRAIN, "e");
    feed(ModelLife.HAND_OVER + 1, 12);
    assertThat(profile.challenger().modelId()).as("both know it").isNotEqualTo(before);
    before = profile.challenger().modelId();
    profile.leaveOut(new Directive.Incident("i", "s", WINDOW * 300, Long.MAX_VALUE));
    order(Action.TRAIN, "e");
    models.clear();
    for (int i = 0; i < ModelLife.HAND_OVER + 1; i++) {
      feed(i % 2 == 0 ? 12 : -12);
    }
    assertThat(models)
        .extracting(Model::kind, Model::state)
        .containsExactly(
            tuple(Kind.ENSEMBLE, Model.State.REFUSED), tuple(Kind.RANDOM_CUT, Model.State.REFUSED));
    assertThat(models.get(1).reason()).contains("would be rare");
    assertThat(profile.challenger().modelId()).isEqualTo(before);
    assertThat(order(Action.PROMOTE, "e#" + models.get(1).modelId())).isEmpty();
  }

  @Test
  void withoutChallengersTheOneThereIsGoes() {
    feed(150, 0);
    String dismissed = profile.challenger().modelId();
    scorer = new EntityScorer(POLICY, Runnable::run, ModelPlan.only(Kind.ENSEMBLE));
    feed(1, 0);
    assertThat(profile.challenger()).isNull();
    assertThat(profile.comparison()).isNull();
    assertThat(memory.bytes(dismissed)).isEmpty();
    order(Action.TRAIN, "e");
    models.clear();
    feed(10, 0);
    assertThat(models).extracting(Model::state).containsExactly(Model.State.CHAMPION);
  }

  @Test
  void aPromotionKeepsWhatRisksMeanAndWhatPeopleHaveSaid() {
    feed(400, 0);
    order(Action.FALSE_ALARM, "e");
    double shift = profile.shelf.shift();
    int calm = high(400);
    order(Action.PROMOTE, "e#" + profile.challenger().modelId());
    int promoted = high(400);
    assertThat(profile.card().kind()).isEqualTo(Kind.RANDOM_CUT);
    assertThat(calm).isLessThanOrEqualTo(16);
    assertThat(promoted).isLessThanOrEqualTo(16);
    assertThat(profile.shelf.shift()).isEqualTo(shift);
  }

  /** How many of the next windows are of high risk. */
  private int high(int windows) {
    int high = 0;
    for (int i = 0; i < windows; i++) {
      high += feed(0).risk() >= RiskScale.HIGH ? 1 : 0;
    }
    return high;
  }

  @Test
  void oneThatCannotBeReadIsDroppedAndTheChampionGoesOn() {
    feed(150, 0);
    memory.replaceBytes(profile.challenger().modelId(), new byte[] {1, 2, 3});
    feed(Trial.BATCH, 0);
    assertThat(profile.challenger()).isNull();
    assertThat(profile.comparison()).isNull();
    assertThat(feed(0).mode()).isEqualTo(Score.Mode.MODEL);
  }
}
