package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.anomaly.domain.FeatureRow.Cause;
import dev.tocsin.anomaly.domain.Signal.View;
import dev.tocsin.events.Score.Contribution;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RiskModelTest {
  private final RiskModel model = RiskModel.train(rows(600, 1), List.of(), 42);

  @Test
  void theSameRowsAndSeedGiveTheSameBytesAndIdentity() {
    RiskModel again = RiskModel.train(rows(600, 1), List.of(), 42);
    assertThat(ModelFormat.write(again)).isEqualTo(ModelFormat.write(model));
    assertThat(again.modelId()).isEqualTo(model.modelId()).hasSize(16);
  }

  @Test
  void aModelReadFromItsBytesScoresTheSame() {
    RiskModel read = ModelFormat.read(ModelFormat.write(model)).model();
    for (double[] values : rows(200, 2)) {
      assertThat(assess(read, values)).isEqualTo(assess(model, values));
    }
  }

  @Test
  void aWindowByItselfIsAsRareAsItsSurpriseSays() {
    long rare =
        rows(20_000, 3).stream()
            .filter(r -> model.calibration().surprise(model.raw(r)) >= 2)
            .count();
    assertThat(rare / 20_000.0).isBetween(0.003, 0.03);
  }

  @Test
  void windowsThatHaveNothingToDoWithEachOtherAreHighMoreSeldomThanOneInAHundred() {
    Lasting lasting = new Lasting();
    long high =
        rows(20_000, 3).stream()
            .filter(
                r ->
                    model.assess(row(r, List.of()), 0, new DailyPeaks(), lasting).risk()
                        >= RiskScale.HIGH)
            .count();
    assertThat(high / 20_000.0).isLessThan(0.01);
  }

  @Test
  void contributionsAddUpToTheRiskAndNameWhatIsOff() {
    double[] values = rows(1, 4).get(0);
    values[Feature.ERROR_RATE_Z.ordinal()] = 12;
    values[Feature.LATENCY_P95_Z.ordinal()] = 9;
    Assessment seen = assess(model, values);
    assertThat(seen.risk()).isGreaterThan(70);
    assertThat(seen.blame().contributions().stream().mapToDouble(Contribution::share).sum())
        .isCloseTo(seen.risk(), within(1e-9));
    Contribution first = seen.blame().contributions().get(0);
    assertThat(first.feature()).isIn("error_rate_z", "latency_p95_z");
    assertThat(first.observed()).isIn(9.0, 12.0);
    assertThat(first.expected()).isZero();
  }

  @Test
  void aMissingValueCountsAsUsualAndLowersTheCoverage() {
    double[] values = rows(1, 4).get(0);
    values[Feature.ERROR_RATE_Z.ordinal()] = Double.NaN;
    Assessment seen = assess(model, values);
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
    ByteBuffer.wrap(newer).putShort(4, (short) 6);
    assertThat(ModelFormat.read(newer).refused()).contains("version 6");
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
    assertThat(RiskModel.train(still, List.of(), 1)).isNull();
  }

  @Test
  void theScoreOfARowAndOfItsStoredFormAreTheSame() {
    double[] values = rows(1, 4).get(0);
    assertThat(model.raw(values)).isEqualTo(assess(model, values).raw());
  }

  @Test
  void whatContradictsTheOtherSignalsIsSeenThoughEachAloneIsUsual() {
    List<String> metrics = List.of("in", "out");
    RiskModel pair = RiskModel.train(pairs(2_000, 1, 1), metrics, 7);
    double agreeing = pairs(1, 5, 1).stream().mapToDouble(pair::raw).sum();
    double[] both = pairs(1, 5, 1).get(0);
    both[FeatureRow.column(0, View.LEVEL)] = 2;
    both[FeatureRow.column(1, View.LEVEL)] = -2;
    assertThat(pair.raw(both)).isGreaterThan(agreeing + 0.3);
    FeatureRow row = row(both, metrics);
    Assessment seen = pair.assess(row, 0, new DailyPeaks(), new Lasting());
    assertThat(row.get(Feature.METRIC_RESIDUAL)).isGreaterThan(3);
    assertThat(seen.blame().contributions().subList(0, 2))
        .extracting(Contribution::feature)
        .containsExactlyInAnyOrder("in_level", "out_level");
  }

  @Test
  void aModelFindsItsMetricsByNameWhateverTheirOrder() {
    RiskModel pair = RiskModel.train(pairs(500, 1, 1), List.of("in", "out"), 7);
    double[] values = pairs(1, 5, 1).get(0);
    values[FeatureRow.column(0, View.LEVEL)] = 9;
    double[] swapped = values.clone();
    System.arraycopy(
        values, FeatureRow.width(0), swapped, FeatureRow.column(1, View.LEVEL), View.COUNT);
    System.arraycopy(
        values, FeatureRow.column(1, View.LEVEL), swapped, FeatureRow.width(0), View.COUNT);
    Assessment seen =
        pair.assess(row(values, List.of("in", "out")), 0, new DailyPeaks(), new Lasting());
    Assessment again =
        pair.assess(row(swapped, List.of("out", "in")), 0, new DailyPeaks(), new Lasting());
    assertThat(again.raw()).isEqualTo(seen.raw());
    assertThat(again.blame().contributions().get(0).feature()).isEqualTo("in_level");
  }

  @Test
  void whatLastsIsRiskierThanTheSameOnce() {
    double[] values = rows(1, 4).get(0);
    values[Feature.ERROR_RATE_Z.ordinal()] = 2.5;
    double once = assess(model, values).risk();
    Lasting lasting = new Lasting();
    lasting.after(3);
    lasting.after(3);
    assertThat(model.assess(row(values, List.of()), 0, new DailyPeaks(), lasting).risk())
        .isGreaterThan(once);
  }

  /** Two metrics that rise and fall together. */
  private static List<double[]> pairs(int count, long seed, double together) {
    Random random = new Random(seed);
    List<double[]> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] row = new double[FeatureRow.width(2)];
      Arrays.fill(row, 0, FeatureRow.width(0), Double.NaN);
      double common = random.nextGaussian();
      for (int metric = 0; metric < 2; metric++) {
        for (View view : View.values()) {
          double own = random.nextGaussian() * (view == View.LEVEL ? 0.1 : 1);
          row[FeatureRow.column(metric, view)] = own + (view == View.LEVEL ? together * common : 0);
        }
      }
      row[Feature.METRIC_LEVEL_MAX.ordinal()] = Math.abs(common);
      row[Feature.METRIC_LEVEL_MEAN.ordinal()] = Math.abs(common);
      pairs.add(row);
    }
    return pairs;
  }

  private static Assessment assess(RiskModel model, double[] values) {
    return model.assess(row(values, List.of()), 0, new DailyPeaks(), new Lasting());
  }

  private static FeatureRow row(double[] values, List<String> metrics) {
    FeatureRow row = new FeatureRow(metrics);
    for (int i = 0; i < Feature.COUNT; i++) {
      row.set(Feature.at(i), values[i]);
    }
    for (int i = 0; i < metrics.size(); i++) {
      int first = FeatureRow.column(i, View.LEVEL);
      double[] own = Arrays.copyOfRange(values, first, first + View.COUNT);
      row.setMetric(i, own, new Cause(metrics.get(i), own[0], 0, Double.NaN));
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
