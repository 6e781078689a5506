package dev.tocsin.events.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundTripTest {
  private static final List<String> INDICATORS =
      List.of(
          "'indicator':{'type':'availability'}",
          "'indicator':{'type':'errorRate'},'operation':'pay','region':'eu'",
          "'indicator':{'type':'uptime'}",
          "'indicator':{'type':'uptime','check':'connectivity'}",
          "'indicator':{'type':'latency','bound':100}",
          "'indicator':{'type':'latency','bound':12.5,'op':'atLeast'},'deviceType':'mobile'",
          "'indicator':{'type':'latency','statistic':'mean','bound':1000}",
          "'indicator':{'type':'latency','statistic':'p99.9','bound':1000}",
          "'indicator':{'type':'throughput','bound':50}",
          "'indicator':{'type':'metric','metric':'cpu','statistic':'max','bound':90}",
          "'composite':{'mode':'any','members':[{'objective':'A','service':'a'},{'objective':'B','service':'b'}]}",
          "'composite':{'mode':'weighted','members':[{'objective':'A','service':'a','weight':3},{'objective':'B','service':'b'}]}",
          "'composite':{'mode':'kOfN','k':1,'members':[{'objective':'A','service':'a'},{'objective':'B','service':'b'}]}");
  private static final List<String> COUNTINGS =
      List.of(
          "",
          "'counting':'occurrences'",
          "'counting':'timeslices'",
          "'counting':'ratioTimeslices'");
  private static final List<String> PERIODS =
      List.of(
          "'evaluation':'1h'",
          "'evaluation':'30d','measurement':'5m'",
          "'evaluation':'90m','measurement':'10m'",
          "'evaluation':'28d','measurement':'1h'",
          "'calendar':{'unit':'day'}",
          "'calendar':{'unit':'week','zone':'Asia/Kolkata'},'measurement':'15m'",
          "'calendar':{'unit':'month','zone':'Europe/London'},'measurement':'5m'",
          "'calendar':{'unit':'quarter','zone':'America/New_York'},'measurement':'5m'",
          "'calendar':{'unit':'year','zone':'UTC'},'measurement':'15m'");
  private static final List<String> TARGETS =
      List.of("'target':0.95", "'target':0.999", "'target':0.9999", "'target':1", "'target':0.5");
  private static final List<String> ALERTS =
      List.of(
          "",
          "'burnAlerts':[]",
          "'burnAlerts':[{'factor':1.5,'longWindow':'1h','shortWindow':'30m','severity':'info'}]",
          "'burnAlerts':[{'budgetShare':0.3,'longWindow':'5h','shortWindow':'1h','hold':'90s'},{'factor':1.2,'longWindow':'10h','severity':'emergency','shortWindow':'2h'}]");
  private static final List<String> OTHERS =
      List.of(
          "",
          "'title':'A title: with a colon'",
          "'noData':'bad','coverageFloor':0.25,'minimumEvents':30,'minimumBadEvents':3",
          "'maintenance':'count','severity':'emergency','noData':'exclude'",
          "'excludedReasons':['THIRD_PARTY_ISSUE','NETWORK_ISSUE'],'flapping':{'changes':4,'within':'90s'}");

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    Random random = new Random(20_260_101);
    int valid = 0;
    for (int i = 0; i < 4_000; i++) {
      List<String> parts = new ArrayList<>();
      parts.add("'service':'" + (random.nextBoolean() ? "*" : "check out/9") + "'");
      for (List<String> choices :
          List.of(INDICATORS, COUNTINGS, PERIODS, TARGETS, ALERTS, OTHERS)) {
        String choice = choices.get(random.nextInt(choices.size()));
        if (!choice.isEmpty()) {
          parts.add(choice);
        }
      }
      long effectiveFrom = random.nextBoolean() ? 0 : random.nextLong(1_900_000_000_000L);
      Definition definition = objective("SLO_" + i, effectiveFrom, String.join(",", parts));
      try {
        definition.validate();
      } catch (InvalidFieldException e) {
        continue;
      }
      valid++;
      assertThat(SloWriter.write(definition)).as(definition.spec().toString()).isPresent();
    }
    assertThat(valid).isGreaterThan(500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'indicator':{'type':'availability','bound':5}",
        "'indicator':{'type':'uptime','op':'atLeast'}",
      })
  void whatHasNoPlaceInOpenSloIsNotWritten(String indicator) {
    assertThat(
            SloWriter.write(
                objective("x", 0, "'service':'a','target':0.9,'evaluation':'1h'," + indicator)))
        .isEmpty();
  }

  @Test
  void otherKindsAreNotWritten() {
    Definition rule = new Definition(DefinitionKind.RULE, "x", 1, 0, json("{}"));
    assertThat(SloWriter.write(rule)).isEmpty();
  }

  @Test
  void aDocumentReadsAsPeopleWouldWriteIt() {
    Optional<ObjectNode> document =
        SloWriter.write(
            objective(
                "checkout",
                1_767_225_600_000L,
                "'title':'Checkout is fast','service':'checkout','region':'eu','target':0.99,"
                    + "'indicator':{'type':'latency','bound':250},'evaluation':'30d',"
                    + "'measurement':'5m','noData':'bad','burnAlerts':[{'budgetShare':0.02,"
                    + "'longWindow':'1h','shortWindow':'5m'}]"));
    // Through text: a whole number is the same number, whatever type holds it.
    assertThat(document.map(tree -> json(tree.toString())))
        .contains(
            json(
                """
                {'apiVersion':'openslo/v1','kind':'SLO',
                 'metadata':{'name':'checkout','displayName':'Checkout is fast'},
                 'spec':{'service':'checkout',
                  'indicator':{'metadata':{'name':'checkout-indicator'},'spec':{'ratioMetric':{
                   'good':{'metricSource':{'type':'tocsin','spec':
                     {'telemetry':'requests','region':'eu','atMostMs':250}}},
                   'total':{'metricSource':{'type':'tocsin','spec':
                     {'telemetry':'requests','region':'eu'}}}}}},
                  'timeWindow':[{'duration':'30d','isRolling':true}],
                  'budgetingMethod':'Occurrences',
                  'objectives':[{'target':0.99}],
                  'alertPolicies':[{'kind':'AlertPolicy','metadata':{'name':'checkout-burn-1'},
                   'spec':{'alertWhenBreaching':true,'alertWhenResolved':true,
                    'alertWhenNoData':false,'conditions':[{'kind':'AlertCondition',
                     'metadata':{'name':'checkout-burn-1'},'spec':{'severity':'critical',
                      'condition':{'kind':'burnrate','op':'gt','threshold':14.4,
                       'lookbackWindow':'1h','alertAfter':'0m'},
                      'tocsin':{'shortWindow':'5m','budgetShare':0.02}}}]}}],
                  'tocsin':{'effectiveFrom':'2026-01-01T00:00:00Z','measurement':'5m',
                   'noData':'bad'}}}"""));
  }

  private static Definition objective(String name, long effectiveFrom, String fields) {
    return new Definition(
        DefinitionKind.OBJECTIVE, name, 1, effectiveFrom, json("{" + fields + "}"));
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.mapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
