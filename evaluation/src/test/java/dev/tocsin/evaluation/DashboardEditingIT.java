package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Dashboards are put together with the mouse and the keyboard, kept, and shared. */
class DashboardEditingIT extends DashboardStory {
  private static final String ALL_KINDS =
      """
      {"owner":"ada","title":"All kinds","layout":"%s","widgets":[
       {"source":"least-budget","form":"metric","w":3,"h":4},
       {"source":"sla-trends","form":"line","x":3,"w":6,"h":5},
       {"source":"risk-by-entity","form":"bar","x":9,"w":3,"h":5},
       {"source":"status-distribution","form":"pie","y":5,"w":4,"h":5},
       {"source":"budget-matrix","form":"heatmap","x":4,"y":5,"w":5,"h":6},
       {"source":"breach-rate","form":"gauge","x":9,"y":5,"w":3,"h":6},
       {"source":"service-levels","form":"table","y":11,"w":7,"h":7},
       {"source":"active-alerts","form":"alerts","x":7,"y":11,"w":5,"h":7}]}""";

  @BeforeEach
  void asNobody() {
    browser.open("#/overview");
    browser.forget();
    browser.open("#/overview");
    browser.awaitShown(".page-head", "Edit");
  }

  @Test
  void aWidgetThatWasDraggedIsThereAfterReloading() {
    browser.press("e");
    browser.awaitShown(".page-head", "Save");
    browser.drag("[data-source='active-alerts'] .mover", "[data-source='sla-status'] h2");
    browser.drag("[data-source='sla-status'] .sizer", 130, 0);
    List<String> order = browser.attributes(".tile", "data-source");
    assertThat(order).startsWith("active-alerts", "sla-status");
    save("mira");

    browser.reload();

    await()
        .atMost(RunningSystem.PATIENCE)
        .until(() -> browser.attributes(".tile", "data-source"), order::equals);
    JsonNode kept = stage.declared("dashboard", "mira.overview").path("spec");
    assertThat(kept.path("owner").asText()).isEqualTo("mira");
    assertThat(sources(kept)).isEqualTo(order);
    assertThat(kept.path("widgets").get(1).path("w").asInt()).isGreaterThan(4);
  }

  @Test
  void theKeyboardMovesAndSizesWidgetsAndOthersOpenTheLink() {
    browser.press("e");
    browser.choose("select[name='layout']", "custom");
    browser.click("[data-source='active-alerts'] .mover");
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_RIGHT);
    browser.awaitShown("[aria-live]", "Active alerts: column 2, row 8");
    browser.click("[data-source='active-alerts'] .sizer");
    browser.press(Keys.ARROW_LEFT, Keys.ARROW_UP);
    browser.awaitShown("[aria-live]", "4 wide, 11 high");
    save("noor");

    browser.forget();
    browser.open("#/dashboards/noor.overview");

    browser.awaitShown(".page-head", "by noor");
    JsonNode alerts = stage.declared("dashboard", "noor.overview").path("spec").path("widgets");
    assertThat(alerts.get(3).path("x").asInt()).isEqualTo(1);
    assertThat(alerts.get(3).path("y").asInt()).isEqualTo(7);
    assertThat(browser.attributes("[data-source='active-alerts']", "style").get(0))
        .contains("8 / 2 / span 11 / span 4");
  }

  @Test
  void aWidgetIsAddedInAFormOfItsSource() {
    browser.press("e");
    browser.click(".page-head button:not(.quiet):not(.primary)");
    browser.choose("select[name='source']", "latency-by-service");
    browser.choose("select[name='form']", "bar");
    browser.click("tocsin-add-widget .primary");
    browser.awaitShown("[data-source='latency-by-service'] h2", "P95 latency by service");
    save("ines");

    JsonNode kept = stage.declared("dashboard", "ines.overview").path("spec");
    assertThat(sources(kept)).hasSize(6).endsWith("latency-by-service");
  }

  @Test
  void allKindsAreDrawnInAllLayouts() throws IOException {
    for (String layout : List.of("grid", "one", "two", "three", "custom")) {
      stage.declare("dashboard", "ada." + layout, ALL_KINDS.formatted(layout));
      browser.open("#/dashboards/ada." + layout + "?from=now-90d");
      await(layout)
          .atMost(RunningSystem.PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(browser.all(".board[data-layout='" + layout + "'] .tile")).hasSize(8);
                assertThat(browser.all(".tile canvas")).hasSize(4);
                assertThat(browser.texts("[data-form='metric'] .big, [data-form='gauge'] .big"))
                    .hasSize(2)
                    .allMatch(text -> text.endsWith("%"));
                assertThat(browser.all("[data-form='table'] tbody tr")).hasSizeGreaterThan(20);
              });
      assertThat(browser.excess()).isZero();
    }
    assertThat(browser.errors()).isEmpty();
  }

  private static void save(String name) {
    browser.click(".page-head .save");
    browser.write("tocsin-save-dashboard input[name='actor']", name);
    browser.click("tocsin-save-dashboard .primary");
    browser.awaitText(".page-head [role='status']", "Saved");
  }

  private static List<String> sources(JsonNode spec) {
    List<String> sources = new ArrayList<>();
    spec.path("widgets").forEach(widget -> sources.add(widget.path("source").asText()));
    return sources;
  }
}
