package dev.tocsin.anomaly.domain;

import java.util.ArrayList;
import java.util.List;

/** An entity's memory on the heap. */
final class HeapMemory implements EntityMemory {
  private final List<double[]> rows = new ArrayList<>();
  private byte[] bytes;
  private ModelFormat.Reading reading;

  @Override
  public ModelFormat.Reading model() {
    return reading;
  }

  @Override
  public void keepModel(RiskModel model, byte[] modelBytes) {
    replaceBytes(modelBytes);
  }

  @Override
  public void keepRow(int slot, double[] row) {
    if (slot < rows.size()) {
      rows.set(slot, row);
    } else {
      rows.add(row);
    }
  }

  @Override
  public List<double[]> rows() {
    return List.copyOf(rows);
  }

  byte[] bytes() {
    return bytes;
  }

  void replaceBytes(byte[] others) {
    bytes = others;
    reading = ModelFormat.read(others);
  }
}
