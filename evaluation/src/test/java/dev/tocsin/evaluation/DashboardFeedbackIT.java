package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.anomaly.domain.Window;
import java.io.IOException;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** What people say of an anomaly's alerts on the page reaches the entity's models. */
class DashboardFeedbackIT extends DashboardStory {
  private static final String ENTITY = "restless";

  /** So many calm windows: a model, and its first windows. */
  private static final int CALM = 160;

  private static final int UNUSUAL = 6;

  /** With so few windows nothing alerts. */
  private static final int FEW = 30;

  private static final String CALM_ENTITY = "restful";
  private static final String MODELS = "/api/v1/models/" + ENTITY;

  @Test
  void anAlertIsCalledFalseAndTroubleIsSaidToBeMissed() throws IOException {
    stage.send("/api/v1/telemetry/metrics", history());
    system.until(
        "/api/v1/alerts?status=firing&service=" + ENTITY, it -> !it.path("items").isEmpty());
    JsonNode champion = system.until(MODELS, it -> it.has("champion")).path("champion");
    assertThat(champion.path("falseAlarms").asInt()).isZero();

    browser.open("#/anomalies/" + ENTITY);
    browser.awaitShown("#why h2", "Why " + ENTITY);
    browser.awaitShown("#why button", "False alarm");
    browser.click("#why button");
    browser.awaitShown("tocsin-false-alarm h2", "False alarm of " + ENTITY);
    browser.write("tocsin-false-alarm input[name='actor']", "mira");
    browser.write("tocsin-false-alarm input[name='reason']", "a load test");
    browser.click("tocsin-false-alarm .primary");
    await()
        .atMost(RunningSystem.PATIENCE)
        .until(() -> browser.all("tocsin-false-alarm dialog[open]").isEmpty());
    system.until(MODELS, it -> it.at("/champion/falseAlarms").asInt() == 1);

    browser.open("#/anomalies/" + CALM_ENTITY);
    browser.awaitShown("#why h2", "Why " + CALM_ENTITY);
    browser.awaitShown("#why button", "Missed");
    browser.click("#why button");
    browser.awaitShown("tocsin-missed h2", "Was trouble of " + CALM_ENTITY + " missed?");
    browser.write("tocsin-missed input[name='actor']", "");
    browser.click("tocsin-missed .primary");
    assertThat(browser.all("tocsin-missed dialog[open]")).as("nothing without a name").hasSize(1);
    browser.write("tocsin-missed input[name='actor']", "mira");
    browser.choose("tocsin-missed select", "now-30m");
    browser.click("tocsin-missed .primary");
    await()
        .atMost(RunningSystem.PATIENCE)
        .until(() -> browser.all("tocsin-missed dialog[open]").isEmpty());
    assertThat(browser.errors()).isEmpty();
  }

  private static String history() {
    Random random = new Random(5);
    long end = Window.startOf(System.currentTimeMillis());
    StringJoiner events = new StringJoiner(",", "[", "]");
    for (int i = CALM + UNUSUAL; i > 0; i--) {
      long at = end - i * Window.LENGTH_MS + 1;
      events.add(metrics(at, ENTITY, random, i > UNUSUAL ? 0 : 40));
      if (i <= FEW) {
        events.add(metrics(at, CALM_ENTITY, random, 0));
      }
    }
    return events.toString();
  }

  private static String metrics(long at, String service, Random random, double shift) {
    return "{\"timestamp\":%d,\"service\":\"%s\",\"metrics\":{\"cpu\":%s,\"threads\":%s,\"heap\":%s}}"
        .formatted(
            at,
            service,
            30 + random.nextGaussian() + shift,
            200 + 3 * random.nextGaussian() + 3 * shift,
            60 + random.nextGaussian() + shift);
  }
}
