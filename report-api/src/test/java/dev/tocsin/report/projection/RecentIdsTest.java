package dev.tocsin.report.projection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentIdsTest {
  private final RecentIds ids = new RecentIds();

  @Test
  void anIdIsFirstOnceInItsService() {
    assertThat(ids.first("shop", "a")).isTrue();
    assertThat(ids.first("shop", "a")).isFalse();
    assertThat(ids.first("bank", "a")).isTrue();
    assertThat(ids.first("sho", "pa")).isTrue();
  }

  @Test
  void theNewestAreKnownAndTheOldestForgotten() {
    for (int i = 0; i < 5 * RecentIds.EACH; i++) {
      assertThat(ids.first("shop", "id-" + i)).isTrue();
      if (i >= RecentIds.EACH && i % 1_000 == 0) {
        assertThat(ids.first("shop", "id-" + (i - RecentIds.EACH + 1))).isFalse();
      }
    }
    assertThat(ids.first("shop", "id-0")).isTrue();
  }
}
