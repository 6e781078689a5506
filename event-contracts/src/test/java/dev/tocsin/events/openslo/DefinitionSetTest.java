package dev.tocsin.events.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Definition;
import dev.tocsin.events.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionSetTest {
  private static final String TOTAL =
      "'total':{'metricSource':{'type':'tocsin','spec':{'telemetry':'requests'}}}";
  private static final String RATIO =
      "{'ratioMetric':{'good':{'metricSource':{'type':'tocsin','spec':"
          + "{'telemetry':'requests','outcome':'success'}}},"
          + TOTAL
          + "}}";
  private static final String MEAN =
      "{'thresholdMetric':{'metricSource':{'type':'tocsin','spec':"
          + "{'telemetry':'requests','statistic':'mean'}}}}";
  private static final String SLO =
      "{'apiVersion':'openslo/v1','kind':'SLO','metadata':{'name':'checkout'},'spec':{"
          + "'service':'checkout','indicator':{'spec':"
          + RATIO
          + "},'timeWindow':[{'duration':'30d','isRolling':true}],"
          + "'budgetingMethod':'Occurrences','objectives':[{'target':0.99}],"
          + "'tocsin':{'measurement':'5m'}}}";
  private static final String CONDITION =
      "{'severity':'page','condition':{'kind':'burnrate','threshold':14.4,'lookbackWindow':'1h'}}";

  @Test
  void anSloOfSharedPartsIsOneObjective() {
    DefinitionSet set =
        read(
            SLO.replace("'indicator':{'spec':" + RATIO + "}", "'indicatorRef':'sli'")
                .replace("'tocsin':", "'alertPolicies':[{'alertPolicyRef':'fast'}],'tocsin':"),
            part("Service", "checkout", "{}"),
            part("SLI", "sli", RATIO),
            part("AlertPolicy", "fast", "{'conditions':[{'conditionRef':'fast-1h'}]}"),
            part("AlertCondition", "fast-1h", CONDITION));

    assertThat(set.findings()).isEmpty();
    assertThat(set.definitions()).hasSize(1);
    assertThat(set.definitions().get(0).spec())
        .isEqualTo(
            json(
                "{'service':'checkout','indicator':{'type':'availability'},'target':0.99,"
                    + "'counting':'occurrences','measurement':'5m','evaluation':'30d',"
                    + "'burnAlerts':[{'severity':'critical','longWindow':'1h','factor':14.4}]}"));
  }

  @Test
  void severalObjectivesAreSeveralDefinitions() {
    DefinitionSet set =
        read(
            SLO.replace(
                "[{'target':0.99}]",
                "[{'target':0.99,'displayName':'Most of them'},{'targetPercent':99.9}]"));

    assertThat(set.findings()).isEmpty();
    assertThat(set.definitions())
        .extracting(Definition::name)
        .containsExactly("checkout-most-of-them", "checkout-2");
    assertThat(set.definitions().get(0).spec().path("title").asText()).isEqualTo("Most of them");
    assertThat(set.definitions().get(1).spec().path("target").asDouble()).isEqualTo(0.999);
  }

  @Test
  void aWaitBeforeAnAlertIsAShortWindow() {
    DefinitionSet set =
        read(
            SLO.replace(
                "'tocsin':",
                "'alertPolicies':[{'kind':'AlertPolicy','metadata':{'name':'p'},'spec':{"
                    + "'conditions':[{'kind':'AlertCondition','metadata':{'name':'c'},'spec':"
                    + CONDITION.replace("'1h'", "'1h','alertAfter':'10m'")
                    + "}]}}],'tocsin':"));

    assertThat(set.findings()).isEmpty();
    assertThat(
            set.definitions().get(0).spec().path("burnAlerts").path(0).path("shortWindow").asText())
        .isEqualTo("10m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "openslo/v1 | openslo/v2alpha | apiVersion must be openslo/v1",
        "'kind':'SLO' | 'kind':'SLA' | kind must be one of SLO, SLI, Service, AlertPolicy,",
        "'metadata':{'name':'checkout'}, | '' | metadata.name is required",
        "'name':'checkout' | 'name':'check/out' | metadata.name is required: 1 to 256 characters",
        "'name':'checkout' | 'name':'checkout','nmae':1 | metadata.nmae is not known here: one of name, displayName,",
        "'service':'checkout' | 'servcie':'checkout' | spec.servcie is not known here: one of description, service,",
        "'service':'checkout', | '' | spec.service is required",
        "'service':'checkout' | 'service':5 | spec.service must be a string",
        "0.99 | 1.5 | spec.objectives[0].target must be over 0 and under 1",
        "'target':0.99 | 'targetPercent':100 | spec.objectives[0].targetPercent must be over 0 and under 100",
        "'target':0.99 | 'target':0.99,'targetPercent':99 | spec.objectives[0] must have either target or targetPercent",
        "'target':0.99 | 'target':'high' | spec.objectives[0].target must be a number",
        "'target':0.99 | 'target':0.99,'op':'lte' | spec.objectives[0].op is allowed only beside a thresholdMetric",
        "'target':0.99 | 'target':0.99,'timeSliceTarget':0.9 | spec.objectives[0].timeSliceTarget is allowed only beside",
        "[{'target':0.99}] | [] | spec.objectives is required",
        "Occurrences | Occurences | spec.budgetingMethod must be one of Occurrences, RatioTimeslices, Timeslices",
        "Occurrences | Timeslices','description':' | spec.tocsin ok",
        "'30d' | 'soon' | spec.timeWindow[0].duration must be whole minutes, hours, days or weeks",
        "'30d' | '1M' | spec.timeWindow[0].duration must be whole minutes, hours, days or weeks",
        "'30d' | '7m' | spec.timeWindow[0].duration is required, or calendar: a multiple of measurement",
        "'isRolling':true | 'isRolling':false | spec.timeWindow[0].calendar is required",
        "'30d','isRolling':true | '2M','calendar':{'timeZone':'UTC'} | spec.timeWindow[0].duration must be one of 1M, 1Q, 1Y, 1d, 1w",
        "'30d','isRolling':true | '1M','calendar':{'timeZone':'Europe/Londn'} | spec.timeWindow[0].calendar.timeZone must be an IANA zone",
        "'30d','isRolling':true | '1M','calendar':{'timeZone':'UTC','startTime':'2026-01-02 00:00:00'} | spec.timeWindow[0].calendar.startTime must be the start of a calendar's month",
        "'5m' | '7m' | spec.timeWindow[0].duration is required, or calendar: a multiple of measurement",
        "'5m' | '90s' | spec.tocsin.measurement must be whole minutes",
        "'5m' | '5m','noData':'maybe' | spec.tocsin.noData must be one of exclude, good, bad, unknown",
        "'5m' | '5m','flapping':{'changes':1} | spec.tocsin.flapping.changes must be from 3 to 100",
        "'5m' | '5m','flapping':{'change':4} | spec.tocsin.flapping.change is not known here: one of changes, within",
        "'5m' | '5m','excludedReasons':['BAD_LUCK'] | spec.tocsin.excludedReasons[0] must be one of PLANNED_MAINTENANCE",
        "'5m' | '5m','effectiveFrom':'tomorrow' | spec.tocsin.effectiveFrom must be a time since 1970",
        "'5m' | '5m','composite':{} | spec must have one of indicator, indicatorRef, tocsin.composite",
        "'type':'tocsin' | 'type':'prometheus' | spec.indicator.spec.ratioMetric.total.metricSource.type must be tocsin",
        "'outcome':'success' | 'outcome':'great' | spec.indicator.spec.ratioMetric.good.metricSource.spec.outcome must be success",
        "'outcome':'success' | 'outcome':'success','region':'eu' | spec.indicator.spec.ratioMetric.good.metricSource.spec.region must be the same as in total",
        "'ratioMetric' | 'ratio' | spec.indicator.spec.ratio is not known here",
      })
  void whatIsWrongIsNamedByItsOwnPath(String what, String instead, String finding) {
    String document = SLO.replace(what, instead.equals("''") ? "" : instead);
    assertThat(document).isNotEqualTo(SLO);
    List<Finding> findings = read(document).findings();
    if (finding.equals("spec.tocsin ok")) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings).extracting(Finding::toString).anyMatch(f -> f.contains(": " + finding));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "14.4 | 140 | set.yaml#2 AlertCondition/c: spec.condition.threshold is 140.0, but must be over 0.9 and under 1 / (1 - target) = 100.0: it could never fire",
        "14.4 | 0.5 | set.yaml#2 AlertCondition/c: spec.condition.threshold is 0.5000, but must be over 0.9",
        "'1h' | '60d' | set.yaml#2 AlertCondition/c: spec.condition.lookbackWindow must be at most the objective's period",
        "'page' | 'sev1' | set.yaml#2 AlertCondition/c: spec.severity must be one of critical, emergency, info, page, ticket, warning",
        "burnrate | latency | set.yaml#2 AlertCondition/c: spec.condition.kind must be burnrate",
        "'1h'} | '1h'},'tocsin':{'shortWindow':'2h'} | set.yaml#2 AlertCondition/c: spec.tocsin.shortWindow must be shorter than longWindow",
        "'1h'} | '1h'},'tocsin':{'budgetShare':0.05} | set.yaml#2 AlertCondition/c: spec.condition.threshold must be 36.0000, or absent",
        "'1h'} | '1h'},'tocsin':{'share':0.05} | set.yaml#2 AlertCondition/c: spec.tocsin.share is not known here",
      })
  void aBadAlertIsNamedWhereItStands(String what, String instead, String finding) {
    String slo = SLO.replace("'tocsin':", "'alertPolicies':[{'alertPolicyRef':'p'}],'tocsin':");
    List<Finding> findings =
        read(
                slo,
                part("AlertCondition", "c", CONDITION.replace(what, instead)),
                part("AlertPolicy", "p", "{'conditions':[{'conditionRef':'c'}]}"))
            .findings();
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).toString()).startsWith(finding);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'op':'lt','value':5 | spec.objectives[0].op must be one of gte, lte",
        "'value':5 | spec.objectives[0].op is required",
        "'op':'lte' | spec.objectives[0].value is required",
        "'op':'lte','value':'fast' | spec.objectives[0].value must be a number",
      })
  void aValueNeedsItsBound(String objective, String finding) {
    List<Finding> findings =
        read(SLO.replace(RATIO, MEAN).replace("'target':0.99", "'target':0.99," + objective))
            .findings();
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).toString()).contains(finding);
  }

  @Test
  void aCompositeHasNoBound() {
    String members =
        "'composite':{'mode':'any','members':[{'objective':'a','service':'a'},"
            + "{'objective':'b','service':'b'}]}";
    String composite =
        SLO.replace("'indicator':{'spec':" + RATIO + "},", "")
            .replace("Occurrences", "Timeslices")
            .replace("'measurement':'5m'", "'measurement':'5m'," + members);
    assertThat(read(composite).findings()).isEmpty();
    assertThat(read(composite.replace("0.99}", "0.99,'value':5}")).findings())
        .extracting(Finding::toString)
        .containsExactly(
            "set.yaml#1 SLO/checkout: spec.objectives[0].value is allowed only beside a"
                + " thresholdMetric");
  }

  @Test
  void aReferenceToNothingSaysWhatThereIs() {
    DefinitionSet set =
        read(
            SLO.replace("'indicator':{'spec':" + RATIO + "}", "'indicatorRef':'fast'")
                .replace("'tocsin':", "'alertPolicies':[{'alertPolicyRef':'p'}],'tocsin':"),
            part("SLI", "quick", RATIO),
            part("Service", "shop", "{}"));

    assertThat(set.definitions()).isEmpty();
    assertThat(set.findings())
        .extracting(Finding::toString)
        .containsExactly(
            "set.yaml#1 SLO/checkout: spec.service names no Service of this set: shop",
            "set.yaml#1 SLO/checkout: spec.indicatorRef names no SLI of this set: quick",
            "set.yaml#1 SLO/checkout: spec.alertPolicies[0].alertPolicyRef names no AlertPolicy of"
                + " this set: there is none");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    DefinitionSet set =
        read(
            SLO.replace("0.99", "2")
                .replace("'30d'", "'x'")
                .replace("'5m'", "'5m','severty':'info'"),
            SLO,
            SLO,
            part("SLI", "unused", "{}"),
            "{'kind':'rule','name':'r','spec':{'servic':'*','signal':'smell','levels':[{}]}}",
            "{'kind':'SLO','metadata':{'name':'x'}}",
            "[5]");

    assertThat(set.findings())
        .extracting(finding -> finding.document() + " " + finding.field())
        .containsExactlyInAnyOrder(
            "set.yaml#1 SLO/checkout spec.tocsin.severty",
            "set.yaml#1 SLO/checkout spec.timeWindow[0].duration",
            "set.yaml#1 SLO/checkout spec.objectives[0].target",
            "set.yaml#2 SLO/checkout metadata.name",
            "set.yaml#3 SLO/checkout metadata.name",
            "set.yaml#4 SLI/unused spec",
            "set.yaml#5 rule/r spec.servic",
            "set.yaml#5 rule/r spec.signal",
            "set.yaml#5 rule/r spec.levels[0].severity",
            "set.yaml#6 SLO/x apiVersion",
            "set.yaml#7 ");
  }

  @Test
  void whateverStandsInADocumentIsAFinding() {
    List<String> set =
        List.of(
            SLO.replace("'indicator':{'spec':" + RATIO + "}", "'indicatorRef':'sli'")
                .replace("'isRolling':true", "'calendar':{'startTime':'x','timeZone':'UTC'}")
                .replace(
                    "'tocsin':{",
                    "'alertPolicies':[{'alertPolicyRef':'p'}],'tocsin':{'effectiveFrom':'x',"
                        + "'composite':{'mode':'any','members':[{}]},"),
            SLO.replace(RATIO, MEAN).replace("0.99}", "0.99,'op':'lte','value':1}"),
            part("SLI", "sli", RATIO),
            part("AlertPolicy", "p", "{'conditions':[{'conditionRef':'c'}]}"),
            part("AlertCondition", "c", CONDITION.replace("'1h'}", "'1h'},'tocsin':{'hold':'x'}")),
            "{'kind':'rule','name':'r','spec':{'service':'*','signal':'metric','levels':[{}]}}");
    List<String> odd =
        List.of("null", "5", "-1", "1e300", "true", "'x'", "''", "[]", "[null]", "{}", "{'a':[]}");
    int read = 0;
    for (int i = 0; i < set.size(); i++) {
      for (String pointer : pointers(json(set.get(i)), "")) {
        for (String value : odd) {
          String[] changed = set.toArray(String[]::new);
          changed[i] = with(json(set.get(i)), pointer, json(value)).toString();
          assertThat(read(changed).findings()).allMatch(each -> !each.reason().isBlank());
          read++;
        }
      }
    }
    assertThat(read).isGreaterThan(500);
  }

  private static List<String> pointers(JsonNode tree, String at) {
    List<String> all = new ArrayList<>(List.of(at));
    if (tree.isObject()) {
      tree.properties().forEach(e -> all.addAll(pointers(e.getValue(), at + "/" + e.getKey())));
    }
    for (int i = 0; tree.isArray() && i < tree.size(); i++) {
      all.addAll(pointers(tree.get(i), at + "/" + i));
    }
    return all;
  }

  private static JsonNode with(JsonNode tree, String pointer, JsonNode value) {
    if (pointer.isEmpty()) {
      return value;
    }
    int last = pointer.lastIndexOf('/');
    JsonNode parent = tree.at(pointer.substring(0, last));
    String step = pointer.substring(last + 1);
    if (parent instanceof ObjectNode object) {
      object.set(step, value);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(step), value);
    }
    return tree;
  }

  @Test
  void definitionsAsTocsinWritesThemAreReadBesides() {
    DefinitionSet set =
        read(
            SLO,
            "[{'kind':'dependency','name':'d','effectiveFrom':5,'spec':{'service':'a','on':['b']}}]");

    assertThat(set.findings()).isEmpty();
    assertThat(set.definitions())
        .extracting(Definition::key)
        .containsExactly("objective/checkout", "dependency/d");
    assertThat(set.definitions().get(1).effectiveFrom()).isEqualTo(5);
  }

  private static String part(String kind, String name, String spec) {
    return "{'apiVersion':'openslo/v1','kind':'%s','metadata':{'name':'%s'},'spec':%s}"
        .formatted(kind, name, spec);
  }

  private static DefinitionSet read(String... documents) {
    List<JsonNode> trees = new ArrayList<>();
    Arrays.stream(documents).forEach(text -> trees.add(json(text)));
    return DefinitionSet.of(Document.all("set.yaml", trees));
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
