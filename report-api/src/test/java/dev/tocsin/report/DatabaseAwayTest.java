package dev.tocsin.report;

import static dev.tocsin.report.Fixtures.TEN;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import dev.tocsin.events.Verdict;
import dev.tocsin.testkit.BrokerResource;
import dev.tocsin.testkit.DatabaseResource;
import dev.tocsin.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** While nobody can reach the database, reads say so at once and no record is lost. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@QuarkusTestResource(DatabaseResource.class)
class DatabaseAwayTest {
  private static final String VERDICTS = "/api/v1/verdicts?service=away&limit=1000";

  BrokerResource broker;
  DatabaseResource database;

  @Test
  void theProjectionGoesOnWhereItWas() throws SQLException {
    send(0, 100);
    soon(() -> when().get(VERDICTS).then().body("items", hasSize(100)));

    allowConnections(false);
    try {
      send(100, 200);
      soon(() -> assertThat(statusOf(VERDICTS)).isEqualTo(503));
      // Of nobody else: what is kept of others is still answered.
      for (String path :
          new String[] {
            VERDICTS,
            "/api/v1/overview",
            "/api/v1/alerts",
            "/api/v1/reports/incidents?service=away",
            "/api/v1/reports/telemetry?service=away",
            "/api/v1/definitions",
            "/api/v1/objectives"
          }) {
        long before = System.nanoTime();
        assertThat(statusOf(path)).as(path).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
      }
      soon(() -> when().get("/q/health/ready").then().statusCode(503));
      when().get("/q/health/live").then().statusCode(200);
    } finally {
      allowConnections(true);
    }

    soon(() -> when().get(VERDICTS).then().statusCode(200).body("items", hasSize(200)));
    soon(() -> when().get("/q/health/ready").then().statusCode(200));
  }

  private static int statusOf(String path) {
    return when().get(path).then().extract().statusCode();
  }

  private void send(int from, int to) {
    for (int i = from; i < to; i++) {
      Verdict verdict = Fixtures.verdict("away-" + i, "away", TEN, Verdict.Status.MET, 1);
      broker.broker().send(broker.topics().verdicts(), verdict.objective(), verdict);
    }
  }

  private void allowConnections(boolean allow) throws SQLException {
    TestDatabase.Database away = database.database();
    String name = away.jdbcUrl().substring(away.jdbcUrl().lastIndexOf('/') + 1);
    String other = away.jdbcUrl().replace(name, "postgres");
    try (Connection connection = DriverManager.getConnection(other, away.user(), away.password());
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER DATABASE \"" + name + "\" ALLOW_CONNECTIONS " + allow);
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }
  }

  private static void soon(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(assertion);
  }
}
