package dev.tocsin.sla.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private final Changes<Integer> changes = new Changes<>();

  @Test
  void fewAreAllPublishedAtOnceInTheirOrder() {
    add(0, 50);
    assertThat(turn()).as("before a round begins").isEmpty();
    changes.begin();
    assertThat(turn()).isEqualTo(IntStream.range(0, 50).boxed().toList());
    assertThat(turn()).isEmpty();
    changes.begin();
    assertThat(turn()).isEmpty();
  }

  @Test
  void manyGoInTwentyEqualTurns() {
    add(0, 2_000);
    changes.begin();
    for (int i = 0; i < 20; i++) {
      assertThat(turn()).hasSize(100).startsWith(100 * i);
    }
    assertThat(turn()).isEmpty();
  }

  @Test
  void whatChangesMeanwhileComesOnceAndInTheNextRoundAgain() {
    add(0, 100);
    changes.begin();
    assertThat(turn()).hasSize(50);
    changes.add(3);
    changes.add(70);
    changes.remove(80);
    assertThat(turn()).hasSize(49).contains(70).doesNotContain(3, 80);
    changes.begin();
    assertThat(turn()).containsExactly(3);
  }

  @Test
  void roundThatBeginsBeforeTheLastOneIsOverGoesOnWithIt() {
    add(0, 120);
    changes.begin();
    assertThat(turn()).hasSize(50);
    changes.add(7);
    changes.begin();
    List<Integer> rest = new ArrayList<>(turn());
    rest.addAll(turn());
    rest.addAll(turn());
    assertThat(rest).hasSize(71).doesNotHaveDuplicates().startsWith(50).endsWith(7);
  }

  private void add(int from, int to) {
    IntStream.range(from, to).forEach(changes::add);
  }

  private List<Integer> turn() {
    List<Integer> published = new ArrayList<>();
    changes.publish(published::add);
    return published;
  }
}
