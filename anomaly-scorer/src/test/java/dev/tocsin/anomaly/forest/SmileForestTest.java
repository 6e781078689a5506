package dev.tocsin.anomaly.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smile.math.MathEx;
import smile.stat.distribution.GaussianDistribution;

class SmileForestTest {
  private static final int COLUMNS = 12;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, COLUMNS - 1})
  void theFlatForestScoresBitForBitAsSmile(int extensionLevel) {
    SmileForest forest = SmileForest.train(rows(1_000, 1), 50, 256, extensionLevel, 42);
    for (double[] row : rows(2_000, 2)) {
      assertThat(Double.doubleToRawLongBits(forest.flat().score(row)))
          .isEqualTo(Double.doubleToRawLongBits(forest.score(row)));
    }
  }

  @Test
  void theSameRowsAndSeedGiveTheSameForestWhateverSmileDidBefore() throws IOException {
    byte[] first = bytes(SmileForest.train(rows(500, 1), 20, 256, 1, 42).flat());
    MathEx.setSeed(99);
    GaussianDistribution.getInstance().rand();
    byte[] second = bytes(SmileForest.train(rows(500, 1), 20, 256, 1, 42).flat());
    GaussianDistribution.getInstance().rand();
    byte[] third = bytes(SmileForest.train(rows(500, 1), 20, 256, 1, 42).flat());
    byte[] other = bytes(SmileForest.train(rows(500, 1), 20, 256, 1, 43).flat());

    assertThat(second).isEqualTo(first);
    assertThat(third).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void aRowFarOutScoresHigherThanAnOrdinaryOne() {
    FlatForest forest = SmileForest.train(rows(1_000, 1), 100, 256, 1, 42).flat();
    double[] far = new double[COLUMNS];
    far[3] = 60;
    far[4] = -60;
    assertThat(forest.score(far)).isGreaterThan(0.5);
    assertThat(forest.score(new double[COLUMNS])).isLessThan(0.5);
  }

  @Test
  void whatWasWrittenIsReadAgain() throws IOException {
    FlatForest forest = SmileForest.train(rows(300, 1), 10, 256, 1, 42).flat();
    FlatForest read = read(bytes(forest));
    for (double[] row : rows(100, 3)) {
      assertThat(read.score(row)).isEqualTo(forest.score(row));
    }
  }

  @Test
  void aForestThatCouldRunInCirclesIsRefused() throws IOException {
    byte[] bytes = bytes(SmileForest.train(rows(300, 1), 10, 256, 1, 42).flat());
    int refused = 0;
    for (int i = 0; i < bytes.length; i += 11) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) 0x81;
      try {
        FlatForest forest = read(changed);
        forest.score(new double[forest.columns()]);
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
    assertThatThrownBy(() -> read(new byte[10])).isInstanceOf(IOException.class);
  }

  private static List<double[]> rows(int count, long seed) {
    Random random = new Random(seed);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] row = new double[COLUMNS];
      for (int j = 0; j < COLUMNS; j++) {
        row[j] = j % 4 == 0 && random.nextInt(3) > 0 ? 0 : random.nextGaussian() * (1 + j);
      }
      rows.add(row);
    }
    return rows;
  }

  private static byte[] bytes(FlatForest forest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    forest.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static FlatForest read(byte[] bytes) throws IOException {
    return FlatForest.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
