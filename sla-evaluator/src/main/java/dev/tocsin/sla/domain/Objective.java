package dev.tocsin.sla.domain;

import dev.tocsin.events.Definitions.Declared;
import dev.tocsin.events.Durations;
import dev.tocsin.events.Indicator;
import dev.tocsin.events.Json;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.ObjectiveSpec.Counting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** An objective's definition, ready to count with. */
public final class Objective {
  /** Windows for which a verdict says how fast the budget is spent, if its period is longer. */
  private static final List<Duration> BURN_WINDOWS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(3));

  private final Declared<ObjectiveSpec> declared;
  private final ObjectiveSpec spec;
  private final Indicator indicator;
  private final long measurementMs;
  private final int[] windows;
  private final List<String> windowNames = new ArrayList<>();
  private final long fingerprint;

  public Objective(Declared<ObjectiveSpec> declared) {
    this.declared = declared;
    this.spec = declared.spec();
    this.indicator = spec.indicator();
    this.measurementMs = spec.measurement().toMillis();
    this.windows = windows();
    CRC32 crc = new CRC32();
    crc.update(Json.write(declared.definition()));
    this.fingerprint = crc.getValue();
  }

  private int[] windows() {
    List<Integer> lengths = new ArrayList<>();
    lengths.add((int) spec.evaluation().dividedBy(spec.measurement()));
    for (Duration each : BURN_WINDOWS) {
      boolean whole = each.toMillis() % measurementMs == 0;
      if (whole && each.compareTo(spec.evaluation()) < 0 && !judgesOnce()) {
        lengths.add((int) each.dividedBy(spec.measurement()));
        windowNames.add(Durations.format(each));
      }
    }
    return lengths.stream().mapToInt(Integer::intValue).toArray();
  }

  public String name() {
    return declared.name();
  }

  public long version() {
    return declared.version();
  }

  public ObjectiveSpec spec() {
    return spec;
  }

  /** A number that changes with the definition. */
  public long fingerprint() {
    return fingerprint;
  }

  public Input input() {
    return switch (indicator.type()) {
      case UPTIME -> Input.CHECKS;
      case METRIC -> Input.METRICS;
      default -> Input.REQUESTS;
    };
  }

  /** Lengths in measurement slices: the evaluation period, then each burn window. */
  int[] windowLengths() {
    return windows;
  }

  /** The burn windows' names, in the order of {@link #windowLengths} from its second entry. */
  List<String> windowNames() {
    return windowNames;
  }

  /** The evaluation period in measurement slices. */
  public int periodSlots() {
    return windows[0];
  }

  /** The number of the measurement slice in which {@code time} lies. */
  public long slotOf(long time) {
    return Math.floorDiv(time, measurementMs);
  }

  /** The start of a measurement slice, epoch milliseconds. */
  public long startOf(long slot) {
    return slot * measurementMs;
  }

  public long measurementMs() {
    return measurementMs;
  }

  /** Whether the value over the whole period is judged, instead of events or slices counted. */
  boolean judgesOnce() {
    return !indicator.ratio() && spec.counting() == Counting.OCCURRENCES;
  }

  /** Whether the mean of the slices' ratios is wanted; a slice with a value is 0 or 1 anyway. */
  boolean meansRatios() {
    return indicator.ratio() && spec.counting() == Counting.RATIO_TIMESLICES;
  }

  /**
   * Whether it counts this series and minute: its own input, service and filters, and not before it
   * came into force.
   */
  public boolean covers(SliceKey key) {
    if (key.input() != input()
        || key.minute() < declared.definition().effectiveFrom()
        || !spec.appliesTo(key.service())) {
      return false;
    }
    return switch (indicator.type()) {
      case UPTIME -> wanted(indicator.check(), key.name());
      case METRIC -> indicator.metric().equals(key.name());
      default ->
          wanted(spec.operation(), key.name())
              && wanted(spec.region(), key.region())
              && wanted(spec.deviceType(), key.deviceType());
    };
  }

  private static boolean wanted(String filter, String value) {
    return filter == null || filter.equals(value);
  }

  /** Counts into a measurement slice. */
  void count(Slot slot, Tally tally) {
    long events = tally.count();
    if (tally instanceof CheckTally checks) {
      slot.countEvents(events - checks.down(), events);
    } else if (tally instanceof MetricTally metric) {
      slot.countEvents(0, events);
      slot.addReadings(metric.sum(), metric.min(), metric.max());
    } else if (tally instanceof RequestTally requests) {
      count(slot, requests);
    }
    slot.offsets().merge(tally.offsets());
  }

  private void count(Slot slot, RequestTally requests) {
    long events = requests.count();
    if (indicator.type() != Indicator.Type.LATENCY) {
      slot.countEvents(events - requests.errors(), events);
    } else if (indicator.ratio()) {
      long within = requests.atMost(indicator.bound());
      slot.countEvents(indicator.op() == Indicator.Op.AT_MOST ? within : events - within, events);
    } else if (indicator.statistic().equals("mean")) {
      slot.countEvents(0, events);
      slot.addNanos(requests.sumNanos());
    } else {
      slot.countEvents(0, events);
      slot.merge(requests.latency());
    }
  }

  /** Whether one measurement slice with data, by itself, keeps the promise. */
  boolean good(Slot slot) {
    if (indicator.ratio()) {
      return (double) slot.good() / slot.total() >= spec.target();
    }
    return indicator.keeps(value(slot));
  }

  private double value(Slot slot) {
    return switch (indicator.type()) {
      case THROUGHPUT -> slot.total() * 1000.0 / measurementMs;
      case METRIC ->
          switch (indicator.statistic()) {
            case "min" -> slot.min();
            case "max" -> slot.max();
            default -> slot.decimal().doubleValue() / slot.total();
          };
      default ->
          indicator.statistic().equals("mean")
              ? slot.sumNanos() / 1e6 / slot.total()
              : slot.sketch().quantile(indicator.percentile());
    };
  }
}
