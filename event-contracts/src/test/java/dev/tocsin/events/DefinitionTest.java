package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.BusinessHours.Interval;
import java.time.DayOfWeek;
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
        "objective | spec.calendar.unit | {'service':'a','indicator':{'type':'availability'},'target':0.9,'calendar':{}}",
        "objective | spec.calendar.unit | {'service':'a','indicator':{'type':'availability'},'target':0.9,'calendar':{'unit':'decade'}}",
        "objective | spec.calendar.zone | {'service':'a','indicator':{'type':'availability'},'target':0.9,'calendar':{'unit':'month','zone':'Europe/Londn'}}",
        "objective | spec.evaluation | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'1h','calendar':{'unit':'month'}}",
        "objective | spec.measurement | {'service':'a','indicator':{'type':'availability'},'target':0.9,'measurement':'7m','calendar':{'unit':'month'}}",
        "objective | spec.maintenance | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'1h','maintenance':'ignore'}",
        "objective | spec.excludedReasons[0] | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'1h','excludedReasons':['BAD_LUCK']}",
        "objective | spec.burnAlerts[0].longWindow | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'30d','measurement':'1h','burnAlerts':[{'factor':2}]}",
        "objective | spec.burnAlerts[0].longWindow | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'1h','burnAlerts':[{'factor':2,'longWindow':'2h'}]}",
        "objective | spec.burnAlerts[0].factor | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'30d','measurement':'5m','burnAlerts':[{'longWindow':'1h'}]}",
        "objective | spec.burnAlerts[0].factor | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'30d','measurement':'5m','burnAlerts':[{'factor':14.4,'longWindow':'1h'}]}",
        "objective | spec.burnAlerts[1].factor | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'30d','measurement':'5m','burnAlerts':[{'factor':2,'longWindow':'1d'},{'factor':0.95,'longWindow':'1h'}]}",
        "objective | spec.burnAlerts[0].shortWindow | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'30d','measurement':'5m','burnAlerts':[{'factor':2,'longWindow':'1h','shortWindow':'1h'}]}",
        "objective | spec.burnAlerts | {'service':'a','indicator':{'type':'uptime'},'target':1,'evaluation':'1d','burnAlerts':[{'factor':2,'longWindow':'1h'}]}",
        "objective | spec.flapping.changes | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'1h','flapping':{'changes':1}}",
        "objective | spec.indicator | {'service':'a','indicator':{'type':'availability'},'target':0.9,'evaluation':'1h','composite':{'mode':'any','members':[{'objective':'A','service':'a'},{'objective':'B','service':'b'}]}}",
        "objective | spec.composite.mode | {'service':'a','composite':{},'target':0.9,'evaluation':'1h'}",
        "objective | spec.composite.members | {'service':'a','composite':{'mode':'all','members':[{'objective':'A','service':'a'}]},'target':0.9,'evaluation':'1h'}",
        "objective | spec.composite.members[1].service | {'service':'a','composite':{'mode':'all','members':[{'objective':'A','service':'a'},{'objective':'A','service':'*'}]},'target':0.9,'evaluation':'1h'}",
        "objective | spec.composite.k | {'service':'a','composite':{'mode':'kOfN','members':[{'objective':'A','service':'a'},{'objective':'B','service':'a'}]},'target':0.9,'evaluation':'1h'}",
        "objective | spec.service | {'service':'*','composite':{'mode':'all','members':[{'objective':'A','service':'a'},{'objective':'B','service':'a'}]},'target':0.9,'evaluation':'1h'}",
        "objective | spec.counting | {'service':'a','counting':'occurrences','composite':{'mode':'all','members':[{'objective':'A','service':'a'},{'objective':'B','service':'a'}]},'target':0.9,'evaluation':'1h'}",
        "maintenance | spec.services | {'start':'2026-01-01T00:00Z','duration':'1h'}",
        "maintenance | spec.start | {'services':['*'],'start':'soon','duration':'1h'}",
        "maintenance | spec.start | {'services':['*'],'start':'2026-01-01T00:00:30Z','duration':'1h'}",
        "maintenance | spec.duration | {'services':['*'],'start':'2026-01-01T00:00Z'}",
        "maintenance | spec.zone | {'services':['*'],'start':'2026-01-01T00:00Z','duration':'1h','zone':'Mars/Base'}",
        "maintenance | spec.reason | {'services':['*'],'start':'2026-01-01T00:00Z','duration':'1h','reason':'LUNCH'}",
        "dependency | spec.service | {'on':['b']}",
        "dependency | spec.on | {'service':'a'}",
        "dependency | spec.on[0] | {'service':'a','on':['a']}",
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
        "agreement  | spec.targets.high         | {'service':'*','targets':{'high':{}}}",
        "agreement  | spec.team                 | {'service':'*','team':'','targets':{'high':{'resolution':'1h'}}}",
        "agreement  | spec.atRisk               | {'service':'*','targets':{'high':{'resolution':'1h'}},'atRisk':80}",
        "agreement  | spec.atRisk               | {'service':'*','targets':{'high':{'resolution':'1h'}},'atRisk':'NaN'}",
        "agreement  | spec.pausedStates[1]      | {'service':'*','targets':{'high':{'resolution':'1h'}},'pausedStates':['On Hold','']}",
        "agreement  | spec.hours.zone           | {'service':'*','targets':{'high':{'resolution':'1h'}},'hours':{'days':{'weekdays':['09:00-17:00']}}}",
        "agreement  | spec.hours.zone           | {'service':'*','targets':{'high':{'resolution':'1h'}},'hours':{'zone':'London','days':{'weekdays':['09:00-17:00']}}}",
        "agreement  | spec.hours.days           | {'service':'*','targets':{'high':{'resolution':'1h'}},'hours':{'zone':'UTC'}}",
        "agreement  | spec.hours.days           | {'service':'*','targets':{'high':{'resolution':'1h'}},'hours':{'zone':'UTC','days':{'monday':[]}}}",
        "agreement  | spec.hours.days.Mo        | {'service':'*','targets':{'high':{'resolution':'1h'}},'hours':{'zone':'UTC','days':{'Mo':[]}}}",
        "agreement  | spec.hours.days.monday[0] | {'service':'*','targets':{'high':{'resolution':'1h'}},'hours':{'zone':'UTC','days':{'monday':['9-17']}}}",
        "agreement  | spec.hours.days.monday[1] | {'service':'*','targets':{'high':{'resolution':'1h'}},'hours':{'zone':'UTC','days':{'monday':['09:00-12:00','22:00-06:00']}}}",
        "agreement  | spec.hours.days.monday[0] | {'service':'*','targets':{'high':{'resolution':'1h'}},'hours':{'zone':'UTC','days':{'monday':['09:00-24:01']}}}",
        "agreement  | spec.hours.days.monday[1] | {'service':'*','targets':{'high':{'resolution':'1h'}},'hours':{'zone':'UTC','days':{'monday':['09:00-12:00','11:59-13:00']}}}",
        "agreement  | spec.hours.holidays[0]    | {'service':'*','targets':{'high':{'resolution':'1h'}},'hours':{'zone':'UTC','days':{'monday':['09:00-12:00']},'holidays':['25.12.2026']}}",
        "route      | spec.groupWait            | {'receiver':'x','groupWait':'-1s'}",
        "route      | spec.match.team           | {'receiver':'x','match':{'team':null}}",
        "receiver   | spec.webhook              | {}",
        "receiver   | spec.webhook.url          | {'webhook':{'url':'ftp://x'}}",
        "receiver   | spec.webhook.url          | {'webhook':{}}",
        "receiver   | spec.also[0].webhook      | {'dashboard':{},'also':[{}]}",
        "receiver   | spec.also[0].mail.to      | {'dashboard':{},'also':[{'mail':{}}]}",
        "receiver   | spec.origin               | {'dashboard':{},'origin':'elsewhere'}",
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
  void agreementsAreAroundTheClockAndWarnAtFourFifths() {
    AgreementSpec plain =
        spec(
            DefinitionKind.AGREEMENT,
            "{'service':'*','targets':{'1 - High':{'resolution':'1h'}}}",
            AgreementSpec.class);
    assertThat(plain)
        .returns(null, AgreementSpec::hours)
        .returns(List.of(), AgreementSpec::pausedStates)
        .returns(0.8, AgreementSpec::atRisk);
    assertThat(plain.target("HIGH"))
        .isEqualTo(new AgreementSpec.Times(null, null, Duration.ofHours(1)));
    assertThat(plain.appliesTo("any", null)).isTrue();
    assertThat(plain.pausedIn("On Hold")).isFalse();
    AgreementSpec narrow =
        spec(
            DefinitionKind.AGREEMENT,
            "{'service':'a','team':'ops','targets':{'high':{'resolution':'1h'}},"
                + "'pausedStates':['on hold']}",
            AgreementSpec.class);
    assertThat(narrow.pausedIn("On Hold")).isTrue();
    assertThat(narrow.appliesTo("a", "ops")).isTrue();
    assertThat(narrow.appliesTo("a", null)).isFalse();
    assertThat(narrow.appliesTo("b", "ops")).isFalse();
  }

  @Test
  void aDaysOwnHoursWinOverThoseOfWeekdays() {
    BusinessHours hours =
        spec(
                DefinitionKind.AGREEMENT,
                "{'service':'*','targets':{'high':{'resolution':'1h'}},'hours':{'zone':'UTC',"
                    + "'days':{'weekdays':['09:00-17:00'],'friday':[],'sunday':['00:00-24:00']}}}",
                AgreementSpec.class)
            .hours();
    assertThat(hours.on(DayOfWeek.MONDAY)).containsExactly(new Interval(540, 1020));
    assertThat(hours.on(DayOfWeek.FRIDAY)).isEmpty();
    assertThat(hours.on(DayOfWeek.SATURDAY)).isEmpty();
    assertThat(hours.on(DayOfWeek.SUNDAY)).containsExactly(new Interval(0, 1440));
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
