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

  private final EntityScorer scorer =
      new EntityScorer(new ScoringPolicy(60, 100_000, 3, 5, 2), Runnable::run, true);
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
    assertThat(feed(0).modelId()).isEqualTo(models.get(0).modelId());
  }

  @Test
  void itChangesNoScoreOfTheChampion() {
    EntityReplay alone = new EntityReplay("e", new ScoringPolicy(60, 100_000, 3, 5, 2));
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
  void oneThatCannotBeReadIsDroppedAndTheChampionGoesOn() {
    feed(150, 0);
    memory.replaceBytes(profile.challenger().modelId(), new byte[] {1, 2, 3});
    feed(Trial.BATCH, 0);
    assertThat(profile.challenger()).isNull();
    assertThat(profile.comparison()).isNull();
    assertThat(feed(0).mode()).isEqualTo(Score.Mode.MODEL);
  }
}
