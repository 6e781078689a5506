package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see: the page's figures are the API's, and change while they look. */
class DashboardIT {
  @TempDir static Path profile;

  private static RunningSystem system;
  private static Dashboard dashboard;

  @BeforeAll
  static void open() {
    boolean required = System.getenv("CI") != null;
    assumeTrue(
        required || Dashboard.available(), "needs the packages chromium and chromium-driver");
    system = RunningSystem.shared();
    dashboard = Dashboard.open(system.report("/"), profile);
  }

  @AfterAll
  static void close() {
    if (dashboard != null) {
      dashboard.close();
    }
  }

  @Test
  void anIncidentIsCountedWhileSomebodyLooks() throws IOException {
    post("/api/v1/incidents", incident("looked-at-1"));
    system.until("/api/v1/reports/incidents?service=looked-at", it -> count(it) == 1);
    long before = count(system.get("/api/v1/reports/incidents"));
    dashboard.awaitFigure("incidents-count", shown(before));

    post("/api/v1/incidents", incident("looked-at-2"));

    dashboard.awaitFigure("incidents-count", shown(before + 1));
    assertThat(count(system.get("/api/v1/reports/incidents"))).isEqualTo(before + 1);
  }

  @Test
  void aBrokenPromiseShowsAndItsAlertIsAcknowledgedOnThePage() throws IOException {
    post(
        "/api/v1/definitions",
        """
        {"kind":"objective","name":"LOOKED_AT","spec":{"service":"looked-at","evaluation":"1h",
         "indicator":{"type":"latency","statistic":"threshold","bound":50},"target":0.9}}""");
    post(
        "/api/v1/telemetry/requests",
        "{\"timestamp\":%d,\"service\":\"looked-at\",\"latencyMs\":500,\"success\":true}"
            .formatted(System.currentTimeMillis()));

    shows(() -> dashboard.verdict("LOOKED_AT", "looked-at"), "Violated");
    JsonNode alert =
        system
            .until(
                "/api/v1/alerts?status=firing&service=looked-at", it -> !it.path("items").isEmpty())
            .path("items")
            .get(0);
    String fingerprint = alert.path("fingerprint").asText();
    shows(() -> dashboard.alert(fingerprint), "Acknowledge");
    dashboard.acknowledge(fingerprint, "mira");

    shows(() -> dashboard.alert(fingerprint), "acknowledged by mira");
    JsonNode stored = system.get("/api/v1/alerts/" + fingerprint);
    assertThat(stored.path("acknowledgedBy").asText()).isEqualTo("mira");
  }

  @Test
  void fitsWideAndNarrowScreensInLightAndDark() throws IOException {
    for (int width : new int[] {1440, 360}) {
      for (String scheme : new String[] {"light", "dark"}) {
        Path file = Path.of("target", "dashboard", width + "-" + scheme + ".png");
        assertThat(dashboard.picture(width, scheme, file)).as("%d %s", width, scheme).isZero();
      }
    }
    assertThat(dashboard.errors()).isEmpty();
  }

  /** Waits until the page shows that text there; until then there may be nothing at all. */
  private static void shows(Callable<String> there, String text) {
    await(text)
        .atMost(RunningSystem.PATIENCE)
        .ignoreExceptions()
        .until(there, shown -> shown.contains(text));
  }

  private static long count(JsonNode report) {
    return report.path("count").asLong();
  }

  private static String shown(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static void post(String path, String body) throws IOException {
    boolean definition = path.endsWith("/definitions");
    URI to = definition ? system.report(path) : system.ingest(path);
    assertThat(system.post(to, body).statusCode()).isEqualTo(definition ? 201 : 202);
  }

  private static String incident(String id) {
    long now = System.currentTimeMillis();
    return """
        {"timestamp":%d,"incidentId":"%s","service":"looked-at","severity":"high","state":"RESOLVED",
         "startedAt":%d,"detectedAt":%d,"resolvedAt":%d}"""
        .formatted(now, id, now - 600_000, now - 500_000, now - 1000);
  }
}
