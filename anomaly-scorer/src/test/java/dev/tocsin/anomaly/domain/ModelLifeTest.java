package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.anomaly.domain.EntityScorer.Scored;
import dev.tocsin.events.Command.Action;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.Model;
import dev.tocsin.events.Model.Kind;
import dev.tocsin.events.Score;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When an entity gets which model, and what it is told. */
class ModelLifeTest {
  private static final ScoringPolicy POLICY = new ScoringPolicy(60, 100_000, 3, 5, 2);
  private static final ModelPlan ALONE = ModelPlan.only(Kind.ENSEMBLE);

  private static final class Entity {
    final String name;
    final Profile profile;
    final HeapMemory memory;
    final EntityScorer scorer;
    final List<Model> models = new ArrayList<>();
    int fed;

    Entity(Executor trainer) {
      this(new Profile(), trainer);
    }

    Entity(Profile profile, Executor trainer) {
      this("e", profile, new EntityScorer(POLICY, trainer, ALONE));
    }

    Entity(String name, EntityScorer scorer) {
      this(name, new Profile(), scorer);
    }

    private Entity(String name, Profile profile, EntityScorer scorer) {
      this.name = name;
      this.profile = profile;
      this.memory = new HeapMemory(profile);
      this.scorer = scorer;
    }

    Score feed(double shift) {
      Scored scored = scorer.score(name, "s", 30_000L * fed, window(fed, shift), profile, memory);
      fed++;
      models.addAll(scored.models());
      return scored.score();
    }

    void feed(int windows, double shift) {
      for (int i = 0; i < windows; i++) {
        feed(shift);
      }
    }

    List<Model> order(Action action, String target) {
      return scorer.order(new Directive.Order(target, action, 30_000L * fed), profile, memory);
    }

    /** Until the training that was asked for has ended. */
    Model train() {
      order(Action.TRAIN, "e");
      int before = models.size();
      while (models.size() == before) {
        feed(0);
      }
      return models.get(before);
    }
  }

