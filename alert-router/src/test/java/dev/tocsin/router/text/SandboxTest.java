package dev.tocsin.router.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {
  private static final Map<String, Object> DATA =
      Map.of(
          "name",
          "<!channel> & \"co\"\nnext",
          "alerts",
          List.of(Map.of("n", "a"), Map.of("n", "b")),
          "many",
          Collections.nCopies(100, "x"));

  private final Sandbox sandbox = new Sandbox();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SLACK | &lt;!channel&gt; &amp; \"co\"",
        "HTML | &lt;!channel&gt; &amp; &quot;co&quot;",
        "JSON | <!channel> & \\\"co\\\"\\n",
        "FORM | %3C%21channel%3E+%26+%22co%22%0A"
      })
  void whatStandsInPlaceHoldersIsEscaped(Escape escape, String expected) throws Exception {
    assertThat(sandbox.render("<b>{name}", DATA, escape)).startsWith("<b>" + expected);
  }

  @Test
  void loopsConditionsAndWhatIsNotThere() throws Exception {
    assertThat(
            sandbox.render(
                "{#for a in alerts}{#if a.n == 'a'}first{#else}{a.n}{/if} {/for}{nothing.at.all}"
                    + "{alerts.size}{missing.or('-')}",
                DATA,
                Escape.PLAIN))
        .isEqualTo("first b 2-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name.getClass}",
        "{name.getClass.getClassLoader}",
        "{name.class.name}",
        "{alerts.getClass().forName('java.lang.Runtime')}",
        "{cdi:wiring}",
        "{inject:wiring}",
        "{config:['quarkus.mailer.password']}",
        "{system:env}",
        "{#include other /}",
        "{#eval name /}",
        "{#for i in 999999999}x{/for}",
        "{name.raw}"
      })
  void nothingOfJavaCanBeReached(String template) {
    String out;
    try {
      out = sandbox.render(template, DATA, Escape.HTML);
    } catch (TemplateFailedException e) {
      out = "";
    }
    assertThat(out).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{#for a in many}{#for b in many}{#for c in many}{#for d in many}x{/}{/}{/}{/}",
        "{#for a in many}{#for b in many}0123456789012345678901234567890123456789{/}{/}{#for a in"
            + " many}{#for b in many}012345678{/}{/}",
        "{#for a in many}{#for b in many}{#for c in many}{/}{/}{/}"
      })
  void outputAndLoopsHaveALimit(String template) {
    assertThatThrownBy(() -> sandbox.render(template, DATA, Escape.PLAIN))
        .isInstanceOf(TemplateFailedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{#if", "{#if a}", "{#unknown}{/unknown}", "{/for}"})
  void whatIsNoTemplateIsSaid(String template) {
    assertThatThrownBy(() -> sandbox.render(template, DATA, Escape.PLAIN))
        .isInstanceOf(TemplateFailedException.class);
  }

  @Test
  void nestingHasALimit() {
    String template = "{#if name}".repeat(5_000) + "x" + "{/if}".repeat(5_000);

    assertThatThrownBy(() -> sandbox.render(template, DATA, Escape.PLAIN))
        .isInstanceOf(TemplateFailedException.class);
  }
}
