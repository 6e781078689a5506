package dev.tocsin.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One value of everything that we write, every field filled in. */
final class Samples {
  private static final long T = 1_760_000_000_000L;

  private Samples() {}

  /** By the name of the golden file. */
  static Map<String, Object> all() {
    Map<String, Object> samples = new LinkedHashMap<>();
    samples.put("slice", slice());
    samples.put("verdict", verdict());
    samples.put("verdict-no-data", noData());
    samples.put("violation", violation());
    samples.put("score", score());
    samples.put(
        "model",
        new Model(
            "api-gateway",
            "m-1",
            T,
            512,
            Model.Kind.ENSEMBLE,
            List.of("cpu.level"),
            new byte[] {1, -1},
            Model.State.CHAMPION,
            T,
            "schedule",
            null));
    samples.put("alert", alert());
    samples.put("alert-resolved", alert().resolved(T + 1_000, "cleared"));
    samples.put(
        "command",
        new Command(
            alert().fingerprint(), Command.Action.ACKNOWLEDGE, "ada", T, "on it", T + 60_000));
    samples.put("notification", notification());
    samples.put(
        "page",
        Page.of(notification(), Map.of("alertname", "RULE_001"), "https://tocsin.example.org"));
    samples.put("audit", new AuditEntry("ada", "create", "objective/SLA_001", T, "version 1"));
    return samples;
  }

  private static Slice slice() {
    Sketch sketch = new Sketch();
    sketch.add(0, 1);
    sketch.add(12.5, 2);
    sketch.add(250, 1);
    return new Slice(
        "api-gateway",
        "GET /quotes",
        "eu",
        "",
        T,
        4,
        1,
        275,
        0.0,
        250.0,
        Map.of("100", 3L),
        sketch,
        2,
        true);
  }

  private static Verdict verdict() {
    return new Verdict(
        "SLA_002",
        "api-gateway",
        T - 3_600_000,
        T,
        0.9925,
        104.5,
        0.99,
        100.0,
        0.25,
        Map.of("5m", 1.5),
        397,
        400,
        0.95,
        false,
        Verdict.Status.MET,
        Verdict.State.OPEN,
        7,
        2,
        List.of(new Verdict.Provenance("telemetry.requests", 3, 10, 42)),
        Verdict.Certainty.OPEN,
        new Verdict.Exhaustion(1_767_230_000_000L, 1_767_240_000_000L, null),
        new Verdict.Excluded(
            1_800_000, 0.99, Map.of(DowntimeReason.PLANNED_MAINTENANCE, 1_800_000L)),
        Map.of("database", 2L));
  }

  private static Verdict noData() {
    return new Verdict(
        "SLA_002",
        "api-gateway",
        T - 3_600_000,
        T,
        null,
        null,
        0.99,
        null,
        null,
        Map.of(),
        0,
        0,
        0,
        false,
        Verdict.Status.NO_DATA,
        Verdict.State.FINAL,
        1,
        2,
        List.of(),
        null,
        null,
        null,
        null);
  }

  private static Violation violation() {
    return new Violation(
        "SLA_002|api-gateway|1",
        "SLA_002",
        "api-gateway",
        "high",
        T - 60_000,
        T,
        false,
        null,
        "98.5% of 400 requests within 100 ms, promised 99%",
        verdict(),
        2);
  }

  private static Score score() {
    return new Score(
        "api-gateway/gw-1",
        "api-gateway",
        T - 30_000,
        T,
        83.5,
        0.75,
        Score.Mode.MODEL,
        "m-1",
        0.61,
        Map.of("cpu.level", 95.0),
        List.of(new Score.Contribution("cpu.level", 83.5, 95, 40.0, 55.0)),
        true);
  }

  private static Alert alert() {
    return Alert.firing(
        "rule",
        "RULE_001",
        "api-gateway",
        Severity.CRITICAL,
        Map.of("instance", "gw-1"),
        Map.of("summary", "CPU at 95%"),
        T - 60_000,
        T);
  }

  private static Notification notification() {
    return new Notification(
        "n-1",
        "n-0",
        alert().fingerprint(),
        "{}:{alertname=\"RULE_001\"}",
        "ops",
        "webhook",
        Notification.Decision.INTENDED,
        "first notice",
        Alert.Status.FIRING,
        0,
        0,
        T,
        "thread-1",
        "kim",
        "first",
        List.of(alert()),
        Map.of("77d1f0c2a54be913", Alert.Status.FIRING),
        Map.of("lead/mail", List.of(alert().fingerprint())));
  }
}
