package dev.tocsin.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTypeTest {
  private static final TimeFormat ISO = new TimeFormat(null, ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "FLAG, TRUE, true",
    "FLAG, Yes, true",
    "FLAG, 1, true",
    "FLAG, false, false",
    "FLAG, NO, false",
    "FLAG, 0, false",
    "NUMBER, 1.50, 1.5",
    "NUMBER, -2e3, -2000.0",
    "WHOLE, 200, 200",
    "WHOLE, 200.0, 200",
    "TEXT, 007, \"007\"",
    "TIME, 2024-03-05T10:00:00Z, 1709632800000",
  })
  void readsTheTypeOfTheField(FieldType type, String text, String json) {
    assertThat(type.read(text, ISO).value()).hasToString(json);
  }

  @ParameterizedTest
  @CsvSource({
    "FLAG, maybe",
    "NUMBER, NaN",
    "NUMBER, Infinity",
    "NUMBER, 1e999",
    "NUMBER, 1d",
    "NUMBER, 0x10",
    "WHOLE, 1.5",
    "WHOLE, 99999999999999999999",
    "TIME, yesterday",
  })
  void saysWhatAValueIsNot(FieldType type, String text) {
    Typed typed = type.read(text, ISO);

    assertThat(typed.value()).isNull();
    assertThat(typed.reason()).startsWith("'" + text + "' is not ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.cpu", "metrics.CpuUsage(m)", "labels.a.b"})
  void namesWithinGroupsAreFree(String name) {
    assertThat(EventKind.METRICS.field(name).orElseThrow().path()).isEqualTo(name);
  }

  @Test
  void otherNamesAreNot() {
    assertThat(EventKind.METRICS.field("latencyMs")).isEmpty();
    assertThat(EventKind.METRICS.field("metrics.")).isEmpty();
    assertThat(EventKind.CHECKS.field("metrics.cpu")).isEmpty();
  }
}
