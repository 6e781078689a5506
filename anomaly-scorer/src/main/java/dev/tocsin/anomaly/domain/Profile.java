package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of one entity: how its signals usually behave, its history of baseline deviations,
 * its alert and its model's card. Bounded by the number of metrics, {@value #MOST_METRICS}.
 */
public final class Profile {
  /** Most metrics of one entity; further ones are left out. */
  static final int MOST_METRICS = 256;

  private static final byte VERSION = 14;

  /** It had the hours of the week of requests in it, and none of metrics. */
  private static final byte VERSION_BEFORE = 13;

  final Signal[] vitals = new Signal[Vital.values().length];
  final Trend[] trends = new Trend[Vital.values().length];

  /** By name, in the order in which they were first seen: that is their index. */
  final Map<String, Signal> metrics;

  Seasons seasons = new Seasons();
  Lasting lasting = new Lasting();
  DailyPeaks peaks = new DailyPeaks();
  LogTemplates templates = new LogTemplates();
  final DeviationHistory deviations;
  final DeviationHistory trendDeviations;
  final AlertState alert;
  final ModelShelf shelf;
  long windows;
  long leftOutMetrics;
  ModelCard card;

  /** When the alert began that fires or fired last, epoch milliseconds; 0 before the first one. */
  long alerted;

  /** When the alert began that was called false last; negative before the first one. */
  long calledFalse = -1;

  public Profile() {
    this(
        new LinkedHashMap<>(),
        new DeviationHistory(),
        new DeviationHistory(),
        new AlertState(),
        new ModelShelf());
    for (int i = 0; i < vitals.length; i++) {
      vitals[i] = Signal.vital(i);
      trends[i] = new Trend();
    }
  }

  private Profile(
      Map<String, Signal> metrics,
      DeviationHistory deviations,
      DeviationHistory trendDeviations,
      AlertState alert,
      ModelShelf shelf) {
    this.metrics = metrics;
    this.deviations = deviations;
    this.trendDeviations = trendDeviations;
    this.alert = alert;
    this.shelf = shelf;
  }

  /** The card of its model, or null while it has none. */
  public ModelCard card() {
    return card;
  }

  /** The card of the model that was trained from its own windows, or null. */
  ModelCard ownCard() {
    return card == null || card.isOfGroup() ? null : card;
  }

  /** The cards of the models that could score in its place, newest first, and of refused ones. */
  public List<ModelCard> otherCards() {
    return List.copyOf(shelf.others);
  }

  /** The card of the model that is compared with it, or null. */
  public ModelCard challenger() {
    return shelf.challenger;
  }

  /** Both side by side, or null while there is no challenger. */
  public Comparison comparison() {
    return card == null || shelf.challenger == null || shelf.trial == null
        ? null
        : shelf.trial.comparison(card.kind(), shelf.challenger.kind());
  }

  /**
   * How far the last windows are from those that the model learnt from; over 0.25 is much, 0 no
   * more than chance.
   */
  public double drift() {
    return shelf.drift;
  }

  /** Whether a training is under way that learns from this slot. */
  public boolean learnsFrom(int slot) {
    return shelf.training != null && slot < shelf.training.slots();
  }

  /** Leaves an incident out of trainings that begin later. */
  public void leaveOut(Directive.Incident incident) {
    shelf.leaveOut(incident.id(), incident.from(), incident.to(), windows);
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
      known = Signal.metric(metrics.size(), Direction.ofMetric(name));
      metrics.put(name, known);
    }
    return known;
  }

  /** The names of its metrics, in the order of their columns in a row. */
  List<String> metricNames() {
    return List.copyOf(metrics.keySet());
  }

  /** Writes the form that {@link #read} reads. */
  public void write(DataOutput to) throws IOException {
    to.writeByte(VERSION);
    to.writeLong(windows);
    to.writeLong(leftOutMetrics);
    for (int i = 0; i < vitals.length; i++) {
      vitals[i].write(to);
      trends[i].write(to);
    }
    to.writeShort(metrics.size());
    for (Map.Entry<String, Signal> each : metrics.entrySet()) {
      to.writeUTF(each.getKey());
      each.getValue().write(to);
    }
    deviations.write(to);
    trendDeviations.write(to);
    lasting.write(to);
    peaks.write(to);
    templates.write(to);
    alert.write(to);
    to.writeBoolean(card != null);
    if (card != null) {
      card.write(to);
    }
    shelf.write(to);
    to.writeLong(alerted);
    to.writeLong(calledFalse);
    seasons.write(to);
  }

  /**
   * Reads what {@link #write} wrote, here or in the version before, whose hours of the week are
   * learnt anew.
   *
   * @throws IOException when it is of another version
   */
  public static Profile read(DataInput from) throws IOException {
    byte version = from.readByte();
    if (version != VERSION && version != VERSION_BEFORE) {
      throw new IOException("a profile of an unknown version");
    }
    long windows = from.readLong();
    long leftOut = from.readLong();
    Signal[] vitals = new Signal[Vital.values().length];
    Trend[] trends = new Trend[vitals.length];
    for (int i = 0; i < vitals.length; i++) {
      vitals[i] = Signal.readVital(i, from);
      trends[i] = Trend.read(from);
      if (version == VERSION_BEFORE) {
        Seasons.skip(from);
      }
    }
    Map<String, Signal> metrics = new LinkedHashMap<>();
    int size = from.readUnsignedShort();
    for (int i = 0; i < size; i++) {
      String name = from.readUTF();
      metrics.put(name, Signal.readMetric(i, Direction.ofMetric(name), from));
    }
    DeviationHistory deviations = DeviationHistory.read(from);
    DeviationHistory trendDeviations = DeviationHistory.read(from);
    Lasting lasting = Lasting.read(from);
    DailyPeaks peaks = DailyPeaks.read(from);
    LogTemplates templates = LogTemplates.read(from);
    AlertState alert = AlertState.read(from);
    ModelCard card = from.readBoolean() ? ModelCard.read(from) : null;
    Profile profile =
        new Profile(metrics, deviations, trendDeviations, alert, ModelShelf.read(from));
    profile.lasting = lasting;
    profile.peaks = peaks;
    profile.templates = templates;
    System.arraycopy(vitals, 0, profile.vitals, 0, vitals.length);
    System.arraycopy(trends, 0, profile.trends, 0, trends.length);
    profile.windows = windows;
    profile.leftOutMetrics = leftOut;
    profile.card = card;
    profile.alerted = from.readLong();
    profile.calledFalse = from.readLong();
    if (version == VERSION) {
      profile.seasons = Seasons.read(from);
    }
    return profile;
  }
}
