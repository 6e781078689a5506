package dev.tocsin.anomaly.domain;

import java.util.List;

/** What is too large for a profile: an entity's model and the windows to learn the next from. */
public interface EntityMemory {
  /** The most windows to learn from. */
  int ROWS = 2_048;

  /** The model that was kept last, or why its bytes are refused. */
  ModelFormat.Reading model();

  void keepModel(RiskModel model, byte[] bytes);

  /**
   * Keeps a feature vector, in place of what was in the slot.
   *
   * @param slot 0 to {@link #ROWS}, exclusive
   */
  void keepRow(int slot, double[] row);

  /** All kept vectors, by slot. */
  List<double[]> rows();
}
