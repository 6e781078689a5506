package dev.tocsin.report.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaSafeTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "-1+1", "-"})
  void whatStartsAFormulaGetsAnApostrophe(String text) {
    assertThat(FormulaSafe.text(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=b", "-1", "-1.5", "-1.5E-7", "1 + 1", "auth-api"})
  void everythingElseStaysAsItIs(String text) {
    assertThat(FormulaSafe.text(text)).isEqualTo(text);
  }
}
