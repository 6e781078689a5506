package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What came at the same time yesterday is no news, what is beyond it is. */
class DailyPeaksTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private DailyPeaks peaks = new DailyPeaks();

  @Test
  void theFirstDayIsAllNews() {
    assertThat(peaks.news(0, 4)).isEqualTo(4);
    assertThat(peaks.news(5 * HOUR, 4)).isEqualTo(4);
  }

  @Test
  void aDailySpikeIsNoNewsAtItsTime() {
    dayWithSpikeAtNoon();
    assertThat(peaks.news(DAY + 12 * HOUR, 4)).isEqualTo(1);
    assertThat(peaks.news(DAY + 12 * HOUR + 40 * MINUTE, 3)).isEqualTo(1);
    assertThat(peaks.news(DAY + 13 * HOUR + 30 * MINUTE, 0.2)).isEqualTo(0.2);
  }

  @Test
  void whatIsBeyondItIsNews() {
    dayWithSpikeAtNoon();
    assertThat(peaks.news(DAY + 12 * HOUR, 7)).isCloseTo(4, within(1e-6));
  }

  @Test
  void atAnotherTimeItIsNews() {
    dayWithSpikeAtNoon();
    assertThat(peaks.news(DAY + 15 * HOUR, 4)).isEqualTo(4);
  }

  @Test
  void theUsualMaximumOfAnHourHidesNothing() {
    for (long at = 0; at < DAY; at += MINUTE) {
      peaks.news(at, at % HOUR == 0 ? Math.log10(60) : 0.3);
    }
    assertThat(peaks.news(DAY + 12 * HOUR, 2.2)).isEqualTo(2.2);
  }

  @Test
  void afterADayWithoutDataAllIsNewsAgain() {
    dayWithSpikeAtNoon();
    assertThat(peaks.news(3 * DAY + 12 * HOUR, 4)).isEqualTo(4);
  }

  @Test
  void whatWasStoredGoesOnTheSame() throws IOException {
    dayWithSpikeAtNoon();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    peaks.write(new DataOutputStream(bytes));
    peaks = DailyPeaks.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(peaks.news(DAY + 12 * HOUR, 4)).isEqualTo(1);
  }

  private void dayWithSpikeAtNoon() {
    for (long at = 0; at < DAY; at += MINUTE) {
      peaks.news(at, at == 12 * HOUR ? 4 : 0.3);
    }
  }
}
