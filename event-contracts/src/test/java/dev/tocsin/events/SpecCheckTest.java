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
          ESCALATION| {'levels':[{'after':'5m'}]}                                                     | spec.levels[0].receivers
          ESCALATION| {'levels':[{'after':'5m','all':true}],'repeat':{'times':1,'every':'5m'}}        | spec.repeat.every
          ROUTE     | {'matchers':['severity']}                                                       | spec.matchers[0]
          ROUTE     | {'routes':[{'matchers':['a=~(']}]}                                            | spec.routes[0].matchers[0]
          INHIBITION| {'rules':[{'source':['a=b']}]}                                                | spec.rules[0].target
          INTERVAL  | {'intervals':[{'weekdays':['friday:monday']}]}                                  | spec.intervals[0].weekdays[0]
          INTERVAL  | {'intervals':[{'daysOfMonth':['-1:5']}]}                                        | spec.intervals[0].daysOfMonth[0]
          INTERVAL  | {'intervals':[{'daysOfMonth':['0']}]}                                           | spec.intervals[0].daysOfMonth[0]
          INTERVAL  | {'intervals':[{'times':['17:00-09:00']}]}                                       | spec.intervals[0].times[0]
          INTERVAL  | {'intervals':[{'months':['13']}]}                                               | spec.intervals[0].months[0]
          SCHEDULE  | {'zone':'UTC','rotations':[{'participants':['a'],'start':'2026-03-02'}]}        | spec.rotations[0].turn
          SCHEDULE  | {'zone':'Mars','rotations':[]}                                                  | spec.zone
          SILENCE   | {'matchers':['a=b'],'author':'ada','comment':'c'}                             | spec.end
          SILENCE   | {'matchers':['a=~.*'],'author':'ada','comment':'c','end':'2026-03-01T00:00Z'} | spec.matchers
          SILENCE   | {'matchers':['a=b'],'comment':'c','end':'2026-03-01T00:00Z'}                  | spec.author
          SILENCE   | {'matchers':['a=b'],'author':'ada','comment':'c','start':'2026-03-01T00:00Z','duration':'1h','rrule':'FREQ=DAILY;BYDAY=XX'} | spec.rrule
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
