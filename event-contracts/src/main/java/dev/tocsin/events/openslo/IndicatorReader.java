package dev.tocsin.events.openslo;

import java.util.List;
import java.util.Map;

/**
 * Reads what an SLI measures. The source's type is {@code tocsin}; its spec says which telemetry,
 * and of it what.
 */
final class IndicatorReader {
  static final String SOURCE = "tocsin";
  static final List<String> FILTERS = List.of("operation", "region", "deviceType");
  private static final Map<String, String> OPS = Map.of("lte", "atMost", "gte", "atLeast");
  private static final Map<String, String> COUNTED =
      Map.of("requests", "requests", "checks", "checks");
  private static final Map<String, String> MEASURED =
      Map.of("requests", "requests", "metrics", "metrics");

  private final OpenSloDocuments set;
  private final Draft draft;

  IndicatorReader(OpenSloDocuments set, Draft draft) {
    this.set = set;
    this.draft = draft;
  }

  /** Reads an SLI's spec, and what the SLO's objective adds to it, unless that is null. */
  void read(Field sli, Field objective) {
    sli.only("description", "thresholdMetric", "ratioMetric");
    Field ratio = sli.get("ratioMetric");
    Field threshold = sli.get("thresholdMetric");
    if (ratio.present() == threshold.present()) {
      sli.wrong("must have either thresholdMetric or ratioMetric");
    } else if (ratio.present()) {
      ratio(ratio);
      if (objective != null) {
        unbounded(objective);
      }
    } else {
      Field source = source(threshold);
      if (source != null) {
        value(source);
      }
      if (objective != null) {
        bound(objective);
      }
    }
  }

  /** Complains of a bound where no value is held to one. */
  static void unbounded(Field objective) {
    for (String name : List.of("op", "value")) {
      if (objective.get(name).present()) {
        objective.get(name).wrong("is allowed only beside a thresholdMetric");
      }
    }
  }

  private void ratio(Field ratio) {
    ratio.only("counter", "good", "bad", "total", "raw", "rawType");
    ratio.get("counter").flag();
    for (String name : List.of("raw", "rawType")) {
      if (ratio.get(name).present()) {
        ratio.get(name).wrong("is not known here: Tocsin counts; give total, and good or bad");
        return;
      }
    }
    Field good = ratio.get("good");
    Field bad = ratio.get("bad");
    if (good.present() == bad.present()) {
      ratio.wrong("must have either good or bad");
      return;
    }
    Field total = source(ratio.get("total").required("what is counted"));
    Field part = source(good.present() ? good : bad);
    if (total == null || part == null) {
      return;
    }
    String telemetry = total.get("telemetry").required("requests or checks").oneOf(COUNTED);
    if ("checks".equals(telemetry)) {
      total.only("telemetry", "check", "operation", "region", "deviceType");
    } else {
      total.only("telemetry", "operation", "region", "deviceType");
    }
    filters(total);
    alike(part, total, "telemetry");
    alike(part, total, "check");
    FILTERS.forEach(filter -> alike(part, total, filter));
    if ("checks".equals(telemetry)) {
      part.only("telemetry", "outcome", "check", "operation", "region", "deviceType");
      outcome(part, bad.present() ? null : "up", "uptime");
      draft.copyText("indicator.check", total.get("check"));
    } else if (good.present()) {
      part.only(
          "telemetry", "outcome", "atMostMs", "atLeastMs", "operation", "region", "deviceType");
      goodRequests(part);
    } else {
      part.only("telemetry", "outcome", "operation", "region", "deviceType");
      outcome(part, "failure", "errorRate");
    }
  }

  private void goodRequests(Field part) {
    Field atMost = part.get("atMostMs");
    Field atLeast = part.get("atLeastMs");
    if (!atMost.present() && !atLeast.present()) {
      outcome(part, "success", "availability");
      return;
    }
    if (atMost.present() == atLeast.present() || part.get("outcome").present()) {
      part.wrong("must have one of outcome, atMostMs, atLeastMs");
      return;
    }
    Field bound = atMost.present() ? atMost : atLeast;
    draft.set("indicator.type", part.get("telemetry"), "latency");
    draft.set("indicator.op", bound, atMost.present() ? "atMost" : "atLeast");
    draft.set("indicator.bound", bound, bound.number());
  }

  private void outcome(Field part, String allowed, String type) {
    Field outcome = part.get("outcome");
    if (allowed == null) {
      part.wrong("cannot be counted as bad: give good, with outcome: up");
    } else if (!allowed.equals(outcome.text())) {
      boolean latency = allowed.equals("success");
      outcome.wrong("must be " + allowed + (latency ? ", or give atMostMs or atLeastMs" : ""));
    }
    draft.set("indicator.type", outcome, type);
  }

  private void alike(Field part, Field total, String name) {
    if (!part.get(name).node().equals(total.get(name).node())) {
      part.get(name).wrong("must be the same as in total");
    }
  }

  private void value(Field spec) {
    String telemetry = spec.get("telemetry").required("requests or metrics").oneOf(MEASURED);
    Field statistic = spec.get("statistic");
    if ("metrics".equals(telemetry)) {
      spec.only("telemetry", "metric", "statistic", "operation", "region", "deviceType");
      draft.set("indicator.type", spec.get("telemetry"), "metric");
      draft.copyText("indicator.metric", spec.get("metric"));
      draft.copyText("indicator.statistic", statistic);
    } else {
      spec.only("telemetry", "statistic", "operation", "region", "deviceType");
      statistic.required("rate, mean, or a percentile from p50 to p99.9");
      boolean rate = "rate".equals(statistic.text());
      if ("threshold".equals(statistic.text())) {
        statistic.wrong("must be rate, mean, or a percentile from p50 to p99.9");
      }
      draft.set("indicator.type", statistic, rate ? "throughput" : "latency");
      if (!rate) {
        draft.copyText("indicator.statistic", statistic);
      }
    }
    filters(spec);
  }

  private void bound(Field objective) {
    Field op = objective.get("op").required("lte or gte");
    draft.set("indicator.op", op, op.oneOf(OPS));
    Field bound = objective.get("value").required("the bound");
    draft.set("indicator.bound", bound, bound.number());
  }

  private void filters(Field spec) {
    FILTERS.forEach(filter -> draft.copyText(filter, spec.get(filter)));
  }

  /** The spec of a metric's source, or null when it is another system's. */
  private Field source(Field metric) {
    metric.only("metricSource");
    Field source = metric.get("metricSource");
    source.only("metricSourceRef", "type", "spec");
    Field type = source.get("type");
    if (!type.present() && source.get("metricSourceRef").present()) {
      Field named = set.find(source.get("metricSourceRef"), "DataSource");
      type = named == null ? null : named.get("spec").get("type");
    }
    if (type == null || !metric.present() || SOURCE.equals(type.text())) {
      return source.get("spec");
    }
    type.wrong("must be tocsin: its spec says which of Tocsin's telemetry is measured");
    return null;
  }
}
