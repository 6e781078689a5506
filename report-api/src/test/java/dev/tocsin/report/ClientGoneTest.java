package dev.tocsin.report;

import static dev.tocsin.report.Api.API;
import static dev.tocsin.report.Api.get;
import static dev.tocsin.report.Api.soon;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.TestDatabase;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nobody waits for any more ends in the database, not by its timeout of 5 s. */
@QuarkusTest
class ClientGoneTest extends RunningService {
  private static final Duration BEFORE_THE_TIMEOUT = Duration.ofMillis(4_500);

  /** Backends that read and wait for a table that the test has locked. */
  private static final String WAITING =
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
          + " AND wait_event_type = 'Lock' AND (query LIKE 'SELECT service, region%slice_day%'"
          + " OR query LIKE 'SELECT body FROM verdict %')";

  @TestHTTPResource URI root;

  @Test
  void aReportIsCancelledWhenItsOnlyClientIsGone() throws Exception {
    endsWithItsClient("slice_day", telemetry("gone-alone"));
  }

  @Test
  void aListIsCancelledWhenItsClientIsGone() throws Exception {
    endsWithItsClient("verdict", "/verdicts?service=gone&limit=10000");
  }

  private void endsWithItsClient(String table, String path) throws Exception {
    try (Connection lock = locked(table)) {
      long asked = System.nanoTime();
      try (Socket client = ask(path)) {
        soon(() -> assertThat(waiting()).hasSize(1));
        assertThat(client.isConnected()).isTrue();
      }
      soon(() -> assertThat(waiting()).isEmpty());
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(BEFORE_THE_TIMEOUT);
      lock.rollback();
    }
    get(path);
  }

  @Test
  void aReportGoesOnForWhoeverStillWaits() throws Exception {
    try (Connection lock = locked("slice_day");
        Socket stays = ask(telemetry("gone-together"))) {
      List<Integer> backends = new ArrayList<>();
      soon(
          () -> {
            backends.clear();
            backends.addAll(waiting());
            assertThat(backends).hasSize(1);
          });
      double before = asking();
      try (Socket leaves = ask(telemetry("gone-together"))) {
        soon(() -> assertThat(asking()).isEqualTo(before + 1));
        assertThat(leaves.isConnected()).isTrue();
      }
      soon(() -> assertThat(asking()).isEqualTo(before));
      assertThat(waiting()).isEqualTo(backends);
      lock.rollback();
      String answer = new String(stays.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertThat(answer).isEqualTo("HTTP/1.1 200");
    }
  }

  /** Requests that the service is answering, this one too. */
  private static double asking() {
    String metrics = when().get("/q/metrics").asString();
    return metrics
        .lines()
        .filter(line -> line.startsWith("http_server_active_requests"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  private Socket ask(String path) throws IOException {
    Socket client = new Socket(root.getHost(), root.getPort());
    client
        .getOutputStream()
        .write(
            "GET %s%s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .formatted(API, path)
                .getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  private static String telemetry(String service) {
    return "/reports/telemetry?from=now-9d&service=" + service;
  }

  private Connection locked(String table) throws SQLException {
    soon(() -> get(telemetry("anybody")));
    Connection connection = connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(table));
    }
    return connection;
  }

  private List<Integer> waiting() throws SQLException {
    List<Integer> backends = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(WAITING)) {
      while (found.next()) {
        backends.add(found.getInt(1));
      }
    }
    return backends;
  }

  private Connection connect() throws SQLException {
    TestDatabase.Database database = databaseResource.database();
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
