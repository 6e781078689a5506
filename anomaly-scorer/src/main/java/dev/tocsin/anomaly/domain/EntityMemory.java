package dev.tocsin.anomaly.domain;

import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * What is too large for a profile: an entity's models and the windows to learn from. Vectors are
 * kept in single precision: models depend on that.
 */
public interface EntityMemory {
  /** The most windows to learn from. */
  int ROWS = 1_024;

  /** How many of the last windows are kept besides. */
  int RECENT = 128;

  /** The hours of a week. */
  int HOURS = 7 * 24;

  /** The model that scores, or why its bytes are refused. */
  ModelFormat.Reading model();

  /** Any kept model, or why its bytes are refused. */
  ModelFormat.Reading read(String modelId);

  /** A kept model's bytes; empty when there are none. */
  byte[] bytes(String modelId);

  void keepModel(RiskModel model, byte[] bytes);

  /** Keeps a model that does not score yet. */
  void keepBytes(String modelId, byte[] bytes);

  /** Lets others of the group begin with this kept model. */
  void share(String group, String modelId);

  /** The bytes of the model that was shared last with this group, of whichever entity, or none. */
  byte[] shared(String group);

  void dropModel(String modelId);

  /**
   * Keeps a feature vector, in place of what was in the slot; not while a training learns from the
   * slot.
   *
   * @param slot 0 to {@link #ROWS}, exclusive
   * @param end of its window, epoch milliseconds
   */
  void keepRow(int slot, long end, double[] row);

  /**
   * Kept vectors, by slot.
   *
   * @param slots the slots to look at: all below this
   * @param wanted of which window ends
   */
  List<double[]> rows(int slots, LongPredicate wanted);

  /**
   * Keeps a vector for as long as it is one of the last.
   *
   * @param slot 0 to {@link #RECENT}, exclusive
   */
  void keepRecent(int slot, double[] row);

  /** The vector in this slot of the last ones, or null. */
  double[] recent(int slot);

  /**
   * Keeps what is known of an hour of the week, in place of what was.
   *
   * @param hour 0 to {@link #HOURS}, exclusive
   */
  void keepHour(int hour, double[] known);

  /** What is known of an hour of the week; empty when nothing is. */
  double[] hour(int hour);

  /**
   * The vectors of the last windows, oldest first.
   *
   * @param windows the number of the last one
   */
  default List<double[]> recent(long windows) {
    return LongStream.rangeClosed(windows - RECENT + 1, windows)
        .mapToObj(window -> recent((int) Math.floorMod(window, (long) RECENT)))
        .filter(Objects::nonNull)
        .toList();
  }
}
