package dev.tocsin.report;

import static dev.tocsin.report.Api.get;
import static dev.tocsin.report.Api.soon;
import static dev.tocsin.report.Fixtures.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.tocsin.events.Slice;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Requests by all that they have in common at once, in days of several zones. */
@QuarkusTest
class TelemetryApiTest extends RunningService {
  /** Summer time begins in Berlin in the night to the 30th; nobody else has requests then. */
  private static final long FROM = Instant.parse("2025-03-28T09:40:00Z").toEpochMilli();

  private static final long TO = Instant.parse("2025-04-01T20:20:00Z").toEpochMilli();

  @Test
  void requestsAreGroupedByServiceRegionDeviceTypeAndDay() {
    List<Slice> sent = send();
    long all = sent.stream().mapToLong(Slice::count).sum();
    String path = "/reports/telemetry?from=%d&to=%d".formatted(FROM, TO);
    soon(() -> get(path).body("count", is((int) all)));
    for (String name :
        List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati")) {
      ZoneId zone = ZoneId.of(name);
      Function<Slice, String> day =
          slice -> Instant.ofEpochMilli(slice.start()).atZone(zone).toLocalDate().toString();
      JsonPath answer =
          get(path + "&groupBy=service,region,deviceType,day&zone=" + name).extract().jsonPath();

      assertThat(
              figures(
                  answer,
                  "groups",
                  "of.service + ' ' + it.of.region + ' ' + it.of.deviceType + ' ' + it.of.day",
                  "figures."))
          .as(name)
          .isEqualTo(
              expected(
                  sent,
                  slice ->
                      String.join(
                          " ",
                          slice.service(),
                          slice.region(),
                          slice.deviceType().isEmpty() ? "unknown" : slice.deviceType(),
                          day.apply(slice))));
      assertThat(figures(answer, "by.day", "key", "")).as(name).isEqualTo(expected(sent, day));
      assertThat(answer.getInt("count")).isEqualTo(all);
      JsonPath one = get(path + "&service=till&zone=" + name).extract().jsonPath();
      assertThat(figures(one, "by.day", "key", ""))
          .as(name)
          .isEqualTo(expected(sent.stream().filter(s -> s.service().equals("till")).toList(), day));
    }
  }

  /** Two services at each half hour, what they are like different from slice to slice. */
  private List<Slice> send() {
    List<Slice> slices = new ArrayList<>();
    int n = 0;
    for (long start = FROM; start < TO; start += 30 * MINUTE) {
      n++;
      slices.add(
          Fixtures.slice("till", n % 2 == 0 ? "eu" : "us", "pos", start, 10 + n, n % 5, 20 + n, 1));
      slices.add(
          Fixtures.slice("bank", "eu", n % 3 == 0 ? "" : "atm", start + MINUTE, 7, 1, 300 + n, 1));
    }
    slices.forEach(slice -> broker.send(topics.slices(), slice.service(), slice));
    return slices;
  }

  /** Requests, failures and mean latency to the microsecond, by key. */
  private static Map<String, String> expected(List<Slice> slices, Function<Slice, String> key) {
    Map<String, double[]> sums = new TreeMap<>();
    for (Slice slice : slices) {
      double[] sum = sums.computeIfAbsent(key.apply(slice), k -> new double[3]);
      sum[0] += slice.count();
      sum[1] += slice.errors();
      sum[2] += slice.latencySumMs();
    }
    Map<String, String> figures = new TreeMap<>();
    sums.forEach((k, sum) -> figures.put(k, said((long) sum[0], (long) sum[1], sum[2] / sum[0])));
    return figures;
  }

  private static Map<String, String> figures(
      JsonPath answer, String list, String key, String within) {
    List<String> keys = answer.getList(list + ".collect { it." + key + " }");
    List<Integer> counts = answer.getList(list + "." + within + "count");
    List<Integer> errors = answer.getList(list + "." + within + "errors");
    List<Float> means = answer.getList(list + "." + within + "latency.mean");
    Map<String, String> figures = new TreeMap<>();
    for (int i = 0; i < keys.size(); i++) {
      figures.put(keys.get(i), said(counts.get(i), errors.get(i), means.get(i)));
    }
    return figures;
  }

  private static String said(long count, long errors, double mean) {
    return "%d %d %.1f".formatted(count, errors, mean);
  }
}
