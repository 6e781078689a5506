package dev.tocsin.report.domain.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.testkit.Workspace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forecasts of real series hold what they say of themselves. */
class RecordedForecastTest {
  @ParameterizedTest
  @CsvSource({
    "realKnownCause/nyc_taxi, linear, 0.03",
    "realKnownCause/ambient_temperature_system_failure, seasonalNaive, 0",
    "realAWSCloudwatch/elb_request_count_8c0756, linear, 0.01",
    "realAWSCloudwatch/rds_cpu_utilization_e47b3b, linear, 0.2",
    "realAWSCloudwatch/ec2_cpu_utilization_5f5533, linear, 0.15",
  })
  void intervalsCoverAndTheChosenOneIsNoWorseThanSeasonalNaive(
      String file, String method, double leastSkill) throws IOException {
    Forecast forecast = Forecast.of(series(file), Bounds.POSITIVE);

    assertThat(forecast.refused()).isNull();
    assertThat(forecast.coverage()).isBetween(0.90, 0.98);
    assertThat(forecast.origins()).isEqualTo(24);
    assertThat(forecast.method()).isEqualTo(method);
    assertThat(forecast.skill()).isGreaterThanOrEqualTo(leastSkill);
  }

  private static Series series(String name) throws IOException {
    Path folder =
        Optional.ofNullable(System.getenv("TOCSIN_DATA"))
            .map(Path::of)
            .orElse(Workspace.root().resolve("../shared/data/public"));
    Path file = folder.resolve("nab").resolve(name + ".csv.gz");
    assumeTrue(Files.exists(file), "no recordings: set TOCSIN_DATA to their folder");
    TreeMap<Long, Double> points = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",");
        LocalDateTime time = LocalDateTime.parse(cells[0].replace(' ', 'T'));
        points.put(time.toInstant(ZoneOffset.UTC).toEpochMilli(), Double.parseDouble(cells[1]));
      }
    }
    return Series.hourly(points);
  }
}
