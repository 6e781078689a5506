package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.anomaly.domain.EntityWindows.Closed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EntityWindowsTest {
  private static final long LATENESS = 5_000;
  private static final long WALL = 1_000_000_000;

  private final EntityWindows windows = new EntityWindows("s");

  @Test
  void aWindowClosesWhenEventTimeHasPassedItsEndAndTheLateness() {
    merge(0, 1_000, WALL);
    merge(0, 34_999, WALL);
    assertThat(windows.close(WALL, LATENESS)).isNull();
    merge(0, 35_000, WALL);
    assertThat(windows.close(WALL, LATENESS)).extracting(Closed::start).isEqualTo(0L);
    assertThat(windows.close(WALL, LATENESS)).isNull();
  }

  @Test
  void aFastSourceWaitsForASlowOneThatSpeaks() {
    merge(0, 1_000, WALL);
    merge(1, 2_000, WALL);
    merge(0, 3_600_000, WALL + 500);
    assertThat(windows.close(WALL + 500, LATENESS)).isNull();
    assertThat(merge(1, 20_000, WALL + 1_000)).isTrue();
    merge(1, 40_000, WALL + 1_000);
    assertThat(windows.close(WALL + 1_000, LATENESS)).isNotNull();
  }

  @Test
  void aSilentSourceHoldsNothingUp() {
    merge(1, 2_000, WALL);
    merge(0, 3_600_000, WALL + LATENESS + 1);
    assertThat(windows.close(WALL + LATENESS + 1, LATENESS)).isNotNull();
  }

  @Test
  void whenAllAreSilentTimeGoesOnWithTheWallClock() {
    merge(0, 29_000, WALL);
    assertThat(windows.dueAt(LATENESS)).isEqualTo(WALL + 6_001);
    assertThat(windows.close(WALL + 5_999, LATENESS)).isNull();
    assertThat(windows.close(WALL + 6_001, LATENESS)).isNotNull();
    assertThat(windows.dueAt(LATENESS)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aPauseShorterThanTheLatenessNeverCloses() {
    merge(0, 34_000, WALL);
    assertThat(windows.close(WALL + LATENESS, LATENESS)).isNull();
  }

  @Test
  void aClosedWindowTakesNothingMore() {
    merge(0, 1_000, WALL);
    merge(0, 40_000, WALL);
    windows.close(WALL, LATENESS);
    assertThat(merge(0, 2_000, WALL)).isFalse();
  }

  @Test
  void whileTheProcessDidNotListenNobodyWasSilent() throws IOException {
    merge(0, 1_000, WALL);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    windows.write(new DataOutputStream(bytes));
    EntityWindows restored =
        EntityWindows.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    long hourLater = WALL + 3_600_000;
    restored.listenFrom(hourLater);
    assertThat(restored.close(hourLater + 1_000, LATENESS)).isNull();
    assertThat(restored.close(hourLater + 60_000, LATENESS)).isNotNull();
    assertThat(restored.service()).isEqualTo("s");
  }

  private boolean merge(int source, long eventTime, long now) {
    Window part = new Window();
    part.add(WindowTest.request(eventTime, 1, 0, 10));
    return windows.merge(source, Window.startOf(eventTime), part, now);
  }
}
