package dev.tocsin.standalone.sample;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Chance that is a function of its keys: the same keys give the same draws, in any order of asking
 * and on any machine. The sequence is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom
 * Number Generators, OOPSLA 2014).
 */
final class Noise {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private Noise(long state) {
    this.state = state;
  }

  /** The draws that belong to these keys. */
  static Noise of(long... keys) {
    long state = GOLDEN;
    for (long key : keys) {
      state = mix(state + GOLDEN + key);
    }
    return new Noise(state);
  }

  /** A curve that wanders smoothly between -1 and 1, with a turn about each {@code period}. */
  static double wander(long second, long period, long... keys) {
    long knot = Math.floorDiv(second, period);
    double share = (double) Math.floorMod(second, period) / period;
    double smooth = share * share * (3 - 2 * share);
    long key = of(keys).state;
    double from = of(key, knot).uniform() * 2 - 1;
    double to = of(key, knot + 1).uniform() * 2 - 1;
    return from + (to - from) * smooth;
  }

  /** From 0 (inclusive) to 1 (exclusive). */
  double uniform() {
    state += GOLDEN;
    return (mix(state) >>> 11) * 0x1.0p-53;
  }

  /** Standard normal, by Box and Muller. */
  double gaussian() {
    double radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  }

  /** Lognormal with this median; {@code sigma} is the standard deviation of its logarithm. */
  double lognormal(double median, double sigma) {
    return median * Math.exp(sigma * gaussian());
  }

  /** Poisson, by Knuth's multiplication: for means below about 100. */
  int poisson(double mean) {
    double limit = Math.exp(-mean);
    int count = 0;
    for (double product = uniform(); product > limit; product *= uniform()) {
      count++;
    }
    return count;
  }

  int below(int bound) {
    return (int) (uniform() * bound);
  }

  /** One of these, as likely as its weight says. */
  <T> T pick(List<T> choices, ToDoubleFunction<T> weight) {
    double left = uniform() * choices.stream().mapToDouble(weight).sum();
    for (T choice : choices) {
      left -= weight.applyAsDouble(choice);
      if (left < 0) {
        return choice;
      }
    }
    return choices.get(choices.size() - 1);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
