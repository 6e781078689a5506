package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.anomaly.domain.EntityReplay;
import dev.tocsin.anomaly.domain.EntityScorer.Scored;
import dev.tocsin.anomaly.domain.ScoringPolicy;
import dev.tocsin.anomaly.domain.Window;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.Score;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of the scorer in the middle of a training, and again in the middle of the swap,
 * changes neither model nor score: they are those that nobody disturbed, to the last bit.
 */
class KilledTrainingIT {
  private static final String ENTITY = "killed-while-training";
  private static final int WINDOWS = 175;

  /** A training ends so many windows after it began. */
  private static final int HAND_OVER = 4;

  private final RunningSystem system = RunningSystem.shared();
  private final long start =
      Window.startOf(System.currentTimeMillis()) - WINDOWS * Window.LENGTH_MS;
  private int sent;

  @Test
  void anInterruptedTrainingGivesTheModelOfOneThatWasNot() throws IOException {
    List<Scored> undisturbed = undisturbed();
    int swap =
        IntStream.range(0, WINDOWS)
            .filter(i -> undisturbed.get(i).model() != null)
            .findFirst()
            .orElseThrow();
    assertThat(swap).isBetween(120, WINDOWS - 20);

    // A window is scored when an event of the next one comes.
    int begun = swap - HAND_OVER + 1;
    sendUpTo(begun + 1);
    scores(begun + 1);
    system.standalone().kill("anomaly-scorer");
    system.standalone().startAgain("anomaly-scorer");

    sendUpTo(swap + 1);
    system.standalone().kill("anomaly-scorer");
    system.standalone().startAgain("anomaly-scorer");
    sendUpTo(WINDOWS - 1);

    JsonNode scores = scores(WINDOWS - 1);
    for (JsonNode each : scores) {
      int window = (int) ((each.path("windowEnd").asLong() - start) / Window.LENGTH_MS) - 1;
      Score expected = undisturbed.get(window).score();
      assertThat(each.path("risk").asDouble()).as("window %d", window).isEqualTo(expected.risk());
      assertThat(each.path("confidence").asDouble()).isEqualTo(expected.confidence());
      assertThat(each.path("modelId").asText(null)).isEqualTo(expected.modelId());
      if (expected.rawScore() != null) {
        assertThat(each.path("rawScore").asDouble()).isEqualTo(expected.rawScore());
      }
    }
    assertThat(scores.get(0).path("modelId").asText())
        .isEqualTo(undisturbed.get(swap).model().modelId());
  }

  private List<Scored> undisturbed() {
    EntityReplay replay = new EntityReplay(ENTITY, ScoringPolicy.DEFAULT);
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < WINDOWS; i++) {
      Window window = new Window();
      window.add(new MetricsEvent(at(i), ENTITY, null, metrics(i), Map.of()));
      scored.add(replay.next(start + i * Window.LENGTH_MS, window));
    }
    return scored;
  }

  /** The scores once there are so many, the newest first. */
  private JsonNode scores(int count) {
    String path = "/api/v1/scores?limit=1000&from=%d&entity=%s".formatted(start, ENTITY);
    JsonNode items = system.until(path, it -> it.path("items").size() >= count).path("items");
    // The last window may close by silence meanwhile; none is there twice.
    assertThat(items.findValuesAsText("windowEnd")).doesNotHaveDuplicates();
    return items;
  }

  private void sendUpTo(int last) throws IOException {
    for (; sent <= last; sent++) {
      Map<String, Double> metrics = metrics(sent);
      String event =
          "{\"timestamp\":%d,\"service\":\"%s\",\"metrics\":{\"cpu\":%s,\"memory\":%s,\"disk\":%s}}"
              .formatted(
                  at(sent), ENTITY, metrics.get("cpu"), metrics.get("memory"), metrics.get("disk"));
      assertThat(system.post(system.ingest("/api/v1/telemetry/metrics"), event).statusCode())
          .isEqualTo(202);
    }
  }

  /** The middle of a window: later than the allowed lateness behind the end of the one before. */
  private long at(int window) {
    return start + window * Window.LENGTH_MS + Window.LENGTH_MS / 2;
  }

  private static Map<String, Double> metrics(int window) {
    Random random = new Random(window);
    return Map.of(
        "cpu", 40 + 5 * random.nextGaussian(),
        "memory", 70 + random.nextGaussian(),
        "disk", (double) (window % 13));
  }
}
