package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class SketchTest {
  private static final double[] QUANTILES = {0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1};

  /** Seeds × shapes: every quantile is within 1% of the exact one. */
  @Test
  void isWithinOnePercentOfTheExactQuantile() {
    DoubleUnaryOperator[] shapes = {
      u -> 1 + 100 * u,
      u -> Math.exp(12 * u),
      u -> -50 * Math.log(1 - u),
      u -> Math.pow(1 - u, -2),
      u -> u < 0.95 ? 10 : 5_000 + u
    };
    for (int seed = 0; seed < 20; seed++) {
      for (DoubleUnaryOperator shape : shapes) {
        Random random = new Random(seed);
        double[] values = new double[1 + random.nextInt(3_000)];
        Sketch sketch = new Sketch();
        for (int i = 0; i < values.length; i++) {
          double value = shape.applyAsDouble(random.nextDouble());
          values[i] = Math.min(Sketch.MOST, Math.max(Sketch.LEAST, value));
          sketch.add(values[i], 1);
        }
        Arrays.sort(values);
        assertThat(sketch.count()).isEqualTo(values.length);
        for (double q : QUANTILES) {
          double exact = values[(int) (q * (values.length - 1))];
          assertThat(sketch.quantile(q))
              .as("seed %d, q %s", seed, q)
              .isCloseTo(exact, within(exact * (Sketch.RELATIVE_ERROR + 1e-9)));
        }
      }
    }
  }

  /** Six hosts, five of them at about 100 ms, one slow: the mean of their P95s says nothing. */
  @Test
  void mergingHostsGivesThePercentileOfAllRequests() {
    Random random = new Random(1);
    Sketch merged = new Sketch();
    double[] all = new double[6_000];
    double sumOfP95 = 0;
    for (int host = 0; host < 6; host++) {
      Sketch one = new Sketch();
      for (int i = 0; i < 1_000; i++) {
        double latency = (host == 5 ? 2_000 : 100) * (0.9 + 0.2 * random.nextDouble());
        all[1_000 * host + i] = latency;
        one.add(latency, 1);
      }
      sumOfP95 += one.quantile(0.95);
      merged.merge(one);
    }
    Arrays.sort(all);
    double exact = all[(int) (0.95 * 5_999)];
    assertThat(merged.quantile(0.95)).isCloseTo(exact, within(0.01 * exact));
    assertThat(sumOfP95 / 6).isLessThan(exact / 4);
  }

  @Test
  void mergingEqualsOneBigSketch() {
    Random random = new Random(7);
    Sketch whole = new Sketch();
    Sketch merged = new Sketch();
    for (int part = 0; part < 10; part++) {
      Sketch one = new Sketch();
      for (int i = 0; i < part * 50; i++) {
        double value = Math.exp(random.nextGaussian() * 3);
        long count = 1 + random.nextInt(5);
        one.add(value, count);
        whole.add(value, count);
      }
      merged.merge(one);
    }
    assertThat(merged).isEqualTo(whole).hasSameHashCodeAs(whole);
    assertThat(merged.copy()).isEqualTo(whole);
  }

  @Test
  void mergingIsExactWhereCountsOutgrowAByte() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 500; i++) {
      Sketch one = new Sketch();
      Sketch two = new Sketch();
      Sketch all = new Sketch();
      int most = 1 + random.nextInt(140);
      for (int j = random.nextInt(60); j > 0; j--) {
        double value = Math.exp(random.nextInt(12) / 4.0);
        long count = 1 + random.nextInt(most);
        (random.nextBoolean() ? one : two).add(value, count);
        all.add(value, count);
      }
      Sketch merged = one.copy();
      merged.merge(two);
      assertThat(merged).isEqualTo(all);
      assertThat(merged.count()).isEqualTo(all.count());
      Sketch read = Sketch.of(one.toBytes());
      assertThat(read).isEqualTo(one);
      read.merge(two.toBytes());
      assertThat(read).isEqualTo(all);
    }
  }

  @Test
  void subtractingTakesBackWhatWasMerged() {
    Random random = new Random(11);
    Sketch kept = new Sketch();
    Sketch gone = new Sketch();
    for (int i = 0; i < 500; i++) {
      (i % 2 == 0 ? kept : gone).add(Math.exp(random.nextGaussian() * 4), 1 + random.nextInt(3));
    }
    gone.add(0, 2);
    Sketch total = kept.copy();
    total.merge(gone);
    total.subtract(gone);
    assertThat(total).isEqualTo(kept);
    total.subtract(kept);
    assertThat(total.count()).isZero();
    assertThat(total.quantile(0.5)).isNaN();
  }

  /**
   * No value is in another bucket than its logarithm says, on the bounds of buckets least of all.
   */
  @Test
  void bucketsAreThoseOfTheLogarithm() {
    Random random = new Random(17);
    double gamma = (1 + Sketch.RELATIVE_ERROR) / (1 - Sketch.RELATIVE_ERROR);
    for (int i = SketchBuckets.byLogarithm(Sketch.LEAST);
        i < SketchBuckets.byLogarithm(Sketch.MOST);
        i++) {
      double bound = Math.pow(gamma, i);
      for (int ulps = -20; ulps <= 20; ulps++) {
        sameBucket(bound + ulps * Math.ulp(bound));
      }
    }
    for (int i = 0; i < 1_000_000; i++) {
      sameBucket(Math.exp(random.nextDouble() * 27.6 - 6.9));
    }
    sameBucket(Sketch.LEAST);
    sameBucket(Sketch.MOST);
  }

  private static void sameBucket(double value) {
    double inRange = Math.min(Math.max(value, Sketch.LEAST), Sketch.MOST);
    if (SketchBuckets.of(inRange) != SketchBuckets.byLogarithm(inRange)) {
      throw new AssertionError(inRange + " is in another bucket");
    }
  }

  @Test
  void extremesAreBounded() {
    Sketch sketch = new Sketch();
    sketch.add(0, 3);
    sketch.add(-5, 1);
    sketch.add(Double.NaN, 1);
    assertThat(sketch.quantile(1)).isZero();
    sketch.add(Double.MAX_VALUE, 1);
    assertThat(sketch.quantile(1)).isCloseTo(Sketch.MOST, within(0.01 * Sketch.MOST));
    assertThat(sketch.count()).isEqualTo(6);
    assertThat(sketch.shareAtMost(1)).isEqualTo(5.0 / 6);
  }

  @Test
  void nothingAddedIsNoNumber() {
    Sketch sketch = new Sketch();
    assertThat(sketch.quantile(0.5)).isNaN();
    assertThat(sketch.shareAtMost(1)).isNaN();
    sketch.add(1, 1);
    sketch.clear();
    assertThat(sketch).isEqualTo(new Sketch());
  }

  @Test
  void bytesReadBackToTheSame() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      Sketch sketch = new Sketch();
      for (int i = random.nextInt(100); i > 0; i--) {
        sketch.add(Math.exp(random.nextGaussian() * 6), random.nextLong(1L << 40));
      }
      assertThat(Sketch.of(sketch.toBytes())).isEqualTo(sketch);
      assertThat(Json.read(Json.write(sketch), Sketch.class)).isEqualTo(sketch);
    }
  }

  /** Any bytes either are a sketch that behaves, or are refused. */
  @Test
  void corruptBytesAreRefusedOrHarmless() {
    Sketch good = new Sketch();
    for (int i = 1; i < 200; i++) {
      good.add(i * i, i);
    }
    byte[] bytes = good.toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Sketch.of(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    Random random = new Random(11);
    for (int round = 0; round < 50_000; round++) {
      byte[] mutated = bytes.clone();
      for (int i = random.nextInt(5); i >= 0; i--) {
        mutated[random.nextInt(Math.min(12, mutated.length))] = (byte) random.nextInt(256);
      }
      Sketch read;
      try {
        read = Sketch.of(mutated);
      } catch (IllegalArgumentException e) {
        continue;
      }
      Sketch merged = good.copy();
      merged.merge(read);
      assertThat(Sketch.of(merged.toBytes())).isEqualTo(merged);
    }
  }

  @Test
  void jsonThatIsNoSketchIsRefused() {
    for (String json : new String[] {"\"\"", "\"AAAA\"", "\"***\"", "7", "null"}) {
      assertThatThrownBy(() -> Json.read(json.getBytes(), Sketch.class), json)
          .isInstanceOf(SerializationException.class);
    }
  }
}
