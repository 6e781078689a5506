package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
  @Test
  void eachDatabaseIsNew() throws SQLException {
    TestDatabase server = TestDatabase.shared();
    TestDatabase.Database first = server.create("same");
    TestDatabase.Database second = server.create("same");

    assertThat(first.jdbcUrl()).isNotEqualTo(second.jdbcUrl());
    try (var connection =
        DriverManager.getConnection(first.jdbcUrl(), first.user(), first.password())) {
      assertThat(connection.isValid(2)).isTrue();
    }
  }
}
