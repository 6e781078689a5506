package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A rush hour is usual at its hour and nowhere else. */
class SeasonTest {
  private static final long STEP = 10 * 60_000;
  private static final long HOUR = 3_600_000;
  private static final long WEEK = 7 * 24 * HOUR;

  /** A Monday's nine o'clock, counted from the first hour. */
  private static final long RUSH = 33 * HOUR;

  private Season season = new Season();
  private final Random random = new Random(1);

  @Test
  void nothingIsSaidBeforeAnHourWasSeenInTwoWeeks() {
    for (long at = 0; at < 2 * WEEK; at += STEP) {
      assertThat(season.observe(at, usual(at))).isNaN();
    }
    weeks(2, 3);
    assertThat(season.observe(3 * WEEK, usual(0))).isFinite();
  }

  @Test
  void theRushIsNoNewsAtItsHourAndTroubleAtAnother() {
    weeks(0, 4);
    assertThat(Math.abs(season.observe(4 * WEEK + RUSH, 300))).isLessThan(3);
    assertThat(season.observe(4 * WEEK + RUSH + 2 * HOUR, 300)).isGreaterThan(10);
  }

  @Test
  void aRushThatDoesNotComeIsSeen() {
    weeks(0, 4);
    assertThat(season.observe(4 * WEEK + RUSH, 100)).isLessThan(-10);
    assertThat(season.usual()).isBetween(295.0, 305.0);
  }

  @Test
  void oneIncidentIsNotTheHabitOfItsHour() {
    weeks(0, 4);
    for (long at = 0; at < HOUR; at += STEP) {
      season.observe(4 * WEEK + RUSH + at, 10_000);
    }
    season.observe(4 * WEEK + RUSH + HOUR, 100);
    assertThat(Math.abs(season.observe(5 * WEEK + RUSH, 300))).isLessThan(3);
  }

  @Test
  void whatWasStoredGoesOnTheSame() throws IOException {
    weeks(0, 3);
    Season same = copy(season);
    for (long at = 3 * WEEK; at < 3 * WEEK + 50 * HOUR; at += STEP) {
      double value = usual(at);
      assertThat(same.observe(at, value)).isEqualTo(season.observe(at, value));
    }
  }

  @Test
  void whatNeverHadAValueTakesAByte() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    season.write(new DataOutputStream(bytes));
    assertThat(bytes.size()).isEqualTo(1);
    assertThat(copy(season).observe(0, 1)).isNaN();
  }

  private static Season copy(Season season) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    season.write(new DataOutputStream(bytes));
    return Season.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private void weeks(int from, int to) {
    for (long at = from * WEEK; at < to * WEEK; at += STEP) {
      season.observe(at, usual(at));
    }
  }

  private double usual(long at) {
    long inWeek = at % WEEK;
    boolean rush = inWeek >= RUSH && inWeek < RUSH + HOUR;
    return (rush ? 300 : 100) + random.nextGaussian();
  }
}
