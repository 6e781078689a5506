package dev.tocsin.report.rest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.report.persistence.UnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LongListsTest {
  private final LongLists lists = new LongLists(2, Duration.ofMillis(1));

  @Test
  void whoLeavesMakesRoomForOneMoreAndOnlyOnce() {
    Runnable first = lists.enter();
    lists.enter();
    assertThatThrownBy(lists::enter)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("too many long lists");

    first.run();
    first.run();

    assertThatCode(lists::enter).doesNotThrowAnyException();
    assertThatThrownBy(lists::enter).isInstanceOf(UnavailableException.class);
  }
}
