package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.Model.Kind;
import dev.tocsin.events.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A recorded server, minute by minute, through the code of the service. */
class RecordedServersTest {
  private static final long MINUTE = 60_000;
  private static final int TRAIN_ROWS = 6_000;

  @Test
  void labelledAnomaliesOfARecordedServerAreRiskier() throws IOException {
    Path machine = Recording.folder().resolve("smd").resolve("machine-1-2");
    assumeTrue(
        Files.isDirectory(machine),
        "skipped: no recordings at " + machine.toAbsolutePath() + " (set TOCSIN_DATA)");
    Recording train = Recording.read(machine.resolve("train.csv.gz"));
    Recording test = Recording.read(machine.resolve("test.csv.gz"));
    List<Map<String, Double>> learnt = train.rows();
    EntityScorer scorer =
        new EntityScorer(ScoringPolicy.DEFAULT, Runnable::run, ModelPlan.only(Kind.ENSEMBLE));
    Profile profile = new Profile();
    HeapMemory memory = new HeapMemory(profile);
    long at = 0;
    for (Map<String, Double> row : learnt.subList(learnt.size() - TRAIN_ROWS, learnt.size())) {
      score(scorer, profile, memory, at += MINUTE, row);
    }
    double[] risks = new double[test.rows().size()];
    int normal = 0;
    int falselyHigh = 0;
    for (int i = 0; i < risks.length; i++) {
      Score score = score(scorer, profile, memory, at += MINUTE, test.rows().get(i));
      assertThat(score.mode()).isEqualTo(Score.Mode.MODEL);
      risks[i] = score.risk();
      normal += 1 - test.labels().get(i);
      falselyHigh += test.labels().get(i) == 0 && risks[i] >= RiskScale.HIGH ? 1 : 0;
    }
    assertThat(Recording.rocAuc(risks, test.labels())).isGreaterThan(0.8);
    assertThat((double) falselyHigh / normal).isLessThan(0.02);
  }

  private static Score score(
      EntityScorer scorer, Profile profile, HeapMemory memory, long at, Map<String, Double> row) {
    Window window = new Window();
    window.add(new MetricsEvent(at, "machine", null, row, Map.of()));
    return scorer.score("machine", "machine", Window.startOf(at), window, profile, memory).score();
  }
}
