package dev.tocsin.sla.domain;

import dev.tocsin.events.Indicator;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.ObjectiveSpec.Counting;
import dev.tocsin.events.Outcome;
import java.util.function.Supplier;

/** What an objective counts of the telemetry in one measurement slice, and what that comes to. */
final class Measure {
  private final ObjectiveSpec spec;
  private final Indicator indicator;
  private final long measurementMs;

  Measure(ObjectiveSpec spec) {
    this.spec = spec;
    this.indicator = spec.indicator();
    this.measurementMs = spec.measurement().toMillis();
  }

  /** Counts into a measurement slice. */
  void count(Slot slot, Tally tally) {
    count(slot, slot::apart, tally);
  }

  /**
   * Counts into a measurement slice.
   *
   * @param apart where forgiven downtime goes
   */
  void count(Slot slot, Supplier<Slot> apart, Tally tally) {
    long events = tally.count();
    if (tally instanceof CheckTally checks) {
      long seen = events - checks.unknown();
      long[] forgiven = {0};
      checks.forEachReason(
          (reason, count) -> forgiven[0] += MaintenancePlan.forgives(spec, reason) ? count : 0);
      slot.countEvents(seen - checks.down(), seen - forgiven[0]);
      if (forgiven[0] > 0) {
        apart.get().countEvents(0, forgiven[0]);
      }
    } else if (tally instanceof MetricTally metric) {
      slot.countEvents(0, events);
      slot.addReadings(metric.sum(), metric.min(), metric.max());
    } else if (tally instanceof RequestTally requests) {
      count(slot, requests);
    } else if (tally instanceof OutcomeTally outcome) {
      slot.putMember(outcome.member(), outcome.start(), outcome.result());
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

  /** Whether the slice tells anything: of a composite's it may be open what it comes to. */
  boolean known(Slot slot) {
    return spec.composite() == null
        ? slot.total() > 0
        : !Double.isNaN(slot.members().good(spec.composite()));
  }

  /** Whether one measurement slice that is known, by itself, keeps the promise. */
  boolean good(Slot slot) {
    if (spec.composite() != null) {
      return ratio(slot) >= (meansRatios() ? spec.target() : 1);
    }
    return indicator.ratio() ? ratio(slot) >= spec.target() : indicator.keeps(value(slot));
  }

  /** The good share of a slice that is known. */
  double ratio(Slot slot) {
    return spec.composite() != null
        ? slot.members().good(spec.composite())
        : (double) slot.good() / slot.total();
  }

  /** How much of a slice counts as bad: events, or the slice as a whole. */
  long bad(Slot slot) {
    if (result(slot) != Outcome.Result.BAD) {
      return 0;
    }
    return spec.counting() == Counting.OCCURRENCES && indicator.ratio()
        ? slot.total() - slot.good()
        : 1;
  }

  /** How a slice came out; null stands for one without data. */
  Outcome.Result result(Slot slot) {
    if (slot == null || !known(slot)) {
      return Outcome.Result.NONE;
    }
    return good(slot) ? Outcome.Result.GOOD : Outcome.Result.BAD;
  }

  private double value(Slot slot) {
    return switch (indicator.type()) {
      case THROUGHPUT -> slot.total() * 1000.0 / (measurementMs - slot.leftOutMs());
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

  /** Whether the mean of the slices' ratios is wanted; a slice with a value is 0 or 1 anyway. */
  boolean meansRatios() {
    return indicator.ratio() && spec.counting() == Counting.RATIO_TIMESLICES;
  }
}
