package dev.tocsin.sla.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Single readings on their way to threshold rules, which look at each one: a sum would hide a peak
 * between two looks.
 */
public final class Samples {
  private final List<Sample> all = new ArrayList<>();

  public void add(String instance, long timestamp, double value) {
    all.add(new Sample(instance, timestamp, value));
  }

  /** The readings by event time; of equal times in the order of arrival. */
  public List<Sample> inOrder() {
    all.sort(Comparator.comparingLong(Sample::timestamp));
    return all;
  }

  void clear() {
    all.clear();
  }

  public int size() {
    return all.size();
  }

  /**
   * One reading.
   *
   * @param instance what it describes, {@code ""} when not given
   * @param timestamp event time, epoch milliseconds
   * @param value the reading
   */
  public record Sample(String instance, long timestamp, double value) {}
}
