package dev.tocsin.standalone.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.standalone.replay.IngestServer;
import dev.tocsin.standalone.replay.Pause;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sender, against a real HTTP server and on a clock that moves only while it waits. */
class SampleWorkloadTest {
  private static final long SEED = 7;
  private static final long START = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond();

  @TempDir Path folder;

  private final AtomicLong millis = new AtomicLong(START * 1_000);
  private final Workload expected = new Workload(SEED, START);

  @Test
  void sendsHalfAnHourOfHistoryAndThenEachSecondOnce() throws Exception {
    try (IngestServer server = new IngestServer()) {
      run(server, 20, null);

      List<Long> times = times(server, "/api/v1/telemetry/metrics");
      assertThat(times.get(0)).isEqualTo((START - 1_800) * 1_000);
      assertThat(times).hasSize(8 * (180 + 2)).isSorted();
      List<String> live =
          server.events().stream()
              .filter(e -> e.has("latencyMs"))
              .map(e -> e.get("id").asText())
              .toList();
      List<String> wanted = new ArrayList<>();
      for (long second = START; second < START + 20; second++) {
        expected.requests(second).forEach(r -> wanted.add(r.id()));
      }
      assertThat(live).containsExactlyElementsOf(wanted);
    }
  }

  @Test
  void saysWhatTheLastMinuteOfItsHistoryHas() throws Exception {
    try (IngestServer server = new IngestServer();
        SampleWorkload workload =
            SampleWorkload.start(server.url(), SEED, null, clock(), duration -> rest())) {
      LastMinute last = workload.history().get(60, TimeUnit.SECONDS);

      assertThat(last.start()).isEqualTo((START - 60) * 1_000);
      long requests = 0;
      for (long second = START - 60; second < START; second++) {
        requests += expected.requests(second).size();
      }
      assertThat(last.requests()).isEqualTo(requests).isGreaterThan(3_000);
      long sent =
          server.events().stream()
              .filter(event -> event.has("latency"))
              .filter(event -> event.path("timestamp").asLong() >= last.start())
              .mapToLong(event -> event.path("count").asLong())
              .sum();
      assertThat(sent).isEqualTo(requests);
    }
  }

  private static void rest() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  @Test
  void nothingOfTheHistoryComesWhenItsWindowIsOver() throws Exception {
    millis.addAndGet(17_000);
    try (IngestServer server = new IngestServer()) {
      run(server, 1, null);

      long newest = 0;
      for (JsonNode event : server.events()) {
        long time = event.path("timestamp").longValue();
        if (event.has("service") && !event.has("incidentId")) {
          assertThat(time / 30_000 * 30_000 + 31_000).isGreaterThan(newest);
          newest = Math.max(newest, time);
        }
      }
    }
  }

  @Test
  void continuesWhereTheLastRunStopped() throws Exception {
    Path memory = folder.resolve("state/sample");
    try (IngestServer server = new IngestServer()) {
      run(server, 300, memory);
    }
    millis.addAndGet(Duration.ofMinutes(5).toMillis());
    long restart = millis.get() / 1_000;
    try (IngestServer server = new IngestServer()) {
      run(server, 1, memory);

      List<Long> times = times(server, "/api/v1/telemetry/metrics");
      assertThat(times.get(0)).isBetween((restart - 310) * 1_000, restart * 1_000);
      JsonNode ended =
          server.events().stream().filter(e -> e.has("incidentId")).findFirst().orElseThrow();
      assertThat(ended.get("state").asText()).isEqualTo("RESOLVED");
      assertThat(ended.get("resolvedAt").longValue()).isLessThanOrEqualTo(restart * 1_000);
    }
  }

  private static List<Long> times(IngestServer server, String path) {
    return server.taken().stream()
        .filter(batch -> batch.path().equals(path))
        .flatMap(batch -> batch.events().stream())
        .map(e -> e.get("timestamp").longValue())
        .toList();
  }

  /** Runs the sender until it has waited for the end of this many seconds. */
  private void run(IngestServer server, int seconds, Path memory) throws InterruptedException {
    long end = millis.get() + seconds * 1_000L;
    CountDownLatch done = new CountDownLatch(1);
    Pause pause =
        duration -> {
          if (millis.get() >= end) {
            done.countDown();
            new CountDownLatch(1).await();
          }
          millis.addAndGet(duration.toMillis());
        };
    try (SampleWorkload workload =
        SampleWorkload.start(server.url(), SEED, memory, clock(), pause)) {
      assertThat(workload).isNotNull();
      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
      }
    };
  }
}
