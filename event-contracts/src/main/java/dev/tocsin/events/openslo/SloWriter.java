package dev.tocsin.events.openslo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.BurnAlert;
import dev.tocsin.events.CalendarPeriod;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Durations;
import dev.tocsin.events.Flapping;
import dev.tocsin.events.Indicator;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.ObjectiveSpec.Counting;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes objectives as OpenSLO v1 documents, each with its indicator and alert policies inside. */
public final class SloWriter {
  /** A Monday that begins a year: every unit of the calendar begins then. */
  static final String CALENDAR_START = "2024-01-01";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final MathContext READABLE = new MathContext(6);

  private SloWriter() {}

  /**
   * The document from which the same definition is read; empty when the definition is no valid
   * objective, or says something that has no place in OpenSLO, not even in the extension.
   */
  public static Optional<ObjectNode> write(Definition definition) {
    if (definition.kind() != DefinitionKind.OBJECTIVE) {
      return Optional.empty();
    }
    ObjectNode document;
    try {
      document = document(definition, definition.spec(ObjectiveSpec.class));
    } catch (InvalidFieldException e) {
      return Optional.empty();
    }
    DefinitionSet back = DefinitionSet.of(List.of(new Document("", 1, document)));
    boolean same = back.findings().isEmpty() && back.definitions().get(0).saysTheSameAs(definition);
    return same ? Optional.of(document) : Optional.empty();
  }

  private static ObjectNode document(Definition definition, ObjectiveSpec objective) {
    ObjectNode document = NODES.objectNode();
    document.put("apiVersion", OpenSloDocuments.API_VERSION).put("kind", "SLO");
    ObjectNode metadata = document.putObject("metadata").put("name", definition.name());
    put(metadata, "displayName", objective.title());
    ObjectNode spec = document.putObject("spec").put("service", objective.service());
    if (objective.composite() == null) {
      ObjectNode indicator = spec.putObject("indicator");
      indicator.putObject("metadata").put("name", definition.name() + "-indicator");
      indicator(indicator.putObject("spec"), objective);
    }
    spec.set("timeWindow", NODES.arrayNode().add(window(objective)));
    spec.put("budgetingMethod", key(SloReader.METHODS, objective.counting().json()));
    spec.set("objectives", NODES.arrayNode().add(target(objective)));
    spec.set("alertPolicies", policies(definition.name(), objective));
    ObjectNode extension = extension(objective, definition.effectiveFrom());
    if (!extension.isEmpty()) {
      spec.set("tocsin", extension);
    }
    return document;
  }

  private static void indicator(ObjectNode sli, ObjectiveSpec objective) {
    Indicator indicator = objective.indicator();
    if (!indicator.ratio()) {
      ObjectNode source = source(sli.putObject("thresholdMetric"));
      if (indicator.type() == Indicator.Type.METRIC) {
        source.put("telemetry", "metrics").put("metric", indicator.metric());
      } else {
        source.put("telemetry", "requests");
      }
      boolean rate = indicator.type() == Indicator.Type.THROUGHPUT;
      source.put("statistic", rate ? "rate" : indicator.statistic());
      filters(source, objective);
      return;
    }
    ObjectNode ratio = sli.putObject("ratioMetric");
    boolean checks = indicator.type() == Indicator.Type.UPTIME;
    boolean bad = indicator.type() == Indicator.Type.ERROR_RATE;
    ObjectNode part = source(ratio.putObject(bad ? "bad" : "good"));
    ObjectNode total = source(ratio.putObject("total"));
    for (ObjectNode each : List.of(part, total)) {
      each.put("telemetry", checks ? "checks" : "requests");
      put(each, "check", indicator.check());
      filters(each, objective);
    }
    if (indicator.type() == Indicator.Type.LATENCY) {
      boolean atMost = indicator.op() == Indicator.Op.AT_MOST;
      part.set(atMost ? "atMostMs" : "atLeastMs", number(indicator.bound()));
    } else {
      part.put("outcome", checks ? "up" : bad ? "failure" : "success");
    }
  }

  private static ObjectNode source(ObjectNode metric) {
    return metric.putObject("metricSource").put("type", IndicatorReader.SOURCE).putObject("spec");
  }

  private static void filters(ObjectNode source, ObjectiveSpec objective) {
    put(source, "operation", objective.operation());
    put(source, "region", objective.region());
    put(source, "deviceType", objective.deviceType());
  }

  private static ObjectNode window(ObjectiveSpec objective) {
    CalendarPeriod calendar = objective.calendar();
    if (calendar == null) {
      return NODES
          .objectNode()
          .put("duration", Shorthand.write(objective.evaluation()))
          .put("isRolling", true);
    }
    ObjectNode window =
        NODES
            .objectNode()
            .put("duration", key(TimeWindowReader.UNITS, calendar.unit()))
            .put("isRolling", false);
    window
        .putObject("calendar")
        .put("startTime", CALENDAR_START + " 00:00:00")
        .put("timeZone", calendar.zone());
    return window;
  }

