package dev.tocsin.events.openslo;

import dev.tocsin.events.Definition;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Reads an SLO as Tocsin's objectives: one for each of its objectives. What OpenSLO has no word for
 * stands in {@code spec.tocsin}.
 */
final class SloReader {
  static final String[] EXTENSION = {
    "noData",
    "coverageFloor",
    "minimumEvents",
    "minimumBadEvents",
    "maintenance",
    "excludedReasons",
    "effectiveFrom",
    "measurement",
    "flapping",
    "composite",
    "severity",
    "team"
  };

  /** The fields of the extension that an objective has under the same name, in the same form. */
  private static final List<String> SAME =
      List.of(
          "noData",
          "coverageFloor",
          "minimumEvents",
          "minimumBadEvents",
          "maintenance",
          "excludedReasons",
          "flapping",
          "composite",
          "severity",
          "team");

  static final Map<String, String> METHODS =
      Map.of(
          "Occurrences", "occurrences",
          "Timeslices", "timeslices",
          "RatioTimeslices", "ratioTimeslices");

  private final OpenSloDocuments set;
  private final Findings findings;

  SloReader(OpenSloDocuments set, Findings findings) {
    this.set = set;
    this.findings = findings;
  }

  /** Its objectives; those with which something is wrong are left out, and it is written down. */
  List<Definition> read(Field slo) {
    Field spec = slo.get("spec");
    spec.only(
        "description",
        "service",
        "indicator",
        "indicatorRef",
        "timeWindow",
        "budgetingMethod",
        "objectives",
        "alertPolicies",
        "tocsin");
    List<Field> objectives = spec.get("objectives").items();
    if (objectives.isEmpty()) {
      spec.get("objectives").wrong("is required: at least one {target}");
    }
    List<Definition> definitions = new ArrayList<>();
    for (int i = 0; i < objectives.size(); i++) {
      definitions.add(objective(slo, objectives.get(i), i, objectives.size()));
    }
    return definitions.stream().filter(Objects::nonNull).toList();
  }

  /** Looks at what SLOs may refer to, whether they do or not. */
  void readShared() {
    for (Field sli : set.all("SLI")) {
      new IndicatorReader(set, new Draft(sli, findings)).read(sli.get("spec"), null);
    }
    for (Field policy : set.all("AlertPolicy")) {
      new AlertReader(set, new Draft(policy, findings), null).readPolicy(policy.get("spec"));
    }
    for (Field condition : set.all("AlertCondition")) {
      new AlertReader(set, new Draft(condition, findings), null)
          .readCondition(condition.get("spec"));
    }
  }

  private Definition objective(Field slo, Field objective, int index, int of) {
    int before = findings.complaints();
    objective.only(
        "displayName",
        "op",
        "value",
        "target",
        "targetPercent",
        "timeSliceTarget",
        "timeSliceWindow");
    Field spec = slo.get("spec");
    Field extension = spec.get("tocsin").only(EXTENSION);
    Draft draft = new Draft(spec, findings);
    Field own = objective.get("displayName");
    Field shared = OpenSloDocuments.metadata(slo).get("displayName");
    own.text();
    draft.copyText("title", own.present() && (of > 1 || !shared.present()) ? own : shared);
    draft.copyText("service", spec.get("service").required("a service's name, or * for each"));
    if (!"*".equals(spec.get("service").node().asText())) {
      set.check(spec.get("service"), "Service");
    }
    SAME.forEach(field -> draft.copy(field, extension.get(field)));
    draft.read("indicator", () -> indicator(spec, objective, draft));
    Double target = draft.read("target", () -> target(objective, draft));
    Field method = spec.get("budgetingMethod");
    method.required("one of Occurrences, Timeslices, RatioTimeslices");
    String counting = method.oneOf(METHODS);
    draft.set("counting", method, counting);
    sliceTarget(objective, target, counting);
    draft.read(
        "measurement", () -> measurement(objective, extension.get("measurement"), counting, draft));
    Duration period =
        draft.read("evaluation", () -> new TimeWindowReader(draft).read(spec.get("timeWindow")));
    new AlertReader(set, draft, period).read(spec.get("alertPolicies"));
    String name = slo.get("metadata").get("name").text();
    String unique = of == 1 ? name : name + "-" + suffix(own, index);
    Definition definition = draft.finish(unique, effectiveFrom(extension));
    return findings.complaints() == before ? definition : null;
  }

