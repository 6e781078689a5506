package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogTemplatesTest {
  private final LogTemplates templates = new LogTemplates();

  @Test
  void whatVariesIsLeftOutOfAKind() {
    assertThat(TemplateCounts.kind("user 42 took 17ms on 10.0.0.1"))
        .isEqualTo("user * took * on *");
    assertThat(TemplateCounts.kind("  a\tb  ")).isEqualTo("a b");
    assertThat(TemplateCounts.kind("")).isEmpty();
  }

  @Test
  void aKindThatIsKnownIsNotNewAndOneThatIsNotIs() {
    assertThat(look(10, "connection from host7 accepted").freshShare()).isEqualTo(1);
    assertThat(look(10, "connection from host9 accepted").freshShare()).isZero();
    TemplateCounts mixed = counts(30, "connection from host9 accepted");
    mixed.add("out of memory", 10);
    assertThat(templates.look(mixed.byKind()).freshShare()).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void kindsThatDifferInAWordOrTwoAreOneTemplate() {
    look(1, "cache miss for key alpha in region east");
    assertThat(look(1, "cache miss for key beta in region west").freshShare()).isZero();
    assertThat(look(1, "cache miss for key gamma in region north").freshShare()).isZero();
    assertThat(look(1, "disk failure on volume alpha in region east").freshShare()).isEqualTo(1);
  }

  @Test
  void aTemplateThatComesMoreOftenThanUsualBursts() {
    for (int i = 0; i < 400; i++) {
      look(16, "request served");
    }
    assertThat(look(16, "request served").burst()).isLessThan(0.5);
    assertThat(look(160, "request served").burst()).isBetween(30.0, 40.0);
  }

  @Test
  void templatesAreBoundedAndTheOldestGivesWay() {
    for (int i = 0; i < LogTemplates.MOST; i++) {
      look(1, word(i) + " happened");
    }
    look(1, word(0) + " happened");
    look(1, "something quite different");
    assertThat(look(1, word(0) + " happened").freshShare()).isZero();
    assertThat(look(1, word(1) + " happened").freshShare()).isEqualTo(1);
  }

  @Test
  void neitherOrderNorGroupingChangesWhatAWindowKeeps() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3 * TemplateCounts.MOST; i++) {
      lines.add(word(i) + " happened");
    }
    TemplateCounts whole = counts(1, lines.toArray(String[]::new));
    Collections.shuffle(lines, new Random(1));
    TemplateCounts parts = counts(1, lines.subList(0, 100).toArray(String[]::new));
    parts.merge(counts(1, lines.subList(100, lines.size()).toArray(String[]::new)));
    assertThat(parts.byKind()).isEqualTo(whole.byKind()).hasSize(TemplateCounts.MOST);
  }

  @Test
  void aRestartForgetsNothing() throws IOException {
    look(5, "user 1 logged in");
    look(9, "disk full");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    templates.write(new DataOutputStream(bytes));
    LogTemplates restored =
        LogTemplates.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    TemplateCounts next = counts(7, "user 2 logged in", "disk full", "never seen");
    assertThat(restored.look(next.byKind())).isEqualTo(templates.look(next.byKind()));
  }

  private LogTemplates.Look look(long count, String message) {
    return templates.look(counts(count, message).byKind());
  }

  private static TemplateCounts counts(long each, String... messages) {
    TemplateCounts counts = new TemplateCounts();
    for (String message : messages) {
      counts.add(message, each);
    }
    return counts;
  }

  /** A word of letters only. */
  private static String word(int i) {
    return "event" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
  }
}
