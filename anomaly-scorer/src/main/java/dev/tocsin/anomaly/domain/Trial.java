package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.Comparison.Judged;
import dev.tocsin.anomaly.domain.TrackRecord.Period;
import dev.tocsin.events.Model.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A challenger on trial. It sees every window that the champion sees, some time later, in batches,
 * lest its model be held in memory; its alerts reach nobody and are counted. Bounded.
 */
final class Trial {
  /** So many windows are judged at a time: half of those whose rows are kept. */
  static final int BATCH = 64;

  private static final int MOST_LABELS = 64;

  /** An alert so long before an incident was a warning. */
  private static final long WARNING_MS = 30 * 60_000;

  private static final String FALSE_ALARM = "false alarm ";

  /** By kind of model, whichever of them is the champion. */
  private final Map<Kind, TrackRecord> records = new EnumMap<>(Kind.class);

  /** Newest last. */
  private final List<Label> labels = new ArrayList<>();

  private final List<Waiting> waiting = new ArrayList<>();
  private Lasting lasting = new Lasting();
  private DailyPeaks peaks = new DailyPeaks();
  private AlertState alert = new AlertState();
  private long since = Long.MIN_VALUE;
  private long until = Long.MIN_VALUE;
  private long windows;

  Trial() {
    for (Kind kind : Kind.values()) {
      records.put(kind, new TrackRecord());
    }
  }

  /**
   * Takes a window that the champion has scored.
   *
   * @param window its number
   * @param end of the window, epoch milliseconds
   * @param vitalsRisk what the baseline says of its requests and logs alone: it is the same for
   *     both
   * @param firing whether the champion's alert fires after it
   */
  void add(long window, long end, double vitalsRisk, Kind champion, boolean firing) {
    since = since == Long.MIN_VALUE ? end : since;
    waiting.add(new Waiting(window, end, vitalsRisk));
    records.get(champion).saw(end, firing);
  }

  /** Whether there are enough windows to judge. */
  boolean due() {
    return waiting.size() >= BATCH;
  }

  /** Has the challenger judge what waits. */
  void judge(
      ModelCard card,
      RiskModel challenger,
      ScoringPolicy policy,
      Profile profile,
      EntityMemory memory) {
    for (Waiting each : waiting) {
      double[] values = memory.recent((int) (each.window % EntityMemory.RECENT));
      if (values == null || profile.windows - each.window >= EntityMemory.RECENT) {
        continue;
      }
      FeatureRow row = new FeatureRow(profile.metricNames(), values);
      Assessment seen =
          challenger
              .assess(row, each.end - Window.LENGTH_MS, peaks, lasting)
              .orRiskier(Assessment.ofVitals(each.vitalsRisk));
      int evidence = EntityScorer.evidence(seen, card.confidence() * seen.coverage(), row);
      AlertState.Subject subject = new AlertState.Subject("", "", each.end, Map.of());
      alert.step(policy, subject, seen.risk() - profile.shelf.shift(), evidence);
      records.get(card.kind()).saw(each.end, alert.firing());
      until = each.end;
      windows++;
    }
    waiting.clear();
  }

  /** The champion is of another kind from now on: what the challenger has seen was not its own. */
  void swapped() {
    waiting.clear();
    lasting = new Lasting();
    peaks = new DailyPeaks();
    alert = new AlertState();
    records.values().forEach(each -> each.saw(until, false));
  }

  /** Something that alerts should have told; the newest word on an id counts. */
  void incident(String id, long from, long to) {
    label(new Label(id, new Period(from, to)));
  }

  /** The champion's alert, the one that fires or fired last, was false. */
  void falseAlarm(Kind champion) {
    Period last = records.get(champion).last();
    if (last != null) {
      label(new Label(FALSE_ALARM + last.from(), last));
    }
  }

  private void label(Label label) {
    labels.removeIf(each -> each.id.equals(label.id));
    if (labels.size() == MOST_LABELS) {
      labels.remove(0);
    }
    labels.add(label);
  }

  /** What both were worth so far. */
  Comparison comparison(Kind champion, Kind challenger) {
    return new Comparison(
        since == Long.MIN_VALUE ? null : since,
        until == Long.MIN_VALUE ? null : until,
        windows,
        judged(champion),
        judged(challenger));
  }

  private Judged judged(Kind kind) {
    List<Period> alerts =
        records.get(kind).alerts().stream().filter(each -> each.from() <= until).toList();
    List<Period> wrong = periods(true);
    List<Period> incidents =
        periods(false).stream()
            .filter(each -> each.to() >= since && each.from() <= until)
            .map(each -> new Period(each.from() - WARNING_MS, each.to()))
            .toList();
    int confirmed = 0;
    int falseAlarms = 0;
    for (Period each : alerts) {
      if (wrong.stream().anyMatch(each::overlaps)) {
        falseAlarms++;
      } else if (incidents.stream().anyMatch(each::overlaps)) {
        confirmed++;
      }
    }
    int found =
        (int) incidents.stream().filter(each -> alerts.stream().anyMatch(each::overlaps)).count();
    return new Judged(kind, alerts.size(), confirmed, falseAlarms, incidents.size(), found);
  }

  private List<Period> periods(boolean wrong) {
    return labels.stream()
        .filter(each -> each.id.startsWith(FALSE_ALARM) == wrong)
        .map(Label::period)
        .toList();
  }

  void write(DataOutput to) throws IOException {
    for (Kind kind : Kind.values()) {
      records.get(kind).write(to);
    }
    to.writeByte(labels.size());
    for (Label each : labels) {
      to.writeUTF(each.id);
      each.period.write(to);
    }
    to.writeByte(waiting.size());
    for (Waiting each : waiting) {
      to.writeLong(each.window);
      to.writeLong(each.end);
      to.writeDouble(each.vitalsRisk);
    }
    lasting.write(to);
    peaks.write(to);
    alert.write(to);
    to.writeLong(since);
    to.writeLong(until);
    to.writeLong(windows);
  }

  static Trial read(DataInput from) throws IOException {
    Trial trial = new Trial();
    for (Kind kind : Kind.values()) {
      trial.records.put(kind, TrackRecord.read(from));
    }
    int labels = from.readUnsignedByte();
    for (int i = 0; i < labels; i++) {
      trial.labels.add(new Label(from.readUTF(), Period.read(from)));
    }
    int waiting = from.readUnsignedByte();
    for (int i = 0; i < waiting; i++) {
      trial.waiting.add(new Waiting(from.readLong(), from.readLong(), from.readDouble()));
    }
    trial.lasting = Lasting.read(from);
    trial.peaks = DailyPeaks.read(from);
    trial.alert = AlertState.read(from);
    trial.since = from.readLong();
    trial.until = from.readLong();
    trial.windows = from.readLong();
    return trial;
  }

  private record Label(String id, Period period) {}

  private record Waiting(long window, long end, double vitalsRisk) {}
}
