package dev.tocsin.report.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tocsin.events.Json;
import dev.tocsin.testkit.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The report on a public status page's history equals the reference that came with it. */
class PublicStatusHistoryTest {
  /**
   * The reference is rounded to four digits of a minute: half a unit of the last one, and a bit.
   */
  private static final double SECONDS = 0.0031;

  private static final long DAY_MS = 86_400_000;

  private static JsonNode truth;
  private static IncidentReport report;

  @BeforeAll
  static void read() throws IOException {
    Path folder =
        Optional.ofNullable(System.getenv("TOCSIN_DATA"))
            .map(Path::of)
            .orElse(Workspace.root().resolve("../shared/data/public"))
            .resolve("github_status");
    assumeTrue(Files.isDirectory(folder), "no recordings: set TOCSIN_DATA to their folder");
    truth = Json.mapper().readTree(folder.resolve("truth.json").toFile());
    IncidentReport.Collector collector =
        new IncidentReport.Collector(ResolutionFrom.DETECTED, ZoneOffset.UTC);
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve("incidents.csv"))) {
      rows.stream().filter(PublicStatusHistoryTest::incident).forEach(r -> collector.add(of(r)));
    }
    report = collector.report();
  }

  @Test
  void incidentsAreCountedByTheirImpact() {
    assertThat(report.all().count()).isEqualTo(truth.path("incidents").asLong());
    truth
        .path("by_impact")
        .properties()
        .forEach(
            each -> assertThat(row(each.getKey()).count()).isEqualTo(each.getValue().asLong()));
  }

  @Test
  void timesToResolutionAreTheReferences() {
    same(report.all().mttr(), truth.path("mttr_first_post_to_resolved"));
    truth
        .path("mttr_by_impact")
        .properties()
        .forEach(each -> same(row(each.getKey()).mttr(), each.getValue()));
  }

  @Test
  void timesToDetectionAreTheReferencesAndNegativeOnesAreListed() {
    same(report.all().mttd(), truth.path("mttd_nonneg"));
    assertThat(report.all().mttd().invalid()).isEqualTo(truth.path("negative_ttd").asLong());
    assertThat(report.invalid()).hasSize(truth.path("negative_ttd").asInt());
  }

  private static IncidentFigures row(String impact) {
    return report.by().get("severity").stream()
        .filter(row -> row.key().equals(impact))
        .findFirst()
        .orElseThrow();
  }

  private static void same(DurationSummary seconds, JsonNode minutes) {
    assertThat(seconds.n()).isEqualTo(minutes.path("n").asLong());
    assertThat(seconds.mean()).isCloseTo(minutes.path("mean_min").asDouble() * 60, within(SECONDS));
    assertThat(seconds.median())
        .isCloseTo(minutes.path("median_min").asDouble() * 60, within(SECONDS));
    assertThat(seconds.p95()).isCloseTo(minutes.path("p95_min").asDouble() * 60, within(SECONDS));
  }

  /** As the reference leaves them out: what was planned, and what has no beginning or no end. */
  private static boolean incident(NamedCsvRecord row) {
    return row.getField("scheduled").equals("0")
        && !row.getField("impact").equals("maintenance")
        && time(row, "started_at") != null
        && time(row, "resolved_at") != null;
  }

  /** Harm began where the post-mortem says so; more than a day off is no beginning. */
  private static IncidentCase of(NamedCsvRecord row) {
    Long posted = time(row, "started_at");
    Long began = time(row, "impact_start");
    if (began != null && Math.abs(posted - began) > DAY_MS) {
      began = null;
    }
    return new IncidentCase(
        row.getField("id"),
        "github",
        row.getField("impact"),
        null,
        null,
        null,
        began,
        posted,
        null,
        time(row, "resolved_at"),
        true,
        null,
        false);
  }

  private static Long time(NamedCsvRecord row, String field) {
    String text = row.getField(field);
    return text.isEmpty() ? null : Instant.parse(text).toEpochMilli();
  }
}
