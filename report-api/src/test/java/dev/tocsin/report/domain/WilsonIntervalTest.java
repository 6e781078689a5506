package dev.tocsin.report.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {
  /** With z² = 3.8415: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). */
  @ParameterizedTest
  @CsvSource({
    "0,   1,    0,      0.7935",
    "1,   1,    0.2065, 1",
    "1,   2,    0.0945, 0.9055",
    "0,   10,   0,      0.2775",
    "480, 1500, 0.2969, 0.3440",
  })
  void fewCasesSayLittle(long hits, long n, double low, double high) {
    WilsonInterval interval = WilsonInterval.of(hits, n);
    assertThat(interval.low()).isCloseTo(low, within(5e-5)).isBetween(0.0, 1.0);
    assertThat(interval.high()).isCloseTo(high, within(5e-5)).isBetween(0.0, 1.0);
  }

  @Test
  void nothingSaysNothing() {
    assertThat(WilsonInterval.of(0, 0)).isNull();
  }
}
