package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.anomaly.domain.EntityScorer.Scored;
import dev.tocsin.events.Alert;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.Score;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A rush hour is usual at its hour and nowhere else. */
class SeasonsTest {
  private static final long STEP = 10 * 60_000;
  private static final long HOUR = 3_600_000;
  private static final long WEEK = 7 * 24 * HOUR;

  /** A Monday's nine o'clock, counted from the first hour. */
  private static final long RUSH = 33 * HOUR;

  private final HeapMemory memory = new HeapMemory(new Profile());
  private final Random random = new Random(1);
  private Seasons seasons = new Seasons();

  @Test
  void nothingIsSaidBeforeAnHourWasSeenInTwoWeeks() {
    for (long at = 0; at < 2 * WEEK; at += STEP) {
      assertThat(observe(at, usual(at))).isNaN();
    }
    weeks(2, 3);
    assertThat(observe(3 * WEEK, usual(0))).isFinite();
  }

  @Test
  void ofAMetricNothingIsSaidBeforeAnHourWasSeenInThreeWeeks() {
    for (long at = 0; at < 4 * WEEK; at += STEP) {
      seasons.advance(at, memory);
      Season metric = seasons.ofMetric(1);
      assertThat(Double.isNaN(metric.usual())).isEqualTo(at < 3 * WEEK);
      metric.observe(usual(at));
    }
    assertThat(seasons.ofMetric(0).usual()).as("never seen").isNaN();
  }

  @Test
  void theRushIsNoNewsAtItsHourAndTroubleAtAnother() {
    weeks(0, 4);
    assertThat(Math.abs(observe(4 * WEEK + RUSH, 300))).isLessThan(3);
    assertThat(observe(4 * WEEK + RUSH + 2 * HOUR, 300)).isGreaterThan(10);
  }

  @Test
  void aRushThatDoesNotComeIsSeen() {
    weeks(0, 4);
    assertThat(observe(4 * WEEK + RUSH, 100)).isLessThan(-10);
    assertThat(seasons.of(Vital.REQUEST_RATE).usual()).isBetween(295.0, 305.0);
  }

  @Test
  void oneIncidentIsNotTheHabitOfItsHour() {
    weeks(0, 4);
    for (long at = 0; at < HOUR; at += STEP) {
      observe(4 * WEEK + RUSH + at, 10_000);
    }
    observe(4 * WEEK + RUSH + HOUR, 100);
    assertThat(Math.abs(observe(5 * WEEK + RUSH, 300))).isLessThan(3);
  }

  @Test
  void whatWasStoredGoesOnTheSame() throws IOException {
    weeks(0, 3);
    Seasons same = copy(seasons);
    HeapMemory its = new HeapMemory(new Profile());
    its.takeFrom(memory);
    for (long at = 3 * WEEK; at < 3 * WEEK + 50 * HOUR; at += STEP) {
      double value = usual(at);
      same.advance(at, its);
      assertThat(same.of(Vital.REQUEST_RATE).observe(value)).isEqualTo(observe(at, value));
    }
  }

  @Test
  void ofAMetricUsersSeeWhatThisHourUsuallyIs() {
    EntityReplay replay = new EntityReplay("shop", ScoringPolicy.DEFAULT);
    Scored scored = null;
    for (long at = 0; at < 3 * WEEK + RUSH; at += STEP) {
      scored = replay.next(at, metrics(usual(at)));
      assertThat(scored.score().features().containsKey("metric_season_max"))
          .isEqualTo(at >= 3 * WEEK);
    }
    assertThat(scored.score().features().get("metric_season_max")).isLessThan(5);
    Alert alert = null;
    for (long at = 3 * WEEK + RUSH; at < 3 * WEEK + RUSH + HOUR; at += STEP) {
      scored = replay.next(at, metrics(2_000));
      alert = scored.alert() == null ? alert : scored.alert();
    }
    Score score = scored.score();
    assertThat(score.features().get("metric_season_max")).isEqualTo(20);
    assertThat(score.features().get("metric_season_count")).isEqualTo(2);
    assertThat(score.contributions())
        .filteredOn(each -> each.feature().equals("threads_level"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.expected()).isBetween(95.0, 110.0);
              assertThat(each.expectedThisHour()).isBetween(295.0, 305.0);
            });
    assertThat(alert.annotations().get("description"))
        .containsPattern("threads is [0-9]+, usually 10[0-9], 300 at this hour of the week ");
  }

  private Window metrics(double load) {
    Map<String, Double> values = new HashMap<>();
    values.put("threads", load + random.nextGaussian());
    values.put("connections", 3 * load + random.nextGaussian());
    values.put("disk", 50 + random.nextGaussian());
    Window window = new Window();
    window.add(new MetricsEvent(0, "shop", null, values, Map.of()));
    return window;
  }

  private double observe(long at, double value) {
    seasons.advance(at, memory);
    return seasons.of(Vital.REQUEST_RATE).observe(value);
  }

  private static Seasons copy(Seasons seasons) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    seasons.write(new DataOutputStream(bytes));
    return Seasons.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private void weeks(int from, int to) {
    for (long at = from * WEEK; at < to * WEEK; at += STEP) {
      observe(at, usual(at));
    }
  }

  private double usual(long at) {
    long inWeek = at % WEEK;
    boolean rush = inWeek >= RUSH && inWeek < RUSH + HOUR;
    return (rush ? 300 : 100) + random.nextGaussian();
  }
}
