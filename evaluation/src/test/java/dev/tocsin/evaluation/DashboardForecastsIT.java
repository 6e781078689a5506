package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the pages say of two weeks of a service, of who behaves alike, and of who was told. */
class DashboardForecastsIT extends DashboardStory {
  private static final long HOUR = 3_600_000;
  private static final int HOURS = 15 * 24;
  private static final String OF = "?service=tidal&series=meanLatency&zone=UTC&from=now-30d";

  @BeforeAll
  static void twoWeeks() throws IOException {
    stage.send("/api/v1/telemetry/requests", history());
    // The evaluator judges every minute of them anew.
    await()
        .atMost(RunningSystem.PATIENCE.multipliedBy(3))
        .pollInterval(RunningSystem.PATIENCE.dividedBy(60))
        .until(() -> system.get("/api/v1/analytics/forecast" + OF).path("points").size() == 168);
  }

  @AfterEach
  void noErrorsOnTheConsole() {
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aForecastStandsWithHowItWasTested() throws IOException {
    browser.open("#/forecasts/tidal?series=meanLatency&zone=UTC&from=now-30d");

    JsonNode ahead = system.get("/api/v1/analytics/forecast" + OF);
    browser.awaitText("[data-fact='Coverage when tested']", whole(ahead.path("coverage")));
    String verdict = ahead.path("verdict").asText();
    browser.awaitShown(
        "[data-fact='Against a season ago']", verdict.substring(verdict.indexOf(' ')));
    JsonNode season = system.get("/api/v1/analytics/seasonality" + OF);
    String strength =
        String.format(Locale.ROOT, "%.2f of 1", season.path("hourStrength").asDouble());
    browser.awaitText("[data-source='season-hours'] [data-fact='Strength']", strength);
    JsonNode trend = system.get("/api/v1/analytics/trend" + OF);
    browser.awaitText("[data-fact='Explained']", whole(trend.path("explained")));
    await()
        .atMost(RunningSystem.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(browser.attributes("tocsin-widget:has(canvas)", "data-source"))
                    .containsExactly("forecast", "trend", "season-hours"));
    JsonNode with = system.get("/api/v1/analytics/correlation" + OF + "&otherSeries=requests");
    browser.awaitText(
        "[data-source='correlation'] [data-name='Requests an hour'] [data-label='Hours']",
        with.path("hours").asText());
    for (int width : new int[] {360, 1440}) {
      browser.show(width, "light");
      browser.picture(Path.of("target", "dashboard", "forecast-%d-light.png".formatted(width)));
    }
  }

  @Test
  void insightsHaveTheirEvidenceAndLeadToTheirChart() {
    browser.open("#/forecasts/tidal?zone=UTC&from=now-30d");

    JsonNode known = system.get("/api/v1/analytics/insights?service=tidal&from=now-30d&zone=UTC");
    List<String> kinds = new ArrayList<>();
    known.path("items").forEach(each -> kinds.add(each.path("kind").asText()));
    assertThat(kinds).contains("SEASONALITY");
    await()
        .atMost(RunningSystem.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(browser.attributes("[data-kind]", "data-kind"))
                    .containsExactlyElementsOf(kinds));
    JsonNode season = known.path("items").get(kinds.indexOf("SEASONALITY"));
    String strength = String.format(Locale.ROOT, "strength %.2f", season.path("effect").asDouble());
    assertThat(browser.texts("[data-kind='SEASONALITY'] [data-figure='effect']").get(0))
        .isEqualTo(strength);
    assertThat(browser.texts("[data-kind='SEASONALITY'] .evidence").get(0)).contains("peak hour");

    browser.click("[data-kind='SEASONALITY'] .to-chart");
    await()
        .atMost(RunningSystem.PATIENCE)
        .until(() -> browser.seen("[data-source='season-hours'] h2"));
  }

  @Test
  void entitiesThatBehaveAlikeLieTogether() {
    JsonNode picture =
        system
            .until("/api/v1/scores/picture", it -> it.at("/pictures/0/points").size() >= 8)
            .at("/pictures/0");
    browser.open("#/anomalies");

    await()
        .atMost(RunningSystem.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(browser.all("#clusters canvas")).hasSize(1);
              assertThat(browser.attributes("#clusters [data-axes]", "data-axes")).hasSize(1);
              assertThat(browser.attributes("#clusters tocsin-chart", "aria-label").get(0))
                  .contains("payments at ", "tidal at ");
            });
    int drawn = browser.texts("#clusters .strokes b").stream().mapToInt(Integer::parseInt).sum();
    assertThat(drawn).isGreaterThanOrEqualTo(picture.path("points").size());
  }

  @Test
  void whoWasToldIsListed() throws IOException {
    stage.declare(
        "objective",
        "TOLD",
        """
        {"service":"told","evaluation":"1h","target":0.9,
         "indicator":{"type":"latency","statistic":"threshold","bound":50}}""");
    stage.send(
        "/api/v1/telemetry/requests",
        "{\"timestamp\":%d,\"service\":\"told\",\"latencyMs\":500,\"success\":true}"
            .formatted(System.currentTimeMillis()));
    String alerts = "/api/v1/alerts?status=firing&service=told";
    String fingerprint =
        system
            .until(alerts, it -> !it.path("items").isEmpty())
            .path("items")
            .get(0)
            .path("fingerprint")
            .asText();
    String sent = "/api/v1/notifications?decision=delivered&fingerprint=" + fingerprint;
    JsonNode first = system.until(sent, it -> !it.path("items").isEmpty()).path("items").get(0);
    browser.open("#/alerts");

    browser.awaitShown("[data-source='pages'] tbody", "TOLD, told");
    assertThat(browser.texts("[data-source='pages'] tbody").get(0))
        .contains(first.path("receiver").asText());
  }

  /** A browser keeps pages that were left; six with a connection each would leave none for more. */
  @Test
  void aPageThatWasLeftHoldsNoConnection() {
    for (int page = 0; page < 8; page++) {
      browser.open("#/objectives");
    }
    await().atMost(RunningSystem.PATIENCE).until(DashboardForecastsIT::liveClients, "1.0"::equals);
  }

  private static String liveClients() throws IOException {
    try (InputStream metrics = system.report("/q/metrics").toURL().openStream()) {
      String text = new String(metrics.readAllBytes(), StandardCharsets.UTF_8);
      Matcher gauge = Pattern.compile("(?m)^tocsin_live_clients(?:\\{.*})? (\\S+)$").matcher(text);
      return gauge.find() ? gauge.group(1) : "none";
    }
  }

  /** Slower by day than at night, and from day to day a little slower. */
  private static String history() {
    long end = System.currentTimeMillis() / HOUR * HOUR;
    StringJoiner lines = new StringJoiner(",", "[", "]");
    for (int hour = 0; hour < HOURS; hour++) {
      double busy = 1 + Math.sin(hour % 24 / 24.0 * 2 * Math.PI);
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"timestamp\":%d,\"service\":\"tidal\",\"latencyMs\":%.1f,\"success\":true}",
              end - (HOURS - hour) * HOUR,
              60 + 50 * busy + 0.05 * hour + hour * 7 % 5));
    }
    return lines.toString();
  }

  /** As the page writes it: rounded down to whole percents, and a trace is no zero. */
  private static String whole(JsonNode share) {
    if (share.asDouble() > 0 && share.asDouble() < 0.01) {
      return "<1%";
    }
    return (long) Math.floor(share.asDouble() * 100 + 1e-7) + "%";
  }
}
