package dev.tocsin.standalone.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {
  @Test
  void severalDocumentsAndCommentsAreRead() {
    List<JsonNode> read = YamlText.read("# x\na: 1\n---\n- b\n---\n---\nc: on time\n");
    assertThat(read).hasSize(4);
    assertThat(read.get(3).path("c").asText()).isEqualTo("on time");
    assertThat(YamlText.read("{\"a\":1}\n{\"b\":\t2}")).hasSize(2);
    assertThat(YamlText.read("- a\n- b\n---\nc: 1\n")).hasSize(2);
    assertThat(YamlText.read("[1, 2]\n{\"a\":1}")).hasSize(2);
    assertThat(YamlText.read("{a: b}")).hasSize(1);
    assertThat(YamlText.read("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &x [1, 2]\nb: [*x, *x]",
        "a: &x {b: 1}\nc:\n  <<: *x",
      })
  void anAliasIsRefused(String text) {
    assertThatThrownBy(() -> YamlText.read(text)).hasMessageContaining("has an alias in line ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: 1\na: 2", "a: [1", "a: b: c", "\ta: 1"})
  void whatIsNoYamlIsRefusedWithItsLine(String text) {
    assertThatThrownBy(() -> YamlText.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cannot be read: ")
        .hasMessageContaining(", line ");
  }

  @Test
  void nestingHasItsLimit() {
    assertThatThrownBy(() -> YamlText.read("[".repeat(40) + "]".repeat(40)))
        .hasMessageStartingWith("cannot be read: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "*",
        "a: b",
        "a #b",
        "- a",
        "true",
        "No",
        "~",
        "null",
        "1",
        "1.5",
        "1e5",
        "0x1F",
        "0o7",
        "1_000",
        "12:30:45",
        "2026-01-01",
        "2026-01-01 00:00:00",
        ".5",
        "-1",
        "30d",
        "1m",
        "p99.9",
        "a\nb",
        "é",
        "'",
        "\"",
        "a ",
        "=",
        "<<",
        ".inf",
        "+1",
        "Europe/London",
        "%a",
        "@a"
      })
  void aStringStaysAString(String text) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("value", text).put(text, 1);
    assertThat(YamlText.read(YamlText.write(List.of(tree, tree)))).containsExactly(tree, tree);
  }
}
