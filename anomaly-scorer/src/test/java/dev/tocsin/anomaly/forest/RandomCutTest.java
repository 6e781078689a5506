package dev.tocsin.anomaly.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomCutTest {
  private static final int COLUMNS = 6;
  private static final List<double[]> ROWS = rows(400, 1);
  private static final RandomCut FOREST = RandomCut.train(ROWS, 7);

  private static List<double[]> rows(int count, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(
            i -> IntStream.range(0, COLUMNS).mapToDouble(c -> random.nextGaussian()).toArray())
        .toList();
  }

  private static double[] outlier(int column) {
    double[] row = new double[COLUMNS];
    row[column] = 15;
    return row;
  }

  @Test
  void theSameRowsAndSeedGiveTheSameForest() throws IOException {
    assertThat(bytes(RandomCut.train(ROWS, 7))).isEqualTo(bytes(FOREST));
    assertThat(RandomCut.train(ROWS, 8).score(outlier(0))).isNotEqualTo(FOREST.score(outlier(0)));
  }

  @Test
  void readAgainItScoresToTheLastBit() throws IOException {
    byte[] bytes = bytes(FOREST);
    RandomCut read = RandomCut.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    assertThat(read.columns()).isEqualTo(COLUMNS);
    for (double[] row : rows(50, 2)) {
      assertThat(read.score(row)).isEqualTo(FOREST.score(row));
    }
    assertThat(bytes(read)).isEqualTo(bytes);
  }

  @Test
  void anOutlierScoresAboveEveryRowThatItLearntFromAndItsColumnIsToBlame() {
    double greatest = ROWS.stream().mapToDouble(FOREST::score).max().orElseThrow();
    for (int column = 0; column < COLUMNS; column++) {
      double[] parts = FOREST.attribution(outlier(column));
      double score = FOREST.score(outlier(column));
      assertThat(score).isGreaterThan(greatest);
      assertThat(Arrays.stream(parts).sum()).isCloseTo(score, within(1e-6));
      assertThat(parts[column]).isGreaterThan(0.8 * score);
    }
  }

  @Test
  void bytesThatAreNoForestAreRefused() throws IOException {
    byte[] bytes = bytes(FOREST);
    byte[] shortened = Arrays.copyOf(bytes, bytes.length / 2);
    byte[] changed = bytes.clone();
    changed[bytes.length / 2]++;
    byte[] huge = bytes.clone();
    huge[0] = 0x7f;
    for (byte[] each : List.of(shortened, changed, huge)) {
      assertThatThrownBy(() -> RandomCut.read(new DataInputStream(new ByteArrayInputStream(each))))
          .isInstanceOf(IOException.class);
    }
  }

  private static byte[] bytes(RandomCut forest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    forest.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
