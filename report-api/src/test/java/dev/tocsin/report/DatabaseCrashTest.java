package dev.tocsin.report;

import static dev.tocsin.report.Api.soon;
import static dev.tocsin.report.Fixtures.MINUTE;
import static dev.tocsin.report.Fixtures.TEN;
import static dev.tocsin.report.Fixtures.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.tocsin.embedded.PostgresNode;
import dev.tocsin.testkit.BrokerResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * A crash of the database may take commits of the projection, which do not wait for the disk. Their
 * offsets go with them: it reads again what is missing, and counts nothing twice.
 */
@QuarkusTest
@TestProfile(DatabaseCrashTest.OwnDatabase.class)
class DatabaseCrashTest {
  private static final int SLICES = 4_000;

  /** So many are written at least before the crash, and so many are sent at most. */
  private static final int LEAST_BEFORE = 1_000;

  private static final int MOST_BEFORE = 3_000;

  private final CountDownLatch crashed = new CountDownLatch(1);

  BrokerResource broker;
  CrashingDatabase database;

  /** With a database that nobody else needs. */
  public static class OwnDatabase implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(BrokerResource.class),
          new TestResourceEntry(CrashingDatabase.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  @Test
  void whatACrashTookIsReadAgainAndNothingCountsTwice() throws SQLException {
    CompletableFuture<Void> sending = CompletableFuture.runAsync(this::send);
    soon(() -> assertThat(count("slice")).isGreaterThan(LEAST_BEFORE));

    database.crash();
    crashed.countDown();
    database.recover();
    sending.join();

    soon(() -> assertThat(count("slice")).isEqualTo(SLICES));
    for (String table : List.of("slice", "slice_hour", "slice_day")) {
      assertThat(sum(table)).as(table).isEqualTo(expected());
    }
    String path = "/reports/telemetry?service=crashed&from=%d&to=%d";
    long end = TEN + SLICES * MINUTE;
    soon(() -> Api.get(path.formatted(TEN, end)).body("count", is((int) expected())));
  }

  private void send() {
    for (int i = 0; i < SLICES; i++) {
      if (i == MOST_BEFORE) {
        awaitCrash();
      }
      broker
          .broker()
          .send(
              broker.topics().slices(),
              "crashed",
              slice("crashed", "", TEN + i * MINUTE, 1 + i % 7, 0, 20, 1));
    }
  }

  private void awaitCrash() {
    try {
      crashed.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long expected() {
    long sum = 0;
    for (int i = 0; i < SLICES; i++) {
      sum += 1 + i % 7;
    }
    return sum;
  }

  private long count(String table) throws SQLException {
    return number("SELECT count(*) FROM " + table + " WHERE service = 'crashed'");
  }

  private long sum(String table) throws SQLException {
    return number("SELECT sum(count) FROM " + table + " WHERE service = 'crashed'");
  }

  private long number(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), PostgresNode.USER, "");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getLong(1);
    }
  }
}
