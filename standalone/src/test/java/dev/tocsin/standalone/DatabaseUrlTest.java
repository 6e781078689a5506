package dev.tocsin.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  @Test
  void userAndPasswordGoTheirOwnWay() {
    DatabaseUrl url =
        DatabaseUrl.parse("postgresql://ann:s3cret@db.example:6432/sla?sslmode=require");

    assertThat(url.environment())
        .containsEntry(
            "TOCSIN_REPORT_DATABASE_URL", "postgresql://db.example:6432/sla?sslmode=require")
        .containsEntry("TOCSIN_REPORT_DATABASE_USERNAME", "ann")
        .containsEntry("TOCSIN_REPORT_DATABASE_PASSWORD", "s3cret");
  }

  @Test
  void whatIsLeftOutIsUsual() {
    assertThat(DatabaseUrl.parse("jdbc:postgresql://localhost/tocsin"))
        .isEqualTo(new DatabaseUrl("postgresql://localhost:5432/tocsin", "postgres", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:5432", "mysql://localhost/x", "postgresql://localhost", "not a url"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> DatabaseUrl.parse(text))
        .isInstanceOf(StandaloneException.class)
        .hasMessageContaining("--postgres")
        .hasMessageNotContaining(text);
  }
}
