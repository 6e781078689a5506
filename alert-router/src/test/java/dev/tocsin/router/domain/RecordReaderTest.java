package dev.tocsin.router.domain;

import static dev.tocsin.router.domain.Fixtures.T;
import static dev.tocsin.router.domain.Fixtures.firing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.Json;
import dev.tocsin.events.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {
  private static final Alert ALERT = firing("CPU", Severity.WARNING, T);

  @Test
  void aGoodAlertIsRead() {
    Read<Alert> read = RecordReader.alert(ALERT.fingerprint(), Json.write(ALERT), T);

    assertThat(read.accepted()).isTrue();
    assertThat(read.value()).isEqualTo(ALERT);
  }

  @Test
  void labelsThatRoutingNeedsAreFilledIn() {
    byte[] bare =
        bytes(
            """
            {"fingerprint":"f","status":"firing","name":"N","service":"s","severity":"CRITICAL",
             "startsAt":1,"updatedAt":2,"unknown":[1]}
            """);

    assertThat(RecordReader.alert("f", bare, T).value().labels())
        .containsEntry("alertname", "N")
        .containsEntry("service", "s")
        .containsEntry("severity", "critical");
  }

  @ParameterizedTest(name = "{0}={1} names {2}")
  @CsvSource({
    "fingerprint,'\"other\"',fingerprint",
    "fingerprint,null,fingerprint",
    "status,null,status",
    "status,'\"burning\"',''",
    "name,'\" \"',name",
    "service,null,service",
    "severity,null,severity",
    "severity,'\"bad\"',severity",
    "startsAt,-1,startsAt",
    "startsAt,1772323200001,startsAt",
    "startsAt,'\"soon\"',''",
    "updatedAt,1772323500001,updatedAt",
    "labels,'{\"a\":null}',labels",
    "labels,'{\"a\":\"\\ud800\"}',labels",
    "annotations,'{\"a\":\"\\udc00\"}',labels",
    "labels,'[1]',''",
  })
  void aBadFieldIsNamed(String field, String value, String named) throws IOException {
    ObjectNode tree = Json.mapper().valueToTree(ALERT);
    tree.set(field, null);
    String json = tree.toString().replace("\"" + field + "\":null", "\"" + field + "\":" + value);

    Read<Alert> read = RecordReader.alert(ALERT.fingerprint(), bytes(json), T);

    assertThat(read.accepted()).isFalse();
    assertThat(read.rejected().field()).isEqualTo(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "{", "{\"a\":1}}", "\u0000"})
  void whatIsNoAlertIsRefused(String value) {
    assertThat(RecordReader.alert("k", bytes(value), T).accepted()).isFalse();
    assertThat(RecordReader.command("k", bytes(value)).accepted()).isFalse();
  }

  @Test
  void hugeAndDeepValuesAreRefused() {
    String deep = "{\"labels\":" + "[".repeat(4_000) + "]".repeat(4_000) + "}";

    assertThat(RecordReader.alert("k", new byte[9_000], T).accepted()).isFalse();
    assertThat(RecordReader.alert("k", bytes(deep), T).accepted()).isFalse();
    assertThat(RecordReader.alert("k", null, T).accepted()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"target\":\"k\",\"action\":\"acknowledge\",\"actor\":\"ada\",\"at\":1}',",
    "'{\"target\":\"k\",\"action\":\"SNOOZE\",\"actor\":\"ada\",\"at\":1,\"until\":5}',",
    "'{\"target\":\"x\",\"action\":\"RESOLVE\",\"actor\":\"ada\",\"at\":1}',target",
    "'{\"target\":\"k\",\"actor\":\"ada\",\"at\":1}',action",
    "'{\"target\":\"k\",\"action\":\"RESOLVE\",\"at\":1}',actor",
    "'{\"target\":\"k\",\"action\":\"SNOOZE\",\"actor\":\"ada\",\"at\":1}',until",
    "'{\"target\":\"k\",\"action\":\"RESOLVE\",\"actor\":\"ada\",\"at\":1,\"until\":-5}',until",
    "'{\"target\":\"k\",\"action\":\"RESOLVE\",\"actor\":\"\\udc00\",\"at\":1}',reason",
  })
  void commandsAreReadOrNamed(String json, String named) {
    Read<Command> read = RecordReader.command("k", bytes(json));

    assertThat(read.accepted()).isEqualTo(named == null);
    assertThat(read.accepted() ? null : read.rejected().field()).isEqualTo(named);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
