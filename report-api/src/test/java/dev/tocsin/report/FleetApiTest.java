package dev.tocsin.report;

import static dev.tocsin.report.Api.API;
import static dev.tocsin.report.Api.get;
import static dev.tocsin.report.Api.soon;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tocsin.testkit.BrokerResource;
import dev.tocsin.testkit.DatabaseResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Devices and metrics from telemetry to the answers, through a rebuild. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@QuarkusTestResource(DatabaseResource.class)
class FleetApiTest {
  private static final long HOUR = 3_600_000;
  BrokerResource brokerResource;

  @Test
  void aFleetIsToldByTypeAndRegionWithItsWorst() {
    long now = System.currentTimeMillis();
    request("gone", "eu", "atm", now - 30 * HOUR, 10, 0);
    request("quiet", "eu", "atm", now - HOUR, 200, 1);
    request("sound", "us", "pos", now, 200, 0);
    request("broken", "us", "pos", now, 100, 40);
    request("unlucky", "us", "pos", now, 3, 3);

    soon(() -> get("/reports/fleet").body("all.devices", is(5)).body("all.count", is(513)));
    get("/reports/fleet")
        .body("all.active", is(3))
        .body("all.silent", is(1))
        .body("all.lost", is(1))
        .body("byType.find { it.key == 'pos' }.errorRate", equalTo(43f / 303))
        .body("byRegion.find { it.key == 'eu' }.devices", is(2))
        .body("failing.device", is(List.of("broken", "quiet")))
        .body("failing[0].state", is("active"))
        .body("about.method", notNullValue());
    get("/reports/fleet?deviceType=atm").body("all.devices", is(2)).body("byType", hasSize(1));
    get("/devices?state=silent").body("items.device", is(List.of("quiet")));
    String next = get("/devices?limit=4").body("items", hasSize(4)).extract().path("next");
    get("/devices?limit=4&cursor=" + next)
        .body("items.device", is(List.of("gone")))
        .body("next", nullValue());

    for (int i = 0; i < 2; i++) {
      send(
          brokerResource.topics().requests().name(),
          "{\"timestamp\":%d,\"service\":\"shop\",\"id\":\"once\",\"latencyMs\":20,\"success\":true,"
                  .formatted(now)
              + "\"labels\":{\"device\":\"sound\"}}");
    }
    request("sound", "us", "pos", now, 1, 0);
    soon(() -> get("/reports/fleet").body("all.count", is(515)));

    when().post(API + "/rebuild").then().statusCode(202);
    soon(() -> get("/rebuild").body("phase", is("DONE")));
    get("/reports/fleet").body("all.devices", is(5));
    request("sound", "us", "pos", now, 1, 0);
    soon(() -> get("/reports/fleet").body("all.count", is(516)));
  }

  @Test
  void aMetricHasRoomAndASeries() {
    long hour = System.currentTimeMillis() / HOUR * HOUR - 48 * HOUR;
    for (int i = 0; i < 40; i++) {
      metrics("filling", hour + i * HOUR, 10 + i);
    }
    String range = "&from=" + hour + "&to=" + (hour + 40 * HOUR);
    String path = "/reports/capacity?service=filling&metric=disk&bound=100" + range;
    soon(() -> get(path).body("headrooms[0].hours", is(40)));
    get(path)
        .body("headrooms[0].signal", is("disk"))
        .body("headrooms[0].current", is(49f))
        .body("headrooms[0].headroom", is(0.51f))
        .body("headrooms[0].slopePerDay", is(24f))
        .body("headrooms[0].saturatesAt", is(hour + 90 * HOUR));
    get("/analytics/trend?service=filling&series=metric:disk" + range)
        .body("points", hasSize(40))
        .body("perDay", equalTo(24f))
        .body("about.filters.series", is("metric:disk"));
    get("/analytics/series?service=filling").body("items.series", is(List.of("metric:disk")));
    String csv =
        when()
            .get(API + "/analytics/trend?format=csv&service=filling&series=metric:disk" + range)
            .asString();
    org.assertj.core.api.Assertions.assertThat(csv)
        .startsWith("# report: trend\r\n")
        .contains("\r\n\"at\",\"value\",\"curve\",\"average\"\r\n\"" + hour + "\",\"10.0\",");
    when()
        .get(API + "/reports/capacity?metric=disk")
        .then()
        .statusCode(400)
        .body("field", is("bound"));
  }

  private void request(String device, String region, String type, long at, int count, int errors) {
    String bounds =
        "{\"timestamp\":%d,\"service\":\"shop\",\"region\":\"%s\",\"deviceType\":\"%s\",\"labels\":{\"device\":\"%s\"},"
            + "\"count\":%d,\"errors\":%d,\"latency\":{\"sum\":%d,\"bounds\":[100],\"counts\":[%d,0]}}";
    send(
        brokerResource.topics().requests().name(),
        bounds.formatted(at, region, type, device, count, errors, 20 * count, count));
  }

  private void metrics(String service, long at, int disk) {
    String events =
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    "{\"timestamp\":%d,\"service\":\"%s\",\"metrics\":{\"disk\":%d}}"
                        .formatted(at + i, service, disk + (i == 0 ? -1 : 1)))
            .collect(Collectors.joining(",", "[", "]"));
    send(brokerResource.topics().metrics().name(), events);
  }

  private void send(String topic, String value) {
    brokerResource.broker().send(topic, "shop", value.getBytes(StandardCharsets.UTF_8));
  }
}