  private static ObjectNode target(ObjectiveSpec objective) {
    ObjectNode target = NODES.objectNode();
    Indicator indicator = objective.indicator();
    if (!indicator.ratio()) {
      target.put("op", indicator.op() == Indicator.Op.AT_MOST ? "lte" : "gte");
      target.set("value", number(indicator.bound()));
    }
    target.set("target", number(objective.target()));
    if (objective.counting() == Counting.TIMESLICES) {
      target.set("timeSliceTarget", number(indicator.ratio() ? objective.target() : 1));
    }
    if (objective.counting() != Counting.OCCURRENCES) {
      target.put("timeSliceWindow", Shorthand.write(objective.measurement()));
    }
    return target;
  }

  private static ArrayNode policies(String name, ObjectiveSpec objective) {
    ArrayNode policies = NODES.arrayNode();
    for (BurnAlert alert : objective.burnAlerts()) {
      String own = name + "-burn-" + (policies.size() + 1);
      ObjectNode policy = policies.addObject().put("kind", "AlertPolicy");
      policy.putObject("metadata").put("name", own);
      ObjectNode spec = policy.putObject("spec").put("alertWhenBreaching", true);
      ObjectNode condition =
          spec.put("alertWhenResolved", true)
              .put("alertWhenNoData", false)
              .putArray("conditions")
              .addObject()
              .put("kind", "AlertCondition");
      condition.putObject("metadata").put("name", own);
      condition(condition.putObject("spec"), alert, objective.period());
    }
    return policies;
  }

  private static void condition(ObjectNode spec, BurnAlert alert, Duration period) {
    spec.put("severity", alert.severity().json());
    double factor = alert.factor(period);
    double threshold =
        alert.factor() != null ? factor : new BigDecimal(factor).round(READABLE).doubleValue();
    ObjectNode condition = spec.putObject("condition").put("kind", "burnrate").put("op", "gt");
    condition.set("threshold", number(threshold));
    condition.put("lookbackWindow", Shorthand.write(alert.longWindow())).put("alertAfter", "0m");
    ObjectNode extension = spec.putObject("tocsin");
    extension.put("shortWindow", Durations.format(alert.shortWindow()));
    if (!alert.hold().equals(alert.shortWindow())) {
      extension.put("hold", Durations.format(alert.hold()));
    }
    if (alert.budgetShare() != null) {
      extension.set("budgetShare", number(alert.budgetShare()));
    }
  }

  /** Of the fields under their own names: those that are not at their default. */
  private static ObjectNode extension(ObjectiveSpec objective, long effectiveFrom) {
    ObjectNode extension = NODES.objectNode();
    if (effectiveFrom != 0) {
      extension.put("effectiveFrom", Instant.ofEpochMilli(effectiveFrom).toString());
    }
    Duration measurement = objective.measurement();
    if (objective.counting() == Counting.OCCURRENCES
        && !measurement.equals(Duration.ofMinutes(1))) {
      extension.put("measurement", Durations.format(measurement));
    }
    if (objective.noData() != ObjectiveSpec.NoData.UNKNOWN) {
      extension.put("noData", objective.noData().json());
    }
    if (objective.coverageFloor() != 0) {
      extension.set("coverageFloor", number(objective.coverageFloor()));
    }
    if (objective.minimumEvents() != 1) {
      extension.put("minimumEvents", objective.minimumEvents());
    }
    if (objective.minimumBadEvents() != 1) {
      extension.put("minimumBadEvents", objective.minimumBadEvents());
    }
    if (objective.maintenance() != ObjectiveSpec.Maintenance.EXCLUDE) {
      extension.put("maintenance", objective.maintenance().json());
    }
    if (!objective.excludedReasons().isEmpty()) {
      extension.set("excludedReasons", Json.mapper().valueToTree(objective.excludedReasons()));
    }
    if (!objective.flapping().equals(Flapping.DEFAULT)) {
      extension.set("flapping", Json.mapper().valueToTree(objective.flapping()));
    }
    if (objective.severity() != null) {
      extension.put("severity", objective.severity().json());
    }
    put(extension, "team", objective.team());
    if (objective.composite() != null) {
      extension.set("composite", Json.mapper().valueToTree(objective.composite()));
    }
    return extension;
  }

  private static void put(ObjectNode to, String field, String value) {
    if (value != null) {
      to.put(field, value);
    }
  }

  private static JsonNode number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? NODES.numberNode((long) value) : NODES.numberNode(value);
  }

  private static <T> String key(Map<String, T> names, T value) {
    return names.entrySet().stream()
        .filter(each -> each.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
