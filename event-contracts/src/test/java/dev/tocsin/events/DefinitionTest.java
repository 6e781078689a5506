package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "objective  | spec.service              | {}",
        "objective  | spec.indicator            | {'service':'a','target':0.9,'evaluation':'1h'}",
        "objective  | spec.indicator.type       | {'service':'a','indicator':{}}",
        "objective  | spec.indicator.type       | {'service':'a','indicator':{'type':'speed'}}",
        "objective  | spec.indicator.statistic  | {'service':'a','indicator':{'type':'latency','bound':1,'statistic':'p42'}}",
        "objective  | spec.indicator.bound      | {'service':'a','indicator':{'type':'latency'}}",
        "objective  | spec.indicator.bound      | {'service':'a','indicator':{'type':'latency','bound':'NaN'}}",
        "objective  | spec.indicator.bound      | {'service':'a','indicator':{'type':'latency','bound':'fast'}}",
        "objective  | spec.indicator.metric     | {'service':'a','indicator':{'type':'metric','bound':1}}",
        "objective  | spec.indicator.op         | {'service':'a','indicator':{'type':'latency','bound':1,'op':'near'}}",
        "objective  | spec.target               | {'service':'a','indicator':{'type':'availability'},'evaluation':'1h'}",
        "objective  | spec.target               | {'service':'a','indicator':{'type':'availability'},'target':1,'evaluation':'1h'}",
        "objective  | spec.target               | {'service':'a','indicator':{'type':'availability'},'target':99.9,'evaluation':'1h'}",
        "objective  | spec.target               | {'service':'a','indicator':{'type':'availability'},'target':'NaN','evaluation':'1h'}",
        "objective  | spec.measurement          | {'service':'a','indicator':{'type':'availability'},'target':0.9,'measurement':'90s','evaluation':'1h'}",
        "objective  | spec.measurement          | {'service':'a','indicator':{'type':'availability'},'target':0.9,'measurement':'soon','evaluation':'1h'}",
        "objective  | spec.evaluation           | {'service':'a','indicator':{'type':'availability'},'target':0.9}",
        "objective  | spec.evaluation           | {'service':'a','indicator':{'type':'availability'},'target':0.9,'measurement':'7m','evaluation':'1h'}",
        "objective  | spec.evaluation           | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'9999999999999999d'}",
        "objective  | spec.evaluation           | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'36500d'}",
        "objective  | spec.counting             | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'1h','counting':'fingers'}",
        "objective  | spec.noData               | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'1h','noData':'maybe'}",
        "objective  | spec.coverageFloor        | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'1h','coverageFloor':2}",
        "objective  | spec.minimumEvents        | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'1h','minimumEvents':0}",
        "objective  | spec.severity             | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'1h','severity':'bad'}",
        "rule       | spec.service              | {'signal':'errorRate','levels':[{'severity':'critical','bound':0.05}]}",
        "rule       | spec.signal               | {'service':'*','levels':[{'severity':'critical','bound':0.05}]}",
        "rule       | spec.signal               | {'service':'*','signal':'smell'}",
        "rule       | spec.metric               | {'service':'*','signal':'metric','levels':[{'severity':'critical','bound':90}]}",
        "rule       | spec.levels               | {'service':'*','signal':'errorRate','levels':[]}",
        "rule       | spec.levels[0]            | {'service':'*','signal':'errorRate','levels':[null]}",
        "rule       | spec.levels[0].bound      | {'service':'*','signal':'errorRate','levels':[{'severity':'critical'}]}",
        "rule       | spec.levels[0].severity   | {'service':'*','signal':'errorRate','levels':[{'bound':1}]}",
        "rule       | spec.levels[1].severity   | {'service':'*','signal':'errorRate','levels':[{'bound':1,'severity':'info'},{'severity':'awful'}]}",
        "rule       | spec.levels[0].clear      | {'service':'*','signal':'errorRate','levels':[{'bound':1,'clear':2,'severity':'info'}]}",
        "rule       | spec.for                  | {'service':'*','signal':'errorRate','levels':[{'severity':'critical','bound':1}],'for':'a while'}",
        "agreement  | spec.service              | {'targets':{'high':{'resolution':'1h'}}}",
        "agreement  | spec.targets              | {'service':'*','targets':{}}",
        "agreement  | spec.targets.high         | {'service':'*','targets':{'high':null}}",
        "agreement  | spec.targets.high.resolution | {'service':'*','targets':{'high':{'resolution':'never'}}}",
        "route      | spec.groupWait            | {'receiver':'x','groupWait':'-1s'}",
        "route      | spec.match.team           | {'receiver':'x','match':{'team':null}}",
        "receiver   | spec.webhook              | {}",
        "receiver   | spec.webhook.url          | {'webhook':{'url':'ftp://x'}}",
        "receiver   | spec.webhook.url          | {'webhook':{}}",
        "escalation | spec.levels[0].receivers[0] | {'levels':[{'after':'1m','receivers':[null]}]}",
        "receiver   | spec.mail.to              | {'mail':{'to':[null]}}",
        "receiver   | spec.mail.to              | {'mail':{'to':['nobody']}}",
        "receiver   | spec.kafka.topic          | {'kafka':{'topic':'a b'}}",
        "escalation | spec.levels               | {}",
        "escalation | spec.levels[0]            | {'levels':[null]}",
        "escalation | spec.levels[0].after      | {'levels':[{'receivers':['a']}]}",
        "escalation | spec.levels[0].receivers  | {'levels':[{'after':'1m'}]}",
        "escalation | spec.levels[1].after      | {'levels':[{'after':'5m','receivers':['a']},{'after':'1m','receivers':['a']}]}",
      })
  void namesTheFieldThatIsWrong(String kind, String field, String spec) {
    Definition definition = new Definition(DefinitionKind.of(kind), "x", 1, 0, json(spec));
    assertThatThrownBy(definition::validate)
        .asInstanceOf(InstanceOfAssertFactories.type(InvalidFieldException.class))
        .satisfies(
            e -> {
              assertThat(e.rejected().field()).isEqualTo(field);
              assertThat(e.rejected().reason()).isNotBlank().doesNotContain("dev.tocsin");
            });
  }

  @Test
  void defaultsAreThoseOfTheDocumentation() {
    ObjectiveSpec uptime =
        spec(
            DefinitionKind.OBJECTIVE,
            "{'service':'*','indicator':{'type':'uptime'},'target':1,'evaluation':'24h'}",
            ObjectiveSpec.class);
    assertThat(uptime.counting()).isEqualTo(ObjectiveSpec.Counting.TIMESLICES);
    assertThat(uptime.measurement()).isEqualTo(Duration.ofMinutes(1));
    assertThat(uptime.noData()).isEqualTo(ObjectiveSpec.NoData.UNKNOWN);
    assertThat(uptime.minimumEvents()).isEqualTo(1);
    assertThat(uptime.appliesTo("anything")).isTrue();
    ObjectiveSpec latency =
        spec(
            DefinitionKind.OBJECTIVE,
            "{'service':'a','indicator':{'type':'latency','bound':100},'target':0.95,"
                + "'evaluation':'1h'}",
            ObjectiveSpec.class);
    assertThat(latency.indicator().statistic()).isEqualTo("threshold");
    assertThat(latency.counting()).isEqualTo(ObjectiveSpec.Counting.OCCURRENCES);
    assertThat(latency.appliesTo("b")).isFalse();
    RuleSpec down =
        spec(
            DefinitionKind.RULE,
            "{'service':'*','signal':'checkDown','levels':[{'severity':'emergency'}]}",
            RuleSpec.class);
    assertThat(down.levels()).containsExactly(new RuleSpec.Level(Severity.EMERGENCY, 0.0, 0.0));
    assertThat(down.forDuration()).isEqualTo(Duration.ZERO);
  }

  @Test
  void severitiesOfSourcesAreCompared() {
    assertThat(AgreementSpec.level("1 - Critical")).isEqualTo("critical");
    assertThat(AgreementSpec.level(" HIGH ")).isEqualTo("high");
  }

  @Test
  void aBadDefinitionNeverCostsTheOthers() {
    Definition good =
        new Definition(DefinitionKind.RECEIVER, "ops", 1, 0, json("{'kafka':{'topic':'t'}}"));
    Definition bad = new Definition(DefinitionKind.RECEIVER, "dev", 1, 0, json("{}"));
    Definitions definitions = Definitions.of(List.of(good, bad));
    assertThat(definitions.size()).isEqualTo(1);
    assertThat(definitions.invalid()).containsOnlyKeys("receiver/dev");
    assertThat(definitions.find(DefinitionKind.RECEIVER, "ops", ReceiverSpec.class)).isPresent();
    assertThat(definitions.find(DefinitionKind.RECEIVER, "dev", ReceiverSpec.class)).isEmpty();
    assertThat(definitions.fingerprint()).isEqualTo(Definitions.of(List.of(good)).fingerprint());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null",
        "{}",
        "{'kind':'objective'}",
        "{'kind':'wish','name':'x','spec':{}}",
        "{'kind':'objective','name':'a/b','spec':{}}",
        "{'kind':'objective','name':'a','spec':[]}",
      })
  void whatIsNoDefinitionIsNotRead(String text) {
    assertThatThrownBy(() -> Json.read(text.replace('\'', '"').getBytes(), Definition.class))
        .isInstanceOf(SerializationException.class);
  }

  private static <T> T spec(DefinitionKind kind, String text, Class<T> type) {
    return new Definition(kind, "x", 1, 0, json(text)).spec(type);
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
