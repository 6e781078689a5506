package dev.tocsin.anomaly.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A feature vector at rest: half as precise and half as large as on its way through the scorer.
 *
 * @param end of its window, epoch milliseconds
 */
record StoredRow(long end, float[] values) {
  static StoredRow of(long end, double[] row) {
    float[] narrow = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      narrow[i] = (float) row[i];
    }
    return new StoredRow(end, narrow);
  }

  double[] row() {
    double[] row = new double[values.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = values[i];
    }
    return row;
  }

  void write(DataOutput to) throws IOException {
    to.writeLong(end);
    to.writeShort(values.length);
    for (float value : values) {
      to.writeFloat(value);
    }
  }

  static StoredRow read(DataInput from) throws IOException {
    long end = from.readLong();
    float[] values = new float[from.readUnsignedShort()];
    for (int i = 0; i < values.length; i++) {
      values[i] = from.readFloat();
    }
    return new StoredRow(end, values);
  }
}
