package dev.tocsin.anomaly.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DueTimesTest {
  private final DueTimes due = new DueTimes();

  @Test
  void theLongestOverdueComesFirstAndOnlyOnce() {
    due.at(20, "b");
    due.at(10, "a");
    due.at(30, "c");
    assertThat(due.next(25)).isEqualTo("a");
    assertThat(due.next(25)).isEqualTo("b");
    assertThat(due.next(25)).isNull();
  }

  @Test
  void aNewTimeReplacesTheOldOne() {
    due.at(10, "a");
    due.at(50, "a");
    assertThat(due.next(20)).isNull();
    assertThat(due.next(50)).isEqualTo("a");
    assertThat(due.next(50)).isNull();
  }
}
