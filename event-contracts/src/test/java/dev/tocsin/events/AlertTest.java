package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertTest {
  @Test
  void theFingerprintIsFixedForGood() {
    assertThat(Alert.fingerprint(Map.of("alertname", "SLA_001", "service", "trading")))
        .isEqualTo("22a467d4af1574fc");
  }

  @Test
  void neitherOrderNorSeverityChangesTheFingerprint() {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("service", "a");
    one.put("alertname", "x");
    one.put("severity", "warning");
    Map<String, String> other = new LinkedHashMap<>();
    other.put("alertname", "x");
    other.put("severity", "critical");
    other.put("service", "a");
    assertThat(Alert.fingerprint(one)).isEqualTo(Alert.fingerprint(other)).hasSize(16);
  }

  @Test
  void namesAndValuesDoNotRunIntoEachOther() {
    assertThat(Alert.fingerprint(Map.of("ab", "c")))
        .isNotEqualTo(Alert.fingerprint(Map.of("a", "bc")));
    assertThat(Alert.fingerprint(Map.of("a", "b", "c", "d")))
        .isNotEqualTo(Alert.fingerprint(Map.of("a", "bc", "d", "")));
  }

  @Test
  void aWorseningAlertStaysTheSameAndResolvesAsItself() {
    Alert warning = firing(Severity.WARNING);
    Alert critical = firing(Severity.CRITICAL);
    assertThat(warning.fingerprint()).isEqualTo(critical.fingerprint());
    assertThat(warning.labels())
        .containsEntry("alertname", "RULE_001")
        .containsEntry("service", "api")
        .containsEntry("severity", "warning")
        .containsEntry("instance", "a1");
    Alert resolved = critical.resolved(99, "cleared");
    assertThat(resolved.status()).isEqualTo(Alert.Status.RESOLVED);
    assertThat(resolved.fingerprint()).isEqualTo(critical.fingerprint());
    assertThat(resolved.endsAt()).isEqualTo(99);
    assertThat(resolved.startsAt()).isEqualTo(1);
  }

  private static Alert firing(Severity severity) {
    return Alert.firing(
        "rule", "RULE_001", "api", severity, Map.of("instance", "a1"), Map.of(), 1, 2);
  }
}
