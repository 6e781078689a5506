package dev.tocsin.standalone.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an objective would have said, as a table for people; times are UTC. */
final class FindingsText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);
  private static final String ROW = "  %-16s  %-12s  %10s  %12s  %10s  %8s%n";

  private final StringBuilder text = new StringBuilder();

  private FindingsText() {}

  /**
   * @param answer the evaluator's
   * @param published whether it was published under that name
   */
  static String of(JsonNode answer, boolean published) {
    FindingsText findings = new FindingsText();
    findings.add(answer, published);
    return findings.text.toString();
  }

  private void add(JsonNode answer, boolean published) {
    line(
        "%s until %s UTC%s",
        answer.path("objective").asText(),
        time(answer.path("asOf")),
        published ? ", published under this name" : "");
    if (answer.path("services").isEmpty()) {
      line("  nothing is stored that it is about");
    }
    answer.path("services").forEach(this::service);
    answer
        .path("missing")
        .forEach(each -> line("  no answer from %s: its services are missing", each.asText()));
  }

  private void service(JsonNode finding) {
    List<String> counts = new ArrayList<>();
    finding
        .path("counts")
        .properties()
        .forEach(each -> counts.add(each.getValue().asText() + " " + words(each.getKey())));
    line(
        "%n%s: %s, from %s since %s",
        finding.path("service").asText(),
        counts.isEmpty() ? "no verdict" : String.join(", ", counts),
        counted(finding.path("slices").asLong(), "slice"),
        time(finding.path("coveredFrom")));
    if (!finding.path("verdicts").isEmpty()) {
      text.append(ROW.formatted("PERIOD END", "STATUS", "SLI", "VALUE", "BUDGET", "COVERAGE"));
      finding.path("verdicts").forEach(this::verdict);
    }
    if (finding.hasNonNull("worst")) {
      line("  the worst:");
      verdict(finding.path("worst"));
    }
    line("  %s", counted(finding.path("violations").size(), "violation"));
    for (JsonNode each : finding.path("violations")) {
      line(
          "  %s to %-16s  %-8s  %s",
          time(each.path("began")),
          each.hasNonNull("ended") ? time(each.path("ended")) : "now",
          each.path("severity").asText(),
          each.path("reason").asText());
    }
    line("  %s", counted(finding.path("alerts").size(), "alert"));
    for (JsonNode each : finding.path("alerts")) {
      line(
          "  %s  %-8s  %-8s  %s",
          time(each.path("updatedAt")),
          words(each.path("status").asText()),
          words(each.path("severity").asText()),
          each.path("annotations").path("summary").asText(each.path("name").asText()));
    }
  }

  private static String counted(long many, String what) {
    return many + " " + what + (many == 1 ? "" : "s");
  }

  private void verdict(JsonNode verdict) {
    text.append(
        ROW.formatted(
            time(verdict.path("periodEnd")),
            words(verdict.path("status").asText()),
            percent(verdict.path("sli")),
            verdict.hasNonNull("value")
                ? String.format(Locale.ROOT, "%.4g", verdict.path("value").asDouble())
                : "",
            percent(verdict.path("budgetRemaining")),
            percent(verdict.path("coverage"))));
  }

  private void line(String format, Object... values) {
    text.append(format.formatted(values)).append(System.lineSeparator());
  }

  /** Rounded down, so that nothing short of all reads 100%. */
  private static String percent(JsonNode ratio) {
    return ratio.isNumber()
        ? BigDecimal.valueOf(ratio.asDouble())
                .movePointRight(2)
                .setScale(2, RoundingMode.FLOOR)
                .toPlainString()
            + "%"
        : "";
  }

  private static String time(JsonNode millis) {
    return millis.isNumber() ? TIME.format(Instant.ofEpochMilli(millis.asLong())) : "";
  }

  private static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
