package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What people want to know of a model.
 *
 * @param entity the entity that it scores
 * @param modelId its identity, derived from its bytes
 * @param trainedAt end of the newest window that it learnt from, epoch milliseconds
 * @param trainedAfter how many windows the entity had seen by then
 * @param rows how many of them it learnt from
 * @param bytes its size
 * @param features its columns
 */
public record ModelCard(
    String entity,
    String modelId,
    long trainedAt,
    long trainedAfter,
    int rows,
    int bytes,
    List<String> features) {

  void write(DataOutput to) throws IOException {
    to.writeUTF(entity);
    to.writeUTF(modelId);
    to.writeLong(trainedAt);
    to.writeLong(trainedAfter);
    to.writeInt(rows);
    to.writeInt(bytes);
    to.writeByte(features.size());
    for (String feature : features) {
      to.writeUTF(feature);
    }
  }

  static ModelCard read(DataInput from) throws IOException {
    String entity = from.readUTF();
    String modelId = from.readUTF();
    long trainedAt = from.readLong();
    long trainedAfter = from.readLong();
    int rows = from.readInt();
    int bytes = from.readInt();
    int size = from.readUnsignedByte();
    List<String> features = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      features.add(from.readUTF());
    }
    return new ModelCard(
        entity, modelId, trainedAt, trainedAfter, rows, bytes, List.copyOf(features));
  }
}
