package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What people see: each page's figures are the API's, and change while they look. */
class DashboardIT extends DashboardStory {
  private static final String OBJECTIVE =
      """
      {"service":"looked-at","evaluation":"1h","target":0.9,
       "indicator":{"type":"latency","statistic":"threshold","bound":50}}""";

  @BeforeAll
  static void declare() throws IOException {
    stage.declare("objective", "LOOKED_AT", OBJECTIVE);
    stage.send("/api/v1/telemetry/requests", slowRequest());
    system.until("/api/v1/violations?objective=LOOKED_AT", it -> !it.path("items").isEmpty());
  }

  @AfterEach
  void noErrorsOnTheConsole() {
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void theOverviewHasFiveWidgetsWithTheFiguresOfTheApi() {
    String range = closedRange();
    browser.open("#/overview?zone=UTC&" + range);

    await()
        .atMost(RunningSystem.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(browser.attributes(".tile", "data-source"))
                    .containsExactly(
                        "sla-status",
                        "sla-trends",
                        "status-distribution",
                        "active-alerts",
                        "service-performance"));
    await()
        .atMost(RunningSystem.PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode report = system.get("/api/v1/reports/telemetry?" + range);
              List<String> expected = new ArrayList<>();
              for (JsonNode service : report.path("by").path("service")) {
                expected.add(shown(service.path("count").asLong()));
              }
              assertThat(expected).hasSizeGreaterThanOrEqualTo(8);
              expected.add(shown(report.path("count").asLong()));
              assertThat(browser.texts("[data-source='service-performance'] td:nth-child(2)"))
                  .containsExactlyInAnyOrderElementsOf(expected);
            });
    await()
        .atMost(RunningSystem.PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode standing = system.get("/api/v1/overview").path("objectives");
              assertThat(
                      browser.texts("[data-figure='status-VIOLATED'], [data-figure='status-MET']"))
                  .containsExactly(
                      standing.path("violated").asText(), standing.path("met").asText());
            });
    JsonNode trend = system.get("/api/v1/verdicts/trend?points=60&" + range).path("items");
    browser.click("[data-source='sla-trends'] .tool");
    JsonNode last = trend.get(trend.size() - 1);
    double judged = last.path("met").asDouble() + last.path("violated").asDouble();
    browser.awaitText(
        "[data-source='sla-trends'] tbody td", percent(last.path("met").asDouble() / judged));
  }

  @Test
  void objectivesStandByWhatIsLeftOfTheirBudget() {
    browser.open("#/objectives");

    String row = "tr[data-objective='LOOKED_AT'][data-service='looked-at'] ";
    JsonNode verdict = system.get("/api/v1/objectives/LOOKED_AT").path("verdicts").get(0);
    browser.awaitText(
        row + "[data-figure='budget']", percent(verdict.path("budgetRemaining").asDouble()));
    browser.awaitShown(row, "Violated");
    List<Double> shown = new ArrayList<>();
    for (String text : browser.texts("td[data-figure='budget']")) {
      if (text.endsWith("%")) {
        shown.add(Double.valueOf(text.replace("−", "-").replace("<", "").replace("%", "")));
      }
    }
    assertThat(shown).hasSizeGreaterThan(20).isSorted();

    browser.click(row + "a");
    browser.awaitShown("h1", "LOOKED_AT");
    browser.awaitText("[data-figure='sli']", "0.000%");
    browser.awaitText(
        "[data-figure='budget']", percent(verdict.path("budgetRemaining").asDouble()));
    JsonNode burn = verdict.path("burnRates");
    await()
        .atMost(RunningSystem.PATIENCE)
        .untilAsserted(
            () -> assertThat(browser.all("[data-figure='burn-rate']")).hasSize(burn.size()));
  }

  @Test
  void anIncidentIsCountedWhileSomebodyLooks() throws IOException {
    String all = "/api/v1/reports/incidents?from=now-90d";
    browser.open("#/incidents");
    long before = system.get(all).path("count").asLong();
    browser.awaitText("tocsin-incidents [data-figure='value']", shown(before));
    stage.send("/api/v1/incidents", incident("looked-at-" + before));

    browser.awaitText("tocsin-incidents [data-figure='value']", shown(before + 1));
    JsonNode report = system.get(all);
    assertThat(report.path("count").asLong()).isEqualTo(before + 1);
    assertThat(browser.texts("tocsin-incidents .cards [data-figure='value']"))
        .contains(String.format(Locale.ROOT, "%.1f%%", report.path("breachRate").asDouble() * 100));
    browser.awaitShown("[data-name='looked-at-" + before + "']", "looked-at");
  }

  @Test
  void theFleetIsCountedByType() {
    String fleet = "/api/v1/reports/fleet?from=now-7d";
    system.until(fleet, it -> it.path("byType").size() == 4);
    browser.open("#/fleet");
    await()
        .atMost(RunningSystem.PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode report = system.get(fleet);
              assertThat(browser.texts("[data-source='devices'] [data-figure='value']"))
                  .containsExactly(shown(report.path("all").path("devices").asLong()));
              assertThat(
                      browser.attributes("[data-source='devices-by-type'] tbody tr", "data-name"))
                  .containsExactlyElementsOf(report.path("byType").findValuesAsText("key"));
            });
  }

  @Test
  void anomaliesShowTheNewestRiskAndItsContributions() {
    browser.open("#/anomalies/payments");

    await()
        .atMost(RunningSystem.PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode score =
                  system.get("/api/v1/scores/latest?service=payments").path("items").get(0);
              assertThat(browser.find("li[data-entity='payments'] [data-figure='risk']").getText())
                  .isEqualTo(String.valueOf((long) score.path("risk").asDouble()));
            });
    assertThat(browser.find("#why h2").getText()).startsWith("Why payments is at ");
    assertThat(browser.all(".columns.wide canvas")).hasSize(2);
  }

  @Test
  void violationsAreFilteredByServiceAndKind() {
    browser.open("#/violations?from=now-24h&service=looked-at");
    int found =
        system.get("/api/v1/violations?from=now-24h&service=looked-at").path("items").size();

    browser.awaitShown("tr[data-id]", "LOOKED_AT");
    assertThat(browser.all("tr[data-id]")).hasSize(found);
    browser.choose("select[name='kind']", "latency");
    assertThat(browser.texts("tr[data-id] [data-label='Kind']")).containsOnly("latency");
    assertThat(browser.all("tocsin-violations canvas")).hasSize(2);

    browser.click("tr[data-id] summary");
    JsonNode verdict =
        system
            .get("/api/v1/violations?from=now-24h&service=looked-at")
            .path("items")
            .get(0)
            .path("verdict");
    browser.awaitShown(
        "tr[data-id] .facts",
        "%s of %s"
            .formatted(
                shown(verdict.path("good").asLong()), shown(verdict.path("total").asLong())));
    assertThat(browser.texts("tr[data-id] details code").get(0)).contains("telemetry.requests");
  }

  @Test
  void reportsAreTakenAwayAsTheyAreAnswered() throws IOException {
    browser.open("#/reports?from=now-90d");
    browser.click("[data-report='/reports/incidents'] [data-format='csv']");

    Path file = profile.resolve("tocsin-incidents.csv");
    await().atMost(RunningSystem.PATIENCE).until(() -> Files.exists(file) && Files.size(file) > 0);
    List<String> lines =
        Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList();
    assertThat(lines.get(0)).startsWith("\"by\",\"key\",\"count\"");
    assertThat(lines.get(1)).startsWith("\"all\",\"\",\"" + count());
  }

  @Test
  void aReportSaysHowItIsMadeAndMonthsStandSideBySide() {
    String months = "[data-source='compliance-by-month'] ";
    browser.open("#/reports?zone=UTC");
    browser.awaitShown(months + "thead", YearMonth.now(ZoneOffset.UTC).toString());
    browser.click(months + ".how");

    JsonNode report = system.get("/api/v1/reports/compliance?from=now-2M/M&zone=UTC");
    browser.awaitText(
        "tocsin-how [data-figure='method']", report.path("about").path("method").asText());
    browser.awaitText("tocsin-how [data-fact='Its days']", "UTC");
    assertThat(browser.attributes("tocsin-how a", "href"))
        .containsExactly("/api/v1/reports/compliance?from=now-2M%2FM&zone=UTC");
    browser.press(Keys.ESCAPE);
    Set<String> judged = new HashSet<>();
    for (JsonNode row : report.path("compliance")) {
      if (row.hasNonNull("month") && row.hasNonNull("compliance")) {
        judged.add(row.path("objective").asText() + ", " + row.path("service").asText());
      }
    }
    assertThat(browser.attributes(months + "tbody tr", "data-name"))
        .hasSizeGreaterThan(20)
        .isSubsetOf(judged);
  }

  @Test
  void aDefinitionIsCheckedWhileItIsTypedAndThenDeclared() {
    browser.open("#/definitions/new");
    String spec = "{\"kind\":\"objective\",\"name\":\"TYPED\",\"spec\":{\"service\":\"typed\",";
    browser.write("#text", spec + "\"indicator\":{\"type\":\"uptime\"},\"target\":2}}");
    browser.awaitShown("#findings", "spec.target");
    assertThat(browser.find(".editor .primary").isEnabled()).isFalse();

    browser.write(
        "#text",
        spec + "\"indicator\":{\"type\":\"uptime\"},\"target\":0.99,\"evaluation\":\"1h\"}}");
    browser.awaitText("#findings", "It may be declared.");
    browser.click(".editor .primary");

    browser.awaitShown("#editor h2", "objective TYPED");
    assertThat(stage.declared("objective", "TYPED").path("spec").path("target").asDouble())
        .isEqualTo(0.99);
  }

  @Test
  void theConnectionIsSeenToBePausedLostAndBack() {
    browser.open("#/overview");
    browser.click(".connection");
    browser.awaitText(".connection", "Paused");
    browser.network(false);
    try {
      browser.press("p");
      browser.awaitText(".connection", "Reconnecting");
      browser.awaitShown(".problem", "What is shown may be old");
    } finally {
      browser.network(true);
    }
    browser.awaitText(".connection", "Live");
    await().atMost(RunningSystem.PATIENCE).until(() -> browser.all(".problem").isEmpty());
    // That the network was away is what these errors say.
    assertThat(browser.errors()).allMatch(error -> error.contains("ERR_INTERNET_DISCONNECTED"));
  }

  private static String closedRange() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    return "from=%s&to=%s"
        .formatted(now.minus(25, ChronoUnit.MINUTES), now.minus(10, ChronoUnit.MINUTES));
  }

  private static long count() {
    return system.get("/api/v1/reports/incidents?from=now-90d").path("count").asLong();
  }

  private static String shown(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** As the page writes it: rounded down to one place. */
  private static String percent(double share) {
    double floored = Math.floor(share * 1000 + 1e-7) / 10;
    return String.format(Locale.ROOT, "%.1f%%", floored).replace("-", "−");
  }

  private static String slowRequest() {
    return "{\"timestamp\":%d,\"service\":\"looked-at\",\"latencyMs\":500,\"success\":true}"
        .formatted(System.currentTimeMillis());
  }

  private static String incident(String id) {
    long now = System.currentTimeMillis();
    return """
        {"timestamp":%d,"incidentId":"%s","service":"looked-at","severity":"high","state":"RESOLVED",
         "startedAt":%d,"detectedAt":%d,"resolvedAt":%d}"""
        .formatted(now, id, now - 600_000, now - 500_000, now - 1000);
  }
}
