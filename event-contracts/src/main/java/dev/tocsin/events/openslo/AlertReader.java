package dev.tocsin.events.openslo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads alert policies as burn alerts. */
final class AlertReader {
  /** OpenSLO leaves the names open; the first two are those of its examples and of its users. */
  private static final Map<String, String> SEVERITIES =
      Map.of(
          "page", "critical",
          "ticket", "warning",
          "info", "info",
          "warning", "warning",
          "critical", "critical",
          "emergency", "emergency");

  private static final double ROUNDING = 1e-3;

  private final OpenSloDocuments set;
  private final Draft draft;
  private final Duration period;
  private int read;

  /**
   * @param period the objective's period, or null when it is not known
   */
  AlertReader(OpenSloDocuments set, Draft draft, Duration period) {
    this.set = set;
    this.draft = draft;
    this.period = period;
  }

  /** Reads an SLO's alert policies; without any, the usual ones are meant. */
  void read(Field policies) {
    List<Field> items = policies.items();
    if (policies.present()) {
      draft.emptyList("burnAlerts", policies);
    }
    for (Field item : items) {
      Field policy = inlineOr(item, "alertPolicyRef", "AlertPolicy");
      if (policy != null) {
        readPolicy(policy);
      }
    }
  }

  /** What stands here, or is named here; null when neither. */
  private Field inlineOr(Field item, String reference, String kind) {
    if (item.get(reference).present()) {
      item.only(reference);
      Field named = set.find(item.get(reference), kind);
      return named == null ? null : named.get("spec");
    }
    item.only(reference, "kind", "metadata", "spec");
    if (item.get("kind").present() && !kind.equals(item.get("kind").text())) {
      item.get("kind").wrong("must be " + kind);
    }
    OpenSloDocuments.metadata(item);
    item.get("spec").required("or " + reference);
    return item.get("spec").present() ? item.get("spec") : null;
  }

  /** Reads an alert policy's spec. */
  void readPolicy(Field spec) {
    spec.only(
        "description",
        "alertWhenNoData",
        "alertWhenResolved",
        "alertWhenBreaching",
        "conditions",
        "notificationTargets");
    if (Boolean.FALSE.equals(spec.get("alertWhenBreaching").flag())) {
      spec.get("alertWhenBreaching")
          .wrong("must be true; leave out the policy if it is to be quiet");
    }
    spec.get("alertWhenResolved").flag();
    if (Boolean.TRUE.equals(spec.get("alertWhenNoData").flag())) {
      spec.get("alertWhenNoData").wrong("must be false: spec.tocsin.noData of the SLO says it");
    }
    for (Field target : spec.get("notificationTargets").items()) {
      target.only("targetRef", "kind", "metadata", "spec");
      set.check(target.get("targetRef"), "AlertNotificationTarget");
    }
    List<Field> conditions = spec.get("conditions").items();
    if (conditions.size() != 1) {
      spec.get("conditions").wrong("must be one condition");
    }
    for (Field item : conditions) {
      Field condition = inlineOr(item, "conditionRef", "AlertCondition");
      if (condition != null) {
        readCondition(condition);
      }
    }
  }

  /** Reads an alert condition's spec. */
  void readCondition(Field spec) {
    String at = "burnAlerts[" + read++ + "]";
    spec.only("description", "severity", "condition", "tocsin");
    Field condition = spec.get("condition").required("kind, threshold, lookbackWindow");
    condition.only("kind", "op", "threshold", "lookbackWindow", "alertAfter");
    only(condition.get("kind"), "burnrate");
    only(condition.get("op"), "gt");
    Field severity = spec.get("severity").required("page, ticket, or one of Tocsin's severities");
    draft.object(at, spec);
    draft.set(at + ".severity", severity, severity.oneOf(SEVERITIES));
    Field lookback = condition.get("lookbackWindow").required("the long window");
    Duration longWindow = Shorthand.read(lookback);
    draft.set(at + ".longWindow", lookback, longWindow);
    Field extension = spec.get("tocsin").only("shortWindow", "hold", "budgetShare");
    shortWindow(condition.get("alertAfter"), extension.get("shortWindow"), at);
    draft.copy(at + ".hold", extension.get("hold"));
    factor(condition.get("threshold"), extension.get("budgetShare"), longWindow, at);
  }

  /** OpenSLO's own way to say that a blip is nothing is to wait: a short window does it better. */
  private void shortWindow(Field alertAfter, Field shortWindow, String at) {
    Duration after = Shorthand.read(alertAfter);
    if (shortWindow.present()) {
      if (after != null && !after.isZero()) {
        alertAfter.wrong("must be 0m or absent beside tocsin.shortWindow");
      }
      draft.copy(at + ".shortWindow", shortWindow);
    } else {
      draft.set(at + ".shortWindow", alertAfter, after == null || after.isZero() ? null : after);
    }
  }

  private void factor(Field threshold, Field share, Duration longWindow, String at) {
    Double factor = threshold.number();
    draft.copy(at + ".budgetShare", share);
    if (!share.present()) {
      threshold.required("how many times faster than allowed the budget is spent");
      draft.set(at + ".factor", threshold, factor);
      return;
    }
    draft.set(at + ".factor", factor == null ? share : threshold, (Double) null);
    if (factor == null || period == null || longWindow == null || longWindow.isZero()) {
      return;
    }
    Double budgetShare = share.number();
    double meant =
        budgetShare == null ? factor : budgetShare * period.toMillis() / longWindow.toMillis();
    if (Math.abs(factor - meant) > ROUNDING * meant) {
      threshold.wrong(
          String.format(
              Locale.ROOT,
              "must be %.6g, or absent: budgetShare × period / lookbackWindow",
              meant));
    }
  }

  private static void only(Field field, String allowed) {
    if (field.present() && !allowed.equals(field.text())) {
      field.wrong("must be " + allowed);
    }
  }
}
