package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A new instance of a service begins with the model of another. */
class GroupModelTest {
  private static final int METRICS = 5;

  private EntityScorer scorer =
      new EntityScorer(
          new ScoringPolicy(100, 100_000, 3, 5, 2), Runnable::run, ModelPlan.only(Kind.ENSEMBLE));
  private final Map<String, byte[]> shared = new HashMap<>();

  private final class Entity {
    final String name;
    final List<Model> models = new ArrayList<>();
    final List<Score> scores = new ArrayList<>();
    Profile profile = new Profile();
    HeapMemory memory;
    int fed;

    Entity(String name) {
      this(name, shared);
    }

    Entity(String name, Map<String, byte[]> shared) {
      this.name = name;
      this.memory = new HeapMemory(profile, shared);
    }

    Score feed(Map<String, Double> values) {
      Window window = new Window();
      window.add(new MetricsEvent(0, "s", null, values, Map.of()));
      Scored scored =
          scorer.score(name, name.split("/")[0], Window.LENGTH_MS * fed++, window, profile, memory);
      models.addAll(scored.models());
      scores.add(scored.score());
      return scored.score();
    }

    void feed(int windows) {
      for (int i = 0; i < windows; i++) {
        feed(values(0));
      }
    }

    /** Metrics move together, each at a level of the entity's own. */
    Map<String, Double> values(double shift) {
      Random random = new Random(31L * fed + name.hashCode());
      double load = random.nextGaussian();
      Map<String, Double> values = new HashMap<>();
      for (int i = 0; i < METRICS; i++) {
        double own = 100 * (1 + Math.floorMod(name.hashCode(), 7));
        values.put("m" + i, own + 5 * load + random.nextGaussian() + (i < 3 ? shift : 0));
      }
      return values;
    }
  }

  private Entity withModel(String name) {
    Entity entity = new Entity(name);
    entity.feed(140);
    assertThat(entity.models).isNotEmpty();
    return entity;
  }

  @Test
  void aNewInstanceIsScoredByTheModelOfAnotherUntilItHasOneOfItsOwn() {
    withModel("s/a");
    Entity fresh = new Entity("s/b");
    fresh.feed(140);
    assertThat(fresh.scores.subList(0, 16)).allMatch(s -> s.mode() == Score.Mode.BASELINE);
    assertThat(fresh.scores.subList(16, 100)).allMatch(s -> s.mode() == Score.Mode.GROUP);
    assertThat(fresh.scores.get(139).mode()).isEqualTo(Score.Mode.MODEL);
    // Calibrated anew after 16, 32 and 64 windows; then its own.
    assertThat(fresh.models)
        .extracting(Model::trigger)
        .containsExactly("group", "group", "group", "first");
    assertThat(fresh.models).extracting(Model::rows).startsWith(16, 32, 64);
    assertThat(fresh.scores.get(20).modelId()).isEqualTo(fresh.models.get(0).modelId());
    assertThat(fresh.profile.otherCards()).as("a group's model is not kept").isEmpty();
    assertThat(fresh.memory.bytes(fresh.models.get(2).modelId())).isEmpty();
  }

  @Test
  void itIsSurerThanTheBaselineAndLessSureThanItsOwnModel() {
    withModel("s/a");
    Entity fresh = new Entity("s/b");
    fresh.feed(140);
    double before = fresh.scores.get(15).confidence();
    double after = fresh.scores.get(16).confidence();
    assertThat(after).isGreaterThan(before).isBetween(0.25, 0.5);
    assertThat(fresh.scores.get(99).confidence()).isBetween(after, 0.5);
    assertThat(fresh.scores.get(139).confidence()).isGreaterThan(0.5);
  }

  @Test
  void itsRisksAreThoseOfItsOwnHistory() {
    withModel("s/a");
    int high = 0;
    int windows = 0;
    for (int i = 0; i < 10; i++) {
      Entity fresh = new Entity("s/new-" + i);
      fresh.feed(100);
      List<Score> ofGroup =
          fresh.scores.stream().filter(s -> s.mode() == Score.Mode.GROUP).toList();
      windows += ofGroup.size();
      high += (int) ofGroup.stream().filter(s -> s.risk() >= 70).count();
    }
    assertThat(windows).isGreaterThanOrEqualTo(10 * 84);
    assertThat(high).isLessThanOrEqualTo(windows / 100);
  }

  @Test
  void itSeesThatMetricsNoLongerMoveTogether() {
    withModel("s/a");
    Entity fresh = new Entity("s/b");
    Entity alone = new Entity("s/b", new HashMap<>());
    fresh.feed(80);
    alone.feed(80);
    double withGroup = 0;
    double without = 0;
    for (int i = 0; i < 5; i++) {
      // Two deviations: each metric by itself is within what is usual.
      withGroup = Math.max(withGroup, fresh.feed(shifted(fresh, 10)).risk());
      without = Math.max(without, alone.feed(shifted(alone, 10)).risk());
    }
    assertThat(withGroup).isGreaterThan(70);
    assertThat(without).isLessThan(35);
  }

  private static Map<String, Double> shifted(Entity entity, double by) {
    Map<String, Double> odd = entity.values(0);
    odd.replaceAll(
        (name, value) -> Integer.parseInt(name.substring(1)) % 2 == 0 ? value + by : value - by);
    return odd;
  }

