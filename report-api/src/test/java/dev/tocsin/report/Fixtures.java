package dev.tocsin.report;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Score;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Sketch;
import dev.tocsin.events.Slice;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import java.util.List;
import java.util.Map;

/** Records as the other services write them. */
public final class Fixtures {
  /** 2026-11-20T10:00:00Z. */
  public static final long TEN = 1_795_168_800_000L;

  public static final long MINUTE = 60_000;
  public static final long HOUR = 60 * MINUTE;

  private Fixtures() {}

  public static Verdict verdict(
      String objective, String service, long periodEnd, Verdict.Status status, long revision) {
    return new Verdict(
        objective,
        service,
        periodEnd - HOUR,
        periodEnd,
        0.98,
        null,
        0.99,
        null,
        -1.0,
        Map.of("5m", 2.0),
        98,
        100,
        1,
        true,
        status,
        Verdict.State.OPEN,
        revision,
        1,
        List.of(),
        null,
        null,
        null,
        null);
  }

  public static Violation violation(
      String id, String service, long began, Long ended, boolean withdrawn, String incidentId) {
    return new Violation(
        id,
        "SLA_X",
        service,
        "high",
        began,
        ended,
        withdrawn,
        incidentId,
        "because",
        null,
        withdrawn ? 3 : ended == null ? 1 : 2);
  }

  public static Score score(String entity, long windowEnd, double risk) {
    return new Score(
        entity,
        entity,
        windowEnd - 30_000,
        windowEnd,
        risk,
        0.9,
        Score.Mode.BASELINE,
        null,
        null,
        Map.of("cpu", 0.9),
        List.of(new Score.Contribution("cpu", risk, 0.9, 0.3, null)),
        risk >= 70);
  }

  public static Alert alert(String name, String service, long startsAt) {
    return Alert.firing(
        "rule",
        name,
        service,
        Severity.CRITICAL,
        Map.of(),
        Map.of("summary", "it burns"),
        startsAt,
        startsAt);
  }

  /** A slice of {@code count} requests, all of the same latency. */
  public static Slice slice(
      String service,
      String region,
      long start,
      long count,
      long errors,
      double latencyMs,
      long revision) {
    return slice(service, region, "", start, count, errors, latencyMs, revision);
  }

  /** The same of one type of device. */
  public static Slice slice(
      String service,
      String region,
      String deviceType,
      long start,
      long count,
      long errors,
      double latencyMs,
      long revision) {
    Sketch sketch = new Sketch();
    sketch.add(latencyMs, count);
    return new Slice(
        service,
        "",
        region,
        deviceType,
        start,
        count,
        errors,
        latencyMs * count,
        latencyMs,
        latencyMs,
        Map.of(),
        sketch,
        revision,
        false);
  }
}
