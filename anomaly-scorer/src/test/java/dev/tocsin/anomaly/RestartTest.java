package dev.tocsin.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.anomaly.domain.ModelPlan;
import dev.tocsin.anomaly.domain.ScoringPolicy;
import dev.tocsin.anomaly.stream.ScorerMeters;
import dev.tocsin.anomaly.stream.TrainingThread;
import dev.tocsin.events.Score;
import dev.tocsin.events.Topics;
import dev.tocsin.streams.StreamsProcess;
import dev.tocsin.streams.StreamsSettings;
import dev.tocsin.testkit.TestBroker;
import dev.tocsin.testkit.Workspace;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A scorer that loses its disk between two windows goes on as if nothing had happened. */
class RestartTest {
  private static final int BEFORE = 40;
  private static final int AFTER = 10;
  private static final TrainingThread TRAINER = new TrainingThread();

  @Test
  void withoutItsDiskItScoresTheNextWindowsToTheLastBit() {
    List<Score> whole = scores(false);
    List<Score> interrupted = scores(true);
    assertThat(interrupted).hasSize(BEFORE + AFTER - 1);
    assertThat(interrupted.get(BEFORE).mode()).isEqualTo(Score.Mode.MODEL);
    assertThat(interrupted).isEqualTo(whole);
  }

  private static List<Score> scores(boolean interrupt) {
    String name = "restart-" + interrupt + "-" + UUID.randomUUID().toString().substring(0, 8);
    Topics topics = TestBroker.shared().topics(name + ".");
    StreamsProcess process = start(name, topics, 0);
    try {
      send(topics, 0, BEFORE);
      TestBroker.shared().values(topics.scores(), s -> s.size() >= BEFORE - 1);
      if (interrupt) {
        process.close();
        process = start(name, topics, 1);
      }
      send(topics, BEFORE, BEFORE + AFTER);
      return TestBroker.shared().values(topics.scores(), s -> s.size() >= BEFORE + AFTER - 1);
    } finally {
      process.close();
    }
  }

  private static void send(Topics topics, int from, int to) {
    for (int window = from; window < to; window++) {
      TestBroker.shared().send(topics.requests().name(), "payments", Traffic.window(window, 0.05));
    }
  }

  private static StreamsProcess start(String name, Topics topics, int disk) {
    Properties settings =
        new StreamsSettings(
                name,
                TestBroker.shared().bootstrapServers(),
                Workspace.target("state-" + name + "-" + disk),
                "0",
                Duration.ofMillis(200),
                1)
            .toProperties();
    AnomalyTopology topology =
        new AnomalyTopology(
            topics,
            new ScoringPolicy(16, 64, 3, 5, 2),
            ModelPlan.DEFAULT,
            ScorerDriver.LATENESS,
            TRAINER,
            new ScorerMeters(new SimpleMeterRegistry()),
            settings);
    StreamsProcess process = new StreamsProcess(topology, settings, Clock.systemUTC(), () -> {});
    process.start();
    return process;
  }
}
