package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecCheckTest {
  private static final String OBJECTIVE =
      "{'service':'api','indicator':{'type':'availability'},'target':0.99,'evaluation':'1h'%s}";

  @Test
  void aValidOneMayBeDeclared() {
    assertThatCode(() -> check(DefinitionKind.OBJECTIVE, OBJECTIVE.formatted("")))
        .doesNotThrowAnyException();
  }

  @Test
  void aTypingErrorIsNamedWithWhatIsKnown() {
    assertThatThrownBy(() -> check(DefinitionKind.OBJECTIVE, OBJECTIVE.formatted(",'titel':'x'")))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageStartingWith("spec.titel: is not known here: one of ")
        .hasMessageContaining("title");
  }

  @Test
  void aTypingErrorDeepInsideIsNamedByItsPath() {
    String rule =
        "{'service':'*','signal':'errorRate','levels':[{'severity':'warning','bond':0.5}]}";
    assertThatThrownBy(() -> check(DefinitionKind.RULE, rule))
        .hasMessageStartingWith("spec.levels[0].bond: is not known here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OBJECTIVE | {'service':'a','indicator':{'type':'uptime'},'target':2,'evaluation':'1h'}      | spec.target
          OBJECTIVE | {'service':'a','indicator':{'type':'speed'},'target':0.9,'evaluation':'1h'}     | spec.indicator.type
          OBJECTIVE | {'service':'a','indicator':{'type':'uptime'},'target':0.9,'evaluation':'soon'}  | spec.evaluation
          OBJECTIVE | {'indicator':{'type':'uptime'},'target':0.9,'evaluation':'1h'}                  | spec.service
          RULE      | {'service':'*','signal':'cpu','levels':[]}                                      | spec.signal
          RULE      | {'service':'*','signal':'errorRate','levels':[{'severity':'awful'}]}            | spec.levels[0].severity
          RECEIVER  | {'webhook':{'url':'ftp://x'}}                                                   | spec.webhook.url
          ESCALATION| {'levels':[]}                                                                   | spec.levels
          AGREEMENT | {'service':'*'}                                                                 | spec.targets
          """)
  void aWrongFieldIsNamed(DefinitionKind kind, String spec, String field) {
    assertThatThrownBy(() -> check(kind, spec))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageStartingWith(field + ": ");
  }

  private static void check(DefinitionKind kind, String spec) {
    byte[] json = spec.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    SpecCheck.check(new Definition(kind, "x", 0, 0, Json.read(json, JsonNode.class)));
  }
}