  private static String suffix(Field displayName, int index) {
    String words = displayName.node().asText("").toLowerCase(Locale.ROOT);
    String slug = words.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return slug.isEmpty() ? Integer.toString(index + 1) : slug;
  }

  /** Returns what is measured, null when that is not said well enough to be found. */
  private Field indicator(Field spec, Field objective, Draft draft) {
    Field inline = spec.get("indicator");
    Field reference = spec.get("indicatorRef");
    Field composite = spec.get("tocsin").get("composite");
    long given = List.of(inline, reference, composite).stream().filter(Field::present).count();
    if (given != 1) {
      spec.wrong("must have one of indicator, indicatorRef, tocsin.composite");
      return null;
    }
    if (composite.present()) {
      IndicatorReader.unbounded(objective);
      return composite;
    }
    Field sli = reference.present() ? set.find(reference, "SLI") : inline.only("metadata", "spec");
    if (sli == null) {
      return null;
    }
    OpenSloDocuments.metadata(sli);
    sli.get("spec").required("thresholdMetric or ratioMetric");
    new IndicatorReader(set, draft).read(sli.get("spec"), objective);
    return sli;
  }

  private static Double target(Field objective, Draft draft) {
    Field target = objective.get("target");
    Field percent = objective.get("targetPercent");
    Double share = target.number();
    if (target.present() == percent.present()) {
      objective.wrong("must have either target or targetPercent");
    } else if (percent.number() != null) {
      // As a decimal number: 99.9 / 100 is not 0.999 in binary.
      share = percent.node().decimalValue().movePointLeft(2).doubleValue();
      if (!(share > 0 && share < 1)) {
        percent.wrong("must be over 0 and under 100");
      }
    }
    draft.set("target", percent.present() ? percent : target, share);
    return share;
  }

  /** Returns where the measurement slice's length stands. */
  private static Field measurement(Field objective, Field extension, String counting, Draft draft) {
    Field window = objective.get("timeSliceWindow");
    Duration slice =
        window.node().isIntegralNumber()
            ? Duration.ofMinutes(window.node().asInt())
            : Shorthand.read(window);
    if (slice != null && extension.present()) {
      extension.wrong("must be absent beside timeSliceWindow");
    }
    boolean slices = counting != null && !counting.equals("occurrences");
    if (slices && !extension.present()) {
      window.required("the length of a slice, such as 1m");
    }
    if (extension.present()) {
      draft.copy("measurement", extension);
      return extension;
    }
    draft.set("measurement", window, slice);
    return window;
  }

  /** Tocsin holds a slice to the target itself, and a slice with a value to the bound. */
  private static void sliceTarget(Field objective, Double target, String counting) {
    Field field = objective.get("timeSliceTarget");
    Double share = field.number();
    if (share == null || counting == null) {
      return;
    }
    boolean valued = objective.get("value").present();
    if (!counting.equals("timeslices")) {
      field.wrong("is allowed only beside budgetingMethod: Timeslices");
    } else if (valued && share != 1) {
      field.wrong("must be 1 or absent: a slice has one value, which keeps the bound or not");
    } else if (!valued && target != null && !target.equals(share)) {
      field.wrong("must be the target or absent: a slice is good when it reaches the target");
    }
  }

  private static long effectiveFrom(Field extension) {
    Field from = extension.get("effectiveFrom");
    String text = from.text();
    if (text == null) {
      return 0;
    }
    try {
      long millis = OffsetDateTime.parse(text).toInstant().toEpochMilli();
      if (millis >= 0) {
        return millis;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Told below, as a time before 1970 is.
    }
    from.wrong(
        "must be a time since 1970 in ISO-8601 with an offset, such as 2026-01-01T00:00:00Z");
    return 0;
  }
}