  /** The same for everybody: a window's values depend on nothing but its number. */
  private static Window window(int number, double shift) {
    Random random = new Random(number);
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < 5; i++) {
      values.put("m" + i, 50 + random.nextGaussian() + (i < 3 ? shift : 0));
    }
    Window window = new Window();
    window.add(new MetricsEvent(0, "s", null, values, Map.of()));
    return window;
  }

  @Test
  void anotherThreadTrainsWhileTheStreamGoesOnAndTheSwapIsAtTheSameWindow() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    Entity onTheSpot = new Entity(Runnable::run);
    Entity threaded = new Entity(tasks::add);
    for (int i = 0; i < 120; i++) {
      boolean lastMoment =
          threaded.profile.shelf.training != null
              && threaded.profile.windows + 1 == threaded.profile.shelf.training.swapAt();
      if (lastMoment) {
        tasks.remove().run();
      }
      assertThat(threaded.feed(0)).isEqualTo(onTheSpot.feed(0));
    }
    assertThat(threaded.models).hasSize(1);
    assertThat(threaded.models.get(0).bytes()).isEqualTo(onTheSpot.models.get(0).bytes());
    assertThat(threaded.models.get(0).trigger()).isEqualTo("first");
    assertThat(threaded.models.get(0).state()).isEqualTo(Model.State.CHAMPION);
  }

  @Test
  void fewTrainAtATimeAndTheirModelsAreTheSameAllTheSame() {
    AtomicInteger begun = new AtomicInteger();
    EntityScorer busy =
        new EntityScorer(
            POLICY,
            task -> {
              begun.incrementAndGet();
              task.run();
            },
            ALONE);
    int ended = 0;
    List<Entity> crowd = new ArrayList<>();
    List<Entity> alone = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      crowd.add(new Entity("e" + i, busy));
      alone.add(new Entity("e" + i, new EntityScorer(POLICY, Runnable::run, ALONE)));
    }
    for (int window = 0; window < 85; window++) {
      for (int i = 0; i < crowd.size(); i++) {
        assertThat(crowd.get(i).feed(0)).isEqualTo(alone.get(i).feed(0));
        ended = crowd.stream().mapToInt(each -> each.models.size()).sum();
        assertThat(begun.get() - ended).isLessThanOrEqualTo(8);
      }
    }
    assertThat(ended).isEqualTo(40);
    assertThat(begun).hasValue(40);
  }

  @Test
  void aCrashInTheMiddleOfATrainingChangesNothing() throws IOException {
    Entity whole = new Entity(Runnable::run);
    Entity crashing = new Entity(task -> {});
    while (whole.profile.shelf.training == null) {
      assertThat(crashing.feed(0)).isEqualTo(whole.feed(0));
    }
    assertThat(crashing.feed(0)).isEqualTo(whole.feed(0));
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    crashing.profile.write(new DataOutputStream(state));
    Profile stored =
        Profile.read(new DataInputStream(new ByteArrayInputStream(state.toByteArray())));
    Entity restarted = new Entity(stored, Runnable::run);
    restarted.fed = crashing.fed;
    restarted.memory.takeFrom(crashing.memory);
    for (int i = 0; i < 10; i++) {
      assertThat(restarted.feed(0)).isEqualTo(whole.feed(0));
    }
    assertThat(restarted.models.get(0).bytes()).isEqualTo(whole.models.get(0).bytes());
  }

  @Test
  void incidentsAreLeftOutOfTrainingsThatBeginLater() {
    Entity entity = new Entity(Runnable::run);
    entity.feed(200, 0);
    entity.profile.leaveOut(new Directive.Incident("i", "s", 30_000L * 100, 30_000L * 150));
    Model model = entity.train();
    assertThat(model.rows()).isEqualTo(201 - 50);
    assertThat(model.trigger()).isEqualTo("requested");
  }

  @Test
  void whatWasMissedIsLeftOutAndLowersTheThreshold() {
    Entity entity = new Entity(Runnable::run);
    entity.feed(200, 0);
    entity.order(Action.MISSED, "e");
    entity.order(Action.MISSED, "e");
    assertThat(entity.profile.shelf.shift()).as("of the same time").isEqualTo(-3);
    assertThat(entity.train().rows()).isEqualTo(201 - 60);
  }

  @Test
  void falseAlarmsRaiseTheThresholdAndLowerThePrecision() {
    Entity entity = new Entity(Runnable::run);
    entity.feed(200, 0);
    int before = entity.profile.card().alerts();
    entity.feed(5, 30);
    assertThat(entity.profile.alerting()).isTrue();
    // It became critical meanwhile, and is one alert all the same.
    assertThat(entity.profile.card().alerts()).isEqualTo(before + 1);
    assertThat(entity.profile.card().getPrecision()).isEqualTo(1);
    entity.order(Action.FALSE_ALARM, AlertState.fingerprint("e", "s"));
    entity.order(Action.FALSE_ALARM, AlertState.fingerprint("e", "s"));
    assertThat(entity.profile.card().falseAlarms()).as("one alert, said twice").isEqualTo(1);
    assertThat(entity.profile.card().getPrecision()).isEqualTo(before / (before + 1.0));
    assertThat(entity.profile.shelf.shift()).isEqualTo(3);
  }

  @Test
  void anAlertThatIsCalledFalseLaterIsNotTheNextModels() {
    Entity entity = new Entity(Runnable::run);
    entity.feed(200, 0);
    entity.feed(5, 30);
    ModelCard alerted = entity.profile.card();
    entity.order(Action.TRAIN, "e");
    entity.feed(6, 30);
    ModelCard next = entity.profile.card();
    assertThat(next.modelId()).isNotEqualTo(alerted.modelId());
    entity.order(Action.FALSE_ALARM, AlertState.fingerprint("e", "s"));

    assertThat(entity.profile.card().falseAlarms()).isZero();
    ModelCard judged = entity.profile.otherCards().get(0);
    assertThat(judged.modelId()).isEqualTo(alerted.modelId());
    assertThat(judged.falseAlarms()).isEqualTo(1);
  }

  @Test
  void aNewLevelIsDriftAndBringsANewModel() {
    Entity entity = new Entity(Runnable::run);
    entity.feed(200, 0);
    for (int i = 0; i < 400; i++) {
      entity.feed(i % 2 == 0 ? 6 : -6);
    }
    assertThat(entity.models).extracting(Model::trigger).startsWith("first").contains("drift");
    assertThat(entity.profile.card().trainedAfter()).isGreaterThan(200);
  }

  @Test
  void aModelToWhichRecentWindowsAreRareIsRefusedWithTheReason() {
    Entity entity = new Entity(Runnable::run);
    entity.feed(300, 0);
    for (int i = 0; i < EntityMemory.RECENT; i++) {
      entity.feed(i % 2 == 0 ? 12 : -12);
    }
    entity.train();
    String champion = entity.profile.card().modelId();
    // Who calls all that is usual now an incident has a model that knows only what was before.
    long from = 30_000L * 300;
    entity.profile.leaveOut(new Directive.Incident("i", "s", from, Long.MAX_VALUE));
    entity.order(Action.TRAIN, "e");
    int before = entity.models.size();
    while (entity.models.size() == before) {
      entity.feed(entity.fed % 2 == 0 ? 12 : -12);
    }
    Model refused = entity.models.get(before);
    assertThat(refused.state()).isEqualTo(Model.State.REFUSED);
    assertThat(refused.reason()).contains("would be rare");
    assertThat(refused.bytes()).isNull();
    assertThat(entity.profile.card().modelId()).isEqualTo(champion);
    assertThat(entity.order(Action.PROMOTE, "e#" + refused.modelId())).isEmpty();
  }

  @Test
  void anEarlierModelScoresAgainWhenPeopleWantIt() {
    Entity entity = new Entity(Runnable::run);
    entity.feed(100, 0);
    Model first = entity.models.get(0);
    Model second = entity.train();
    assertThat(entity.feed(0).modelId()).isEqualTo(second.modelId());

    Model back = entity.order(Action.ROLLBACK, "e").get(0);
    assertThat(back.modelId()).isEqualTo(first.modelId());
    assertThat(back.bytes()).isEqualTo(first.bytes());
    assertThat(back.since()).isGreaterThan(second.since());
    assertThat(entity.feed(0).modelId()).isEqualTo(first.modelId());

    assertThat(entity.order(Action.PROMOTE, "e#" + second.modelId()))
        .extracting(Model::modelId)
        .containsExactly(second.modelId());
    assertThat(entity.order(Action.PROMOTE, "e#unknown")).isEmpty();
    assertThat(entity.feed(0).modelId()).isEqualTo(second.modelId());
  }

  @Test
  void onlyAFewModelsAreKept() {
    Entity entity = new Entity(Runnable::run);
    entity.feed(100, 0);
    Model first = entity.models.get(0);
    for (int i = 0; i < ModelShelf.MOST_KEPT + 1; i++) {
      entity.train();
    }
    assertThat(entity.profile.otherCards()).hasSize(ModelShelf.MOST_KEPT);
    assertThat(entity.memory.bytes(first.modelId())).isEmpty();
  }

  @Test
  void refusedOnesTakeNoPlaceOfThoseToGoBackTo() {
    Entity entity = new Entity(Runnable::run);
    entity.feed(100, 0);
    entity.train();
    Profile profile = entity.profile;
    List<ModelCard> before = profile.otherCards();
    for (int i = 0; i < ModelShelf.MOST_KEPT + 1; i++) {
      Succession.refuse(before.get(0).refused(null), "no good " + i, profile, entity.memory);
    }
    assertThat(profile.otherCards()).extracting(ModelCard::refused).containsOnlyOnce("no good 3");
    assertThat(profile.otherCards().stream().filter(each -> each.refused() != null)).hasSize(1);
  }

  @Test
  void theLastGoodModelScoresWhenTheBytesOfTheNewestAreRefused() {
    Entity entity = new Entity(Runnable::run);
    entity.feed(100, 0);
    Model first = entity.models.get(0);
    Model second = entity.train();
    entity.memory.replaceBytes(second.modelId(), new byte[] {1, 2, 3});
    assertThat(entity.feed(0).mode()).isEqualTo(Score.Mode.RULES);
    assertThat(entity.feed(0).modelId()).isEqualTo(first.modelId());
  }
}
