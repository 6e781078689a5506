package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.Model;
import dev.tocsin.events.Model.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What has not changed is no drift, however short the history; what has is. */
class DriftTest {
  /** Data that does not change, only moves. */
  private enum Shape {
    NOISE {
      @Override
      double next(double before, double together, Random random) {
        return random.nextGaussian();
      }
    },
    SLOW {
      @Override
      double next(double before, double together, Random random) {
        return 0.8 * before + random.nextGaussian();
      }
    },
    VERY_SLOW {
      @Override
      double next(double before, double together, Random random) {
        return 0.98 * before + random.nextGaussian();
      }
    },
    HEAVY_TAILED {
      @Override
      double next(double before, double together, Random random) {
        return Math.exp(random.nextGaussian());
      }
    },
    TOGETHER {
      @Override
      double next(double before, double together, Random random) {
        return 5 * together + random.nextGaussian();
      }
    },
    COUNTS {
      @Override
      double next(double before, double together, Random random) {
        return Math.floor(-3 * Math.log(1 - random.nextDouble()));
      }
    };

    abstract double next(double before, double together, Random random);
  }

  private static final class Entity {
    final List<Model> models = new ArrayList<>();
    private final Shape shape;
    private final double[] values;
    private final Random random;
    private final EntityScorer scorer;
    private final Profile profile = new Profile();
    private final HeapMemory memory = new HeapMemory(profile);
    private int fed;

    Entity(Shape shape, int metrics, int trainAfter, long seed) {
      this.shape = shape;
      values = new double[metrics];
      random = new Random(seed);
      scorer =
          new EntityScorer(
              new ScoringPolicy(trainAfter, 100_000, 3, 5, 2),
              Runnable::run,
              ModelPlan.only(Kind.ENSEMBLE));
    }

    void feed(int windows, double scale, double shift) {
      for (int i = 0; i < windows; i++) {
        double together = random.nextGaussian();
        Map<String, Double> metrics = new HashMap<>();
        for (int m = 0; m < values.length; m++) {
          values[m] = shape.next(values[m], together, random);
          metrics.put("m" + m, 50 + scale * values[m] + shift);
        }
        Window window = new Window();
        window.add(new MetricsEvent(0, "s", null, metrics, Map.of()));
        models.addAll(
            scorer
                .score("e" + shape, "e", Window.LENGTH_MS * fed++, window, profile, memory)
                .models());
      }
    }

    /** After which windows trainings ended that drift began. */
    List<Long> drifts() {
      return models.stream()
          .filter(each -> each.trigger().equals("drift"))
          .map(each -> each.trainedAt() / Window.LENGTH_MS)
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void dataThatDoesNotChangeSeldomBringsATraining(Shape shape) {
    int looks = 0;
    Map<String, List<Long>> drifts = new HashMap<>();
    for (int metrics : new int[] {1, 1, 3, 10}) {
      for (int trainAfter : new int[] {16, 120}) {
        Entity entity = new Entity(shape, metrics, trainAfter, looks);
        entity.feed(4 * trainAfter + 400, 1, 0);
        looks += (4 * trainAfter + 400) / 128;
        if (!entity.drifts().isEmpty()) {
          drifts.put(metrics + " metrics, " + trainAfter, entity.drifts());
        }
      }
    }
    // What takes fifty windows to come back is elsewhere in some of the stretches that are looked
    // at.
    int most = shape == Shape.VERY_SLOW ? 2 : 1;
    assertThat(drifts).as("of %d looks", looks).hasSizeLessThanOrEqualTo(most);
  }

  @ParameterizedTest
  @CsvSource({
    "NOISE, 1, 3",
    "NOISE, 3, 0",
    "TOGETHER, 1, 15",
    "SLOW, 4, 0",
    "HEAVY_TAILED, 3, 0",
    "COUNTS, 1, 10"
  })
  void whatHasChangedBringsATraining(Shape shape, double scale, double shift) {
    int found = 0;
    for (int seed = 0; seed < 3; seed++) {
      Entity entity = new Entity(shape, 5, 60, seed);
      entity.feed(320, 1, 0);
      int before = entity.drifts().size();
      entity.feed(240, scale, shift);
      found += entity.drifts().size() > before ? 1 : 0;
    }
    // Not each time: of a short history the baseline follows a new level within the hour.
    assertThat(found).as("%s", shape).isPositive();
  }

  @Test
  void theIndexOfWhatDoesNotChangeIsChanceAsOftenAsItIsSaid() {
    Random random = new Random(1);
    for (int[] sizes : new int[][] {{60, 128}, {140, 128}, {1_024, 128}, {140, 32}}) {
      int drifts = 0;
      for (int i = 0; i < 2_000; i++) {
        Fifths fifths = Fifths.of(noise(random, sizes[0], 0));
        drifts += fifths.drift(noise(random, sizes[1], 0), sizes[0]) > 0 ? 1 : 0;
      }
      assertThat(drifts).as("%d and %d", sizes[0], sizes[1]).isLessThan(20);
    }
  }

  @Test
  void theIndexOfAShiftIsWhatItIsKnownToBe() {
    Random random = new Random(2);
    Fifths fifths = Fifths.of(noise(random, 100_000, 0));
    // Shares of a normal distribution moved by half a deviation, between fifths of one that is not.
    assertThat(fifths.drift(noise(random, 100_000, 0.5), 100_000)).isBetween(0.21, 0.24);
    assertThat(fifths.drift(noise(random, 100_000, 0), 100_000)).isZero();
  }

  @Test
  void valuesOfWhichManyAreAlikeHaveNoFifths() {
    assertThat(Fifths.of(new double[100]).exist()).isFalse();
    double[] uneven = DoubleStream.iterate(0, i -> i + 1).limit(200).map(i -> i % 20).toArray();
    assertThat(Fifths.of(uneven).exist()).isTrue();
    double[] mostly = DoubleStream.of(uneven).map(i -> i < 12 ? i / 8 : i).toArray();
    assertThat(Fifths.of(mostly).exist()).isTrue();
    assertThat(Fifths.of(DoubleStream.of(uneven).map(i -> Math.min(i, 15)).toArray()).exist())
        .isFalse();
    assertThat(Fifths.of(new double[0]).exist()).isFalse();
  }

  private static double[] noise(Random random, int count, double shift) {
    return DoubleStream.generate(() -> random.nextGaussian() + shift).limit(count).toArray();
  }
}
