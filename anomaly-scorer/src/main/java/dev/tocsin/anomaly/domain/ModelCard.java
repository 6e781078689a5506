package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Model;
import dev.tocsin.events.Model.Kind;
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
 * @param trainedAt end of the window with which its training ended, epoch milliseconds
 * @param trainedAfter how many windows the entity had seen when its training began
 * @param rows how many of them it learnt from
 * @param bytes its size
 * @param kind how it looks at a window
 * @param features its columns
 * @param trigger why it was trained: {@code first}, {@code schedule}, {@code drift}, {@code
 *     requested}; or {@code group}: it is another entity's, for one that is new
 * @param refused why it may not score, or null
 * @param alerts how many alerts fired while it scored
 * @param falseAlarms how many of them people called false
 */
public record ModelCard(
    String entity,
    String modelId,
    long trainedAt,
    long trainedAfter,
    int rows,
    int bytes,
    Kind kind,
    List<String> features,
    String trigger,
    String refused,
    int alerts,
    int falseAlarms) {

  /** The share of its alerts that nobody called false, 0 to 1; null before the first alert. */
  // Named as a getter: only then the JSON has it.
  public Double getPrecision() {
    return alerts == 0 ? null : 1 - Math.min(1, (double) falseAlarms / alerts);
  }

  private static final String GROUP = "group";

  /** Of the model of another entity of the group, which scores until there is an own one. */
  static ModelCard ofGroup(String entity, RiskModel model, byte[] content, long end, long windows) {
    return new ModelCard(
        entity,
        model.modelId(),
        end,
        windows,
        model.rows(),
        content.length,
        Kind.ENSEMBLE,
        model.features(),
        GROUP,
        null,
        0,
        0);
  }

  /** Whether it is another entity's. */
  boolean isOfGroup() {
    return trigger.equals(GROUP);
  }

  /** How sure one can be of its risks where nothing is missing, 0.5 to 1. */
  double confidence() {
    return 0.5 + 0.5 * Math.min(1, (double) rows / EntityMemory.ROWS);
  }

  ModelCard refused(String why) {
    return with(why, alerts, falseAlarms);
  }

  ModelCard alerted() {
    return with(refused, alerts + 1, falseAlarms);
  }

  ModelCard falseAlarm() {
    return with(refused, alerts, falseAlarms + 1);
  }

  private ModelCard with(String why, int fired, int wrong) {
    return new ModelCard(
        entity,
        modelId,
        trainedAt,
        trainedAfter,
        rows,
        bytes,
        kind,
        features,
        trigger,
        why,
        fired,
        wrong);
  }

  /**
   * The record of the registry.
   *
   * @param content the model itself, or null when it was refused
   * @param state whether it scores, unless it was refused
   * @param since from when on, epoch milliseconds
   */
  Model withBytes(byte[] content, Model.State state, long since) {
    return new Model(
        entity,
        modelId,
        trainedAt,
        rows,
        kind,
        features,
        content,
        refused == null ? state : Model.State.REFUSED,
        since,
        trigger,
        refused);
  }

  void write(DataOutput to) throws IOException {
    to.writeUTF(entity);
    to.writeUTF(modelId);
    to.writeLong(trainedAt);
    to.writeLong(trainedAfter);
    to.writeInt(rows);
    to.writeInt(bytes);
    to.writeUTF(kind.name());
    to.writeShort(features.size());
    for (String feature : features) {
      to.writeUTF(feature);
    }
    to.writeUTF(trigger);
    to.writeBoolean(refused != null);
    if (refused != null) {
      to.writeUTF(refused);
    }
    to.writeInt(alerts);
    to.writeInt(falseAlarms);
  }

  static ModelCard read(DataInput from) throws IOException {
    String entity = from.readUTF();
    String modelId = from.readUTF();
    long trainedAt = from.readLong();
    long trainedAfter = from.readLong();
    int rows = from.readInt();
    int bytes = from.readInt();
    Kind kind = Kind.valueOf(from.readUTF());
    int size = from.readUnsignedShort();
    List<String> features = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      features.add(from.readUTF());
    }
    return new ModelCard(
        entity,
        modelId,
        trainedAt,
        trainedAfter,
        rows,
        bytes,
        kind,
        List.copyOf(features),
        from.readUTF(),
        from.readBoolean() ? from.readUTF() : null,
        from.readInt(),
        from.readInt());
  }
}
