package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of one entity: how its signals usually behave, its history of baseline deviations,
 * its alert and its model's card. Bounded by the number of metrics, {@value #MOST_METRICS}.
 */
public final class Profile {
  /** Most metrics of one entity; further ones are left out. */
  static final int MOST_METRICS = 256;

  private static final byte VERSION = 1;

  final Signal[] vitals = new Signal[Vital.values().length];
  final Map<String, Signal> metrics;
  final DeviationHistory deviations;
  final AlertState alert;
  long windows;
  long leftOutMetrics;
  ModelCard card;

  public Profile() {
    this(new TreeMap<>(), new DeviationHistory(), new AlertState());
    for (int i = 0; i < vitals.length; i++) {
      vitals[i] = new Signal();
    }
  }

  private Profile(Map<String, Signal> metrics, DeviationHistory deviations, AlertState alert) {
    this.metrics = metrics;
    this.deviations = deviations;
    this.alert = alert;
  }

  /** The card of its model, or null while it has none. */
  public ModelCard card() {
    return card;
  }

  /** How many windows with data were seen. */
  public long windows() {
    return windows;
  }

  /** Whether an alert fires: it must be resolved when the entity falls silent. */
  public boolean alerting() {
    return alert.firing();
  }

  /** The signal of this metric, or null when the entity has too many. */
  Signal metric(String name) {
    Signal known = metrics.get(name);
    if (known == null && metrics.size() < MOST_METRICS) {
      known = new Signal();
      metrics.put(name, known);
    }
    return known;
  }

  /** Writes the form that {@link #read} reads. */
  public void write(DataOutput to) throws IOException {
    to.writeByte(VERSION);
    to.writeLong(windows);
    to.writeLong(leftOutMetrics);
    for (Signal vital : vitals) {
      vital.write(to);
    }
    to.writeShort(metrics.size());
    for (Map.Entry<String, Signal> each : metrics.entrySet()) {
      to.writeUTF(each.getKey());
      each.getValue().write(to);
    }
    deviations.write(to);
    alert.write(to);
    to.writeBoolean(card != null);
    if (card != null) {
      card.write(to);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when it is of another version
   */
  public static Profile read(DataInput from) throws IOException {
    if (from.readByte() != VERSION) {
      throw new IOException("a profile of an unknown version");
    }
    long windows = from.readLong();
    long leftOut = from.readLong();
    Signal[] vitals = new Signal[Vital.values().length];
    for (int i = 0; i < vitals.length; i++) {
      vitals[i] = Signal.read(from);
    }
    Map<String, Signal> metrics = new TreeMap<>();
    int size = from.readUnsignedShort();
    for (int i = 0; i < size; i++) {
      metrics.put(from.readUTF(), Signal.read(from));
    }
    Profile profile = new Profile(metrics, DeviationHistory.read(from), AlertState.read(from));
    System.arraycopy(vitals, 0, profile.vitals, 0, vitals.length);
    profile.windows = windows;
    profile.leftOutMetrics = leftOut;
    profile.card = from.readBoolean() ? ModelCard.read(from) : null;
    return profile;
  }
}
