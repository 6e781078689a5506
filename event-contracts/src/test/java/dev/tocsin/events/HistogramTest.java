package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Buckets, and what is read out of them. */
class HistogramTest {
  private static Histogram latency(long count, String latency) {
    String event =
        "{\"timestamp\":1,\"service\":\"a\",\"count\":%d,\"errors\":0,\"latency\":%s}"
            .formatted(count, latency.replace('\'', '"'));
    Parsed<RequestEvent> parsed =
        EventReader.requests(Duration.ZERO)
            .read(event.getBytes(StandardCharsets.UTF_8), 1)
            .events()
            .get(0);
    assertThat(parsed.rejected()).isNull();
    return parsed.event().latency();
  }

  @Test
  void exponentialBucketsOfScaleZeroArePowersOfTwo() {
    // (4, 8]: 3, (8, 16]: 0, (16, 32]: 5, and two that took no time.
    Histogram histogram =
        latency(10, "{'sum':1,'scale':0,'offset':2,'zeroCount':2,'counts':[3,0,5,0]}");

    assertThat(histogram.bounds()).containsExactly(0, 4, 8, 16, 32);
    assertThat(histogram.counts()).containsExactly(2, 0, 3, 0, 5, 0);
    assertThat(histogram.atMost(0)).isEqualTo(2);
    assertThat(histogram.atMost(4)).isEqualTo(2);
    assertThat(histogram.atMost(8)).isEqualTo(5);
    assertThat(histogram.atMost(16)).isEqualTo(5);
    assertThat(histogram.atMost(32)).isEqualTo(10);
    // Half way on a logarithmic scale: 2.5 of the five, rounded.
    assertThat(histogram.atMost(16 * Math.sqrt(2))).isEqualTo(8);
    // 64/3 is a third more than 16 and a third less than 32.
    assertThat(histogram.representative(4)).isCloseTo(64 / 3.0, within(1e-9));
    assertThat(histogram.representative(0)).isZero();
  }

  @Test
  void boundariesAreExactWhereTheyArePowersOfTwoAtAnyScale() {
    assertThat(latency(1, "{'sum':1,'scale':3,'offset':79,'counts':[1]}").atMost(1024))
        .isEqualTo(1);
    assertThat(latency(1, "{'sum':1,'scale':3,'offset':80,'counts':[1]}").atMost(1024)).isZero();
    assertThat(latency(1, "{'sum':1,'scale':20,'offset':-1,'counts':[1]}").atMost(1)).isEqualTo(1);
    assertThat(latency(1, "{'sum':1,'scale':-2,'offset':1,'counts':[1]}").bounds())
        .containsExactly(0, 16, 256);
  }

  @Test
  void quantilesFromExponentialBucketsAreAsGoodAsTheBuckets() {
    int scale = 5;
    double base = Math.pow(2, Math.pow(2, -scale));
    Random random = new Random(11);
    double[] values = new double[20_000];
    long[] counts = new long[640];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp(2 + random.nextGaussian());
      counts[(int) Math.ceil(Math.log(values[i]) / Math.log(base)) - 1 + 320]++;
    }
    Arrays.sort(values);
    Histogram histogram =
        latency(
            values.length,
            "{'sum':1,'scale':5,'offset':-320,'counts':%s}".formatted(Arrays.toString(counts)));
    Sketch sketch = new Sketch();
    for (int i = 0; i < histogram.counts().length; i++) {
      if (histogram.counts()[i] > 0) {
        sketch.add(histogram.representative(i), histogram.counts()[i]);
      }
    }
    // Its own 1% and half a bucket's width of 2.2%.
    double error = Sketch.RELATIVE_ERROR + (base - 1) / (base + 1) + 0.001;
    for (double q : new double[] {0.01, 0.5, 0.95, 0.99, 0.999}) {
      double exact = values[(int) (q * (values.length - 1))];
      assertThat(sketch.quantile(q)).isCloseTo(exact, within(error * exact));
    }
    long exact = Arrays.stream(values).filter(each -> each <= 10).count();
    assertThat(histogram.atMost(10)).isCloseTo(exact, within(40L));
  }

  @Test
  void smallestAndLargestLatencyNarrowTheirBuckets() {
    Histogram histogram =
        latency(8, "{'sum':1,'bounds':[10,20],'counts':[4,0,4],'min':5,'max':40}");

    assertThat(histogram.representative(0)).isEqualTo(7.5);
    assertThat(histogram.representative(2)).isEqualTo(30);
    assertThat(histogram.atMost(4)).isZero();
    assertThat(histogram.atMost(30)).isEqualTo(6);
    assertThat(histogram.atMost(40)).isEqualTo(8);
    assertThat(histogram.minMs()).isEqualTo(5);
  }

  @Test
  void extremeScalesStayWithinWhatALatencyCanBe() {
    // Everything between 1 ms and for ever; and less than a nanosecond is nothing.
    Histogram widest = latency(3, "{'sum':1,'scale':-10,'offset':-3,'counts':[1,0,0,2]}");
    assertThat(widest.counts()[0]).isEqualTo(1);
    assertThat(widest.atMost(1)).isEqualTo(1);
    assertThat(widest.atMost(1e15)).isEqualTo(3);
    assertThat(widest.representative(widest.counts().length - 2)).isCloseTo(2, within(0.01));

    Histogram tiny =
        latency(2, "{'sum':0,'scale':20,'offset':-2147483648,'counts':[1,1],'min':0,'max':0}");
    assertThat(tiny.atMost(0)).isEqualTo(2);
    Histogram below = latency(1, "{'sum':0,'scale':-10,'offset':-1,'counts':[1]}");
    assertThat(below.atMost(100)).isEqualTo(1);
    assertThat(below.atMost(0.5)).isEqualTo(1);
    assertThat(below.representative(2)).isBetween(0.0, 1.0);
  }

  @Test
  void nothingInAnExponentialHistogramIsNothing() {
    Histogram zeros = latency(4, "{'sum':0,'scale':0,'offset':9,'zeroCount':4,'counts':[]}");
    assertThat(zeros.atMost(0)).isEqualTo(4);
    assertThat(zeros.representative(0)).isZero();
  }
}
