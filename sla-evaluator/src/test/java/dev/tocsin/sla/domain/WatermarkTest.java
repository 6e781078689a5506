package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatermarkTest {
  private static final long LATENESS = 60_000;
  private static final long EVENT = 1_500_000_000_000L;
  private static final long WALL = 1_800_000_000_000L;

  @Test
  void movesWithEventsAndWithSilence() {
    Watermark mark = Watermark.first(EVENT, LATENESS);
    assertThat(mark.at(WALL)).isEqualTo(EVENT);
    assertThat(mark.at(WALL + 5_000)).isEqualTo(EVENT + 5_000);

    mark.observe(EVENT + 3_600_000, WALL + 6_000);

    assertThat(mark.at(WALL + 6_000)).isEqualTo(EVENT + 3_600_000);
  }

  @Test
  void neverGoesBack() {
    Watermark mark = Watermark.first(EVENT, LATENESS);
    assertThat(mark.at(WALL)).isEqualTo(EVENT);
    assertThat(mark.at(WALL + 30_000)).isEqualTo(EVENT + 30_000);

    mark.observe(EVENT + 1_000, WALL + 30_000);
    assertThat(mark.at(WALL + 30_000)).isEqualTo(EVENT + 30_000);
    // The silence is counted from the newest event.
    assertThat(mark.at(WALL + 40_000)).isEqualTo(EVENT + 30_000);
    assertThat(mark.at(WALL + 60_000)).isEqualTo(EVENT + 31_000);
    // A clock that is set back changes nothing.
    assertThat(mark.at(WALL)).isEqualTo(EVENT + 31_000);
  }

  @Test
  void closesWholeMinutesAfterTheAllowedLateness() {
    long minute = SliceKey.minuteOf(EVENT);
    Watermark mark = Watermark.first(minute, LATENESS);
    mark.at(WALL);
    assertThat(mark.close(WALL + 60_000, LATENESS)).isTrue();
    assertThat(mark.closedThrough()).isEqualTo(minute);
    assertThat(mark.close(WALL + 119_999, LATENESS)).isFalse();
    assertThat(mark.nextClose(WALL + 119_999, LATENESS)).isEqualTo(WALL + 120_000);

    assertThat(mark.close(WALL + 120_000, LATENESS)).isTrue();

    assertThat(mark.closedThrough()).isEqualTo(minute + 60_000);
    assertThat(mark.close(WALL + 120_001, LATENESS)).isFalse();
  }

  @Test
  void silenceGoesOnAfterARestartFromWhereItWas() {
    Watermark mark = Watermark.first(EVENT, LATENESS);
    mark.at(WALL);
    mark.at(WALL + 20_000);

    Watermark restored = new Watermark(mark.newest(), mark.reached(), mark.closedThrough());

    // The hour for which nobody was there to see any event is not silence.
    assertThat(restored.at(WALL + 3_600_000)).isEqualTo(EVENT + 20_000);
    assertThat(restored.at(WALL + 3_605_000)).isEqualTo(EVENT + 25_000);
  }
}