  @Test
  void otherMetricsAnotherServiceOrAServiceItselfIsNoGroup() {
    List<String> metrics = List.of("a", "b");
    String group = GroupModel.group(Groups.NONE, "s/1", "s", metrics);
    assertThat(GroupModel.group(Groups.NONE, "s/2", "s", List.of("b", "a"))).isEqualTo(group);
    assertThat(GroupModel.group(Groups.NONE, "s/2", "s", List.of("a"))).isNotEqualTo(group);
    assertThat(GroupModel.group(Groups.NONE, "s/2", "s", List.of("ab"))).isNotEqualTo(group);
    assertThat(GroupModel.group(Groups.NONE, "t/1", "t", metrics)).isNotEqualTo(group);
    assertThat(GroupModel.group(Groups.NONE, "s", "s", metrics)).isNull();
  }

  @Test
  void servicesThatAreDeclaredToBeAlikeAreAGroup() {
    Groups shops = new Groups(Map.of("shops", List.of("shop-*", "store")));
    assertThat(shops.ofEntity("store")).isEqualTo("shops");
    assertThat(shops.ofEntity("store/a-1")).isEqualTo("shops");
    assertThat(shops.ofEntity("store/a/1")).isEqualTo("shops");
    assertThat(shops.ofEntity("stores/a-1")).isNull();
    List<String> metrics = List.of("a", "b");
    String group = GroupModel.group(shops, "shop-1", "shop-1", metrics);
    assertThat(GroupModel.group(shops, "store", "store", metrics)).isEqualTo(group);
    assertThat(GroupModel.group(shops, "shop-2/a", "shop-2", metrics)).isEqualTo(group);
    assertThat(GroupModel.group(shops, "shop-2", "shop-2", List.of("a"))).isNotEqualTo(group);
    assertThat(GroupModel.group(shops, "workshop-1", "workshop-1", metrics)).isNull();
    assertThat(GroupModel.group(shops, "shops", "shops", metrics)).isNull();
  }

  @Test
  void aServiceThatIsNewBeginsWithTheModelOfAnotherOfItsGroup() {
    scorer =
        new EntityScorer(
            new ScoringPolicy(100, 100_000, 3, 5, 2),
            Runnable::run,
            new ModelPlan(Kind.ENSEMBLE, false, new Groups(Map.of("shops", List.of("shop-*")))));
    withModel("shop-1");
    Entity fresh = new Entity("shop-2");
    fresh.feed(40);
    assertThat(fresh.scores.get(30).mode()).isEqualTo(Score.Mode.GROUP);
    Entity other = new Entity("office-2");
    other.feed(40);
    assertThat(other.scores).allMatch(s -> s.mode() == Score.Mode.BASELINE);
  }

  @Test
  void aGroupThatIsNoneIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Groups(Map.of("shops", List.of("shop-*", " "))))
        .withMessageStartingWith("tocsin.anomaly.groups.shops must be names of services");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Groups(Map.of("my shops", List.of("a"))))
        .withMessageStartingWith("tocsin.anomaly.groups.my shops must be a name");
  }

  @Test
  void theOrderOfMetricsDoesNotMatter() {
    Entity donor = withModel("s/a");
    RiskModel model = ModelFormat.read(donor.models.get(0).bytes()).model();
    List<String> reversed = new ArrayList<>(model.metrics());
    Collections.reverse(reversed);
    List<double[]> rows = donor.memory.rows(64, at -> true);
    List<double[]> turned = rows.stream().map(row -> turned(row, reversed.size())).toList();
    assertThat(GroupModel.adapted(model, turned, reversed).modelId())
        .isEqualTo(GroupModel.adapted(model, rows, model.metrics()).modelId());
  }

  private static double[] turned(double[] row, int metrics) {
    double[] turned = row.clone();
    for (int i = 0; i < metrics; i++) {
      System.arraycopy(
          row,
          FeatureRow.column(i, Signal.View.LEVEL),
          turned,
          FeatureRow.column(metrics - 1 - i, Signal.View.LEVEL),
          Signal.View.COUNT);
    }
    return turned;
  }

  @Test
  void aRestartGoesOnWithTheSameModelAndTheSameScores() throws IOException {
    withModel("s/a");
    Entity whole = new Entity("s/b");
    whole.feed(40);
    Entity restarted = new Entity("s/b");
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    whole.profile.write(new DataOutputStream(state));
    restarted.profile =
        Profile.read(new DataInputStream(new ByteArrayInputStream(state.toByteArray())));
    restarted.memory = new HeapMemory(restarted.profile, shared);
    restarted.memory.takeFrom(whole.memory);
    restarted.fed = whole.fed;
    for (int i = 0; i < 100; i++) {
      assertThat(restarted.feed(restarted.values(0))).isEqualTo(whole.feed(whole.values(0)));
    }
    assertThat(whole.models).extracting(Model::trigger).contains("first");
  }

  @Test
  void whoWantsAModelOfItsOwnGetsOne() {
    withModel("s/a");
    Entity fresh = new Entity("s/b");
    fresh.feed(30);
    scorer.order(new Directive.Order("s/b", Action.TRAIN, 0), fresh.profile, fresh.memory);
    fresh.feed(6);
    assertThat(fresh.models).extracting(Model::trigger).containsExactly("group", "requested");
    assertThat(fresh.feed(fresh.values(0)).mode()).isEqualTo(Score.Mode.MODEL);
  }
}
