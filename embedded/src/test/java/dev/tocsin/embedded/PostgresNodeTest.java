package dev.tocsin.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresNodeTest {
  @TempDir Path directory;

  @Test
  void dataSurviveARestartAndACrash() throws SQLException {
    try (PostgresNode first = PostgresNode.start(directory, 0)) {
      first.createDatabase("tocsin").createDatabase("tocsin");
      execute(first, "create table kept (n int)", "insert into kept values (40)");
    }

    PostgresNode second = PostgresNode.start(directory, 0);
    execute(second, "insert into kept values (2)");
    second.process().kill();

    try (PostgresNode third = PostgresNode.start(directory, 0)) {
      assertThat(sum(third)).isEqualTo(42);
    }
    assertThat(ChildProcess.find(PostgresNode.pidFile(directory))).isEmpty();
  }

  @Test
  void whatACrashedRunLeftBehindIsStopped() {
    PostgresNode orphan = PostgresNode.start(directory, 0);
    try (PostgresNode next = PostgresNode.start(directory, orphan.port())) {
      assertThat(orphan.process().alive()).isFalse();
      assertThat(next.process().alive()).isTrue();
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> PostgresNode.start(directory, taken.getLocalPort()))
          .hasMessage("PostgreSQL's port " + taken.getLocalPort() + " is taken");
    }
  }

  private static void execute(PostgresNode node, String... statements) throws SQLException {
    try (Connection connection = connect(node);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private static int sum(PostgresNode node) throws SQLException {
    try (Connection connection = connect(node);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select sum(n) from kept")) {
      result.next();
      return result.getInt(1);
    }
  }

  private static Connection connect(PostgresNode node) throws SQLException {
    return DriverManager.getConnection(node.jdbcUrl("tocsin"), PostgresNode.USER, "");
  }
}
