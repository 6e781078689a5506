package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.Score.Contribution;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RiskModelTest {
  private final RiskModel model = RiskModel.train(rows(600, 1), 42);

  @Test
  void theSameRowsAndSeedGiveTheSameBytesAndIdentity() {
    RiskModel again = RiskModel.train(rows(600, 1), 42);
    assertThat(ModelFormat.write(again)).isEqualTo(ModelFormat.write(model));
    assertThat(again.modelId()).isEqualTo(model.modelId()).hasSize(16);
  }

  @Test
  void aModelReadFromItsBytesScoresTheSame() {
    RiskModel read = ModelFormat.read(ModelFormat.write(model)).model();
    for (double[] values : rows(200, 2)) {
      assertThat(read.assess(row(values))).isEqualTo(model.assess(row(values)));
    }
  }

  @Test
  void seventyIsAboutTheNinetyNinthPercentileOfItsOwnHistory() {
    long high =
        rows(20_000, 3).stream().filter(r -> model.assess(row(r)).risk() >= RiskScale.HIGH).count();
    assertThat(high / 20_000.0).isBetween(0.003, 0.03);
  }

  @Test
  void contributionsAddUpToTheRiskAndNameWhatIsOff() {
    double[] values = rows(1, 4).get(0);
    values[Feature.ERROR_RATE_Z.ordinal()] = 12;
    values[Feature.LATENCY_P95_Z.ordinal()] = 9;
    Assessment seen = model.assess(row(values));
    assertThat(seen.risk()).isGreaterThan(70);
    assertThat(seen.contributions().stream().mapToDouble(Contribution::share).sum())
        .isCloseTo(seen.risk(), within(1e-9));
    Contribution first = seen.contributions().get(0);
    assertThat(first.feature()).isIn("error_rate_z", "latency_p95_z");
    assertThat(first.observed()).isIn(9.0, 12.0);
    assertThat(first.expected()).isBetween(-1.0, 1.0);
  }

  @Test
  void aMissingValueCountsAsUsualAndLowersTheCoverage() {
    double[] values = rows(1, 4).get(0);
    values[Feature.ERROR_RATE_Z.ordinal()] = Double.NaN;
    Assessment seen = model.assess(row(values));
    assertThat(seen.risk()).isBetween(0.0, 100.0);
    assertThat(seen.coverage()).isLessThan(1);
  }

  @Test
  void aFeatureThatNeverMovedIsNoColumn() {
    assertThat(model.features())
        .contains("error_rate_z", "latency_p95_z")
        .doesNotContain("log_rate_z", "error_rate");
  }

  @Test
  void bytesThatWereChangedAnywhereAreRefused() {
    byte[] bytes = ModelFormat.write(model);
    for (int i = 0; i < bytes.length; i += 7) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThat(ModelFormat.read(changed).model()).as("byte %d", i).isNull();
    }
  }

  @Test
  void foreignNewerAndShortBytesAreRefusedWithTheReason() {
    byte[] newer = ModelFormat.write(model);
    ByteBuffer.wrap(newer).putShort(4, (short) 2);
    assertThat(ModelFormat.read(newer).refused()).contains("version 2");
    assertThat(ModelFormat.read(new byte[0]).refused()).contains("cut short");
    assertThat(ModelFormat.read("{\"a\": 1, \"b\": 2}".getBytes()).refused())
        .contains("not a model");
    byte[] whole = ModelFormat.write(model);
    assertThat(ModelFormat.read(Arrays.copyOf(whole, whole.length - 1)).refused())
        .contains("checksum");
  }

  @Test
  void nothingIsTrainedFromFeaturesThatDoNotMove() {
    List<double[]> still = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      still.add(new double[Feature.COUNT]);
    }
    assertThat(RiskModel.train(still, 1)).isNull();
  }

  private static FeatureRow row(double[] values) {
    FeatureRow row = new FeatureRow();
    for (Feature feature : Feature.values()) {
      row.set(feature, values[feature.ordinal()]);
    }
    return row;
  }

  private static List<double[]> rows(int count, long seed) {
    Random random = new Random(seed);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] row = new double[Feature.COUNT];
      Arrays.fill(row, Double.NaN);
      for (Feature feature :
          List.of(
              Feature.REQUEST_RATE_Z,
              Feature.ERROR_RATE_Z,
              Feature.LATENCY_MEAN_Z,
              Feature.LATENCY_P95_Z)) {
        row[feature.ordinal()] = random.nextGaussian();
      }
      rows.add(row);
    }
    return rows;
  }
}
