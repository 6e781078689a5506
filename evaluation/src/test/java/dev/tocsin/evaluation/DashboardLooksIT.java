package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Every page fits wide and narrow screens in light and dark, and bars nobody. */
class DashboardLooksIT {
  private static final Path PICTURES = Path.of("target", "dashboard");

  @TempDir static Path profile;

  private static DashboardStage stage;
  private static Browser browser;

  @BeforeAll
  static void open() throws IOException {
    stage = DashboardStage.open(profile);
    browser = stage.browser;
  }

  @AfterAll
  static void close() {
    if (stage != null) {
      stage.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "overview, overview",
    "objectives, objectives",
    "objective, objectives/SLA_002",
    "violations, violations",
    "alerts, alerts",
    "incidents, incidents",
    "anomalies, anomalies",
    "reports, reports",
    "definitions, definitions/objective%2FSLA_002"
  })
  void everyPage(String name, String address) throws IOException {
    SoftAssertions all = new SoftAssertions();
    for (int width : new int[] {1440, 360}) {
      for (String scheme : new String[] {"light", "dark"}) {
        String where = "%s-%d-%s".formatted(name, width, scheme);
        browser.show(width, scheme);
        browser.open("#/" + address);
        assertThat(browser.attributes("html", "data-theme")).containsExactly(scheme);
        await(where)
            .atMost(RunningSystem.PATIENCE)
            .until(() -> !browser.texts("main").get(0).contains("Loading…"));
        browser.picture(PICTURES.resolve(where + ".png"));
        all.assertThat(browser.excess()).as("%s is too wide", where).isZero();
        if (scheme.equals(width == 1440 ? "light" : "dark")) {
          all.assertThat(browser.barriers()).as(where).isEmpty();
        }
      }
    }
    all.assertThat(browser.errors()).as("console").isEmpty();
    all.assertAll();
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
