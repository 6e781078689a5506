package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people do about alerts on the page has its effect in the router. */
class DashboardAlertsIT extends DashboardStory {
  private static final String ESCALATION =
      """
      {"levels":[{"after":"1s","receivers":["on-call-primary"]},
                 {"after":"15s","receivers":["team-lead"]}]}""";

  @BeforeAll
  static void declare() throws IOException {
    stage.declare("escalation", "page-test", ESCALATION);
    JsonNode root = stage.declared("route", "root").path("spec");
    ObjectNode spec = root.deepCopy();
    spec.withArray("routes")
        .insertObject(0)
        .put("escalation", "page-test")
        .put("groupWait", "1s")
        .putObject("match")
        .put("service", "taken|left-alone");
    stage.declare("route", "root", spec.toString());
  }

  @Test
  void acknowledgingOnThePageStopsTheEscalation() throws IOException {
    String taken = fires("taken");
    String other = fires("left-alone");
    browser.open("#/alerts/" + taken);
    browser.click("[data-alert='" + taken + "'] button");
    browser.write("tocsin-acknowledge input[name='actor']", "mira");
    browser.click("tocsin-acknowledge .primary");

    browser.awaitShown("[data-fingerprint='" + taken + "']", "acknowledged by mira");
    browser.awaitShown(".timeline", "acknowledged");
    system.until(ledger(other), it -> levels(it).contains(2));
    JsonNode decisions = system.get(ledger(taken));
    assertThat(levels(decisions)).doesNotContain(2);
    assertThat(decisions.path("items")).anyMatch(each -> is(each, "ACKNOWLEDGED"));
    assertThat(system.get("/api/v1/alerts/" + taken).path("acknowledgedBy").asText())
        .isEqualTo("mira");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aSilenceShowsWhatItWouldSilenceBeforeItIsDeclared() throws IOException {
    String fingerprint = fires("noisy");
    browser.open("#/alerts/" + fingerprint);
    browser.click("[data-alert='" + fingerprint + "'] .buttons button:last-child");
    browser.awaitText("[data-figure='silenced']", "1");
    browser.write("tocsin-silence textarea", "service=~\"noisy|nobody\"");
    await()
        .atMost(RunningSystem.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(browser.texts("[data-figure='silenced']"))
                    .containsExactly(String.valueOf(preview("service=~\\\"noisy|nobody\\\""))));
    browser.write("tocsin-silence input[name='actor']", "mira");
    browser.write("tocsin-silence input[name='comment']", "it is known");
    browser.click("tocsin-silence .primary");

    browser.awaitShown("[data-silence]", "it is known");
    JsonNode silences =
        system.until("/api/v1/definitions?kind=silence", it -> !it.path("items").isEmpty());
    assertThat(silences.path("items").get(0).path("spec").path("author").asText())
        .isEqualTo("mira");
    assertThat(browser.errors()).isEmpty();
  }

  private static int preview(String matcher) throws IOException {
    String body = "{\"matchers\":[\"" + matcher + "\"]}";
    return Json.mapper()
        .readTree(system.post(system.report("/api/v1/silences/preview"), body).body())
        .path("items")
        .size();
  }

  /** A broken promise of this service, and its alert's fingerprint. */
  private static String fires(String service) throws IOException {
    stage.declare(
        "objective",
        service.toUpperCase(Locale.ROOT),
        """
        {"service":"%s","evaluation":"1h","target":0.9,
         "indicator":{"type":"latency","statistic":"threshold","bound":50}}"""
            .formatted(service));
    stage.send(
        "/api/v1/telemetry/requests",
        "{\"timestamp\":%d,\"service\":\"%s\",\"latencyMs\":500,\"success\":true}"
            .formatted(System.currentTimeMillis(), service));
    return system
        .until("/api/v1/alerts?status=firing&service=" + service, it -> !it.path("items").isEmpty())
        .path("items")
        .get(0)
        .path("fingerprint")
        .asText();
  }

  private static String ledger(String fingerprint) {
    return "/api/v1/notifications?limit=500&fingerprint=" + fingerprint;
  }

  private static boolean is(JsonNode record, String decision) {
    return record.path("decision").asText().equals(decision);
  }

  private static List<Integer> levels(JsonNode decisions) {
    List<Integer> levels = new ArrayList<>();
    decisions.path("items").forEach(each -> levels.add(each.path("level").asInt()));
    return levels;
  }
}
