package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of an entity's models besides the one that scores: those before it, a training
 * under way, drift, and what people have said. Bounded.
 */
final class ModelShelf {
  /** How many models to go back to are kept besides the one that scores. */
  static final int MOST_KEPT = 3;

  private static final int MOST_PERIODS = 32;
  private static final double SHIFT = 3;
  private static final double MOST_SHIFT = 15;

  /** Newest first; refused ones among them have no bytes. */
  final List<ModelCard> others = new ArrayList<>();

  /** The model that is compared with the one that scores, of another kind than it; or null. */
  ModelCard challenger;

  /** Null before the first challenger. */
  Trial trial;

  private final List<Period> periods = new ArrayList<>();
  Training training;
  Reference reference;
  long lastBegun;
  double drift;
  boolean requested;

  /** Risk points that the alert's thresholds are higher than by default. */
  private double shift;

  double shift() {
    return shift;
  }

  void falseAlarm() {
    shift = Math.min(MOST_SHIFT, shift + SHIFT);
  }

  void missed() {
    shift = Math.max(-MOST_SHIFT, shift - SHIFT);
  }

  /**
   * Leaves the period out of trainings that begin later; the newest word on an id counts.
   *
   * @return whether nothing was known under this id
   */
  boolean leaveOut(String id, long from, long to, long windows) {
    boolean known = periods.removeIf(each -> each.id.equals(id));
    if (periods.size() == MOST_PERIODS) {
      periods.remove(0);
    }
    periods.add(new Period(id, from, to, windows));
    if (trial != null) {
      trial.incident(id, from, to);
    }
    return !known;
  }

  /** Whether a training that began after so many windows learns from a window that ended then. */
  boolean learnsFrom(long end, long windows) {
    return periods.stream()
        .noneMatch(each -> each.known <= windows && end > each.from && end <= each.to);
  }

  void write(DataOutput to) throws IOException {
    to.writeByte(others.size());
    for (ModelCard card : others) {
      card.write(to);
    }
    to.writeByte(periods.size());
    for (Period each : periods) {
      to.writeUTF(each.id);
      to.writeLong(each.from);
      to.writeLong(each.to);
      to.writeLong(each.known);
    }
    to.writeBoolean(training != null);
    if (training != null) {
      training.write(to);
    }
    to.writeBoolean(reference != null);
    if (reference != null) {
      reference.write(to);
    }
    to.writeBoolean(challenger != null);
    if (challenger != null) {
      challenger.write(to);
    }
    to.writeBoolean(trial != null);
    if (trial != null) {
      trial.write(to);
    }
    to.writeLong(lastBegun);
    to.writeDouble(drift);
    to.writeBoolean(requested);
    to.writeDouble(shift);
  }

  static ModelShelf read(DataInput from) throws IOException {
    ModelShelf shelf = new ModelShelf();
    int cards = from.readUnsignedByte();
    for (int i = 0; i < cards; i++) {
      shelf.others.add(ModelCard.read(from));
    }
    int periods = from.readUnsignedByte();
    for (int i = 0; i < periods; i++) {
      shelf.periods.add(
          new Period(from.readUTF(), from.readLong(), from.readLong(), from.readLong()));
    }
    shelf.training = from.readBoolean() ? Training.read(from) : null;
    shelf.reference = from.readBoolean() ? Reference.read(from) : null;
    shelf.challenger = from.readBoolean() ? ModelCard.read(from) : null;
    shelf.trial = from.readBoolean() ? Trial.read(from) : null;
    shelf.lastBegun = from.readLong();
    shelf.drift = from.readDouble();
    shelf.requested = from.readBoolean();
    shelf.shift = from.readDouble();
    return shelf;
  }

  /**
   * A time that is not usual.
   *
   * @param known after how many windows it became known
   */
  private record Period(String id, long from, long to, long known) {}
}
