package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Every page fits wide and narrow screens in light and dark, and bars nobody. */
class DashboardLooksIT extends DashboardStory {
  private static final Path PICTURES = Path.of("target", "dashboard");

  @ParameterizedTest
  @CsvSource({
    "overview, overview",
    "objectives, objectives",
    "objective, objectives/SLA_002",
    "violations, violations",
    "alerts, alerts",
    "incidents, incidents",
    "anomalies, anomalies",
    "fleet, fleet",
    "forecasts, forecasts/payments",
    "reports, reports",
    "definitions, definitions/objective%2FSLA_002"
  })
  void everyPage(String name, String address) throws IOException {
    SoftAssertions all = new SoftAssertions();
    look(name, address, 1440, "light", "dark", all);
    look(name, address, 360, "dark", "light", all);
    all.assertThat(browser.errors()).as("console").isEmpty();
    all.assertAll();
  }

  /**
   * First as the system has it, with a check for barriers, then in the colours that one chooses.
   */
  private static void look(
      String page, String address, int width, String system, String chosen, SoftAssertions all)
      throws IOException {
    browser.show(width, system);
    browser.open("#/" + address);
    await(page)
        .atMost(RunningSystem.PATIENCE)
        .until(() -> !browser.texts("main").get(0).contains("Loading…"));
    picture(page, width, system, all);
    all.assertThat(browser.barriers()).as("%s %d %s", page, width, system).isEmpty();
    browser.press("t");
    picture(page, width, chosen, all);
    browser.press("t");
  }

  private static void picture(String page, int width, String scheme, SoftAssertions all)
      throws IOException {
    String where = "%s-%d-%s".formatted(page, width, scheme);
    await(where)
        .atMost(RunningSystem.PATIENCE)
        .until(() -> browser.attributes("html", "data-theme"), List.of(scheme)::equals);
    browser.picture(PICTURES.resolve(where + ".png"));
    all.assertThat(browser.excess()).as("%s is too wide", where).isZero();
  }

  @Test
  void theKeyboardAloneIsEnough() {
    browser.show(1440, "light");
    browser.open("#/overview");
    browser.press("?");
    browser.awaitShown("tocsin-help dialog", "Kiosk mode");
    browser.press(Keys.ESCAPE);
    browser.press("g", "s");
    browser.awaitText("h1", "Objectives");
    browser.press("/");
    browser.press("SLA_002");
    await()
        .untilAsserted(
            () ->
                assertThat(browser.attributes("tr[data-objective]", "data-objective"))
                    .containsOnly("SLA_002"));
    browser.press(Keys.TAB);
    browser.press("k");
    await().until(() -> browser.all("nav").isEmpty());
    browser.press(Keys.ESCAPE);
    await().until(() -> browser.all("nav").size() == 1);
  }
}
