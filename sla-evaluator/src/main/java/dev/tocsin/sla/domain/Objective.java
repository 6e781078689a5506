package dev.tocsin.sla.domain;

import dev.tocsin.events.CalendarPeriod;
import dev.tocsin.events.Composite;
import dev.tocsin.events.Definition;
import dev.tocsin.events.Definitions.Declared;
import dev.tocsin.events.Durations;
import dev.tocsin.events.Indicator;
import dev.tocsin.events.Json;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.ObjectiveSpec.Counting;
import dev.tocsin.events.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** An objective's definition, ready to count with. */
public final class Objective {
  private final Declared<ObjectiveSpec> declared;
  private final ObjectiveSpec spec;
  private final Indicator indicator;
  private final long measurementMs;
  private final Measure measure;
  private final Windows windows;
  private final long fingerprint;
  private final Set<String> members;
  private final MaintenancePlan plan;
  private final Objective before;
  private final Map<String, Exclusions> exclusions = new HashMap<>();
  private Span span = new Span(0, -1);

  /** An objective that leaves nothing out and was never another. */
  public Objective(Declared<ObjectiveSpec> declared) {
    this(declared, MaintenancePlan.NONE, null);
  }

  /**
   * @param plan what may be left out
   * @param before the version that was in force before this one's {@code effectiveFrom}, or null
   */
  public Objective(Declared<ObjectiveSpec> declared, MaintenancePlan plan, Objective before) {
    this.declared = declared;
    this.plan = plan;
    this.before = before;
    this.spec = declared.spec();
    this.indicator = spec.indicator();
    this.measurementMs = spec.measurement().toMillis();
    this.measure = new Measure(spec);
    this.windows = Windows.of(spec, !judgesOnce());
    CRC32 crc = new CRC32();
    crc.update(Json.write(declared.definition()));
    this.fingerprint = crc.getValue();
    this.members =
        spec.composite() == null
            ? Set.of()
            : spec.composite().members().stream()
                .map(Composite.Member::key)
                .collect(Collectors.toUnmodifiableSet());
  }

  public String name() {
    return declared.name();
  }

  public long version() {
    return declared.version();
  }

  public Definition definition() {
    return declared.definition();
  }

  public ObjectiveSpec spec() {
    return spec;
  }

  /** A number that changes with the definition. */
  public long fingerprint() {
    return fingerprint;
  }

  /** The version in force before this one, or null. */
  public Objective before() {
    return before;
  }

  /** The version by which a minute is counted, by the minute's start. */
  Objective at(long minute) {
    return before == null || minute >= declared.definition().effectiveFrom()
        ? this
        : before.at(minute);
  }

  /** The version by which a slice, and the period that ends with it, is judged. */
  public Objective inForce(long number) {
    return before == null ? this : at(startOf(number + 1) - SliceKey.MINUTE_MS);
  }

  /** The version with this definition, or null. */
  Objective version(long definition) {
    if (fingerprint == definition) {
      return this;
    }
    return before == null ? null : before.version(definition);
  }

  /**
   * Whether what another version counted can stand beside what this one counts: the same slices of
   * the same kind of figure.
   */
  public boolean continues(Objective earlier) {
    Indicator theirs = earlier.indicator;
    return input() == earlier.input()
        && measurementMs == earlier.measurementMs
        && indicator.ratio() == theirs.ratio()
        && vouches() == earlier.vouches()
        && (indicator.ratio()
            || indicator.type() == theirs.type()
                && Double.isNaN(indicator.percentile()) == Double.isNaN(theirs.percentile())
                && Objects.equals(indicator.metric(), theirs.metric()));
  }

  /** What it counts in one measurement slice, and what that comes to. */
  Measure measure() {
    return measure;
  }

  /** How a slice came out; null stands for one without data. */
  public Outcome.Result result(Slot slot) {
    return measure.result(slot);
  }

  /** Whether it measures time: what checks found holds until they look again. */
  boolean vouches() {
    return indicator.type() == Indicator.Type.UPTIME && spec.counting() != Counting.OCCURRENCES;
  }

  /** How many slices before one have to be known to measure that one. */
  public long lookBack() {
    return vouches() ? -Math.floorDiv(-Uptime.MOST_VOUCHED_MS, measurementMs) : 0;
  }

  /** What it leaves out for a service; a composite's members leave out for themselves. */
  public Exclusions exclusions(String service) {
    return indicator.type() == Indicator.Type.COMPOSITE
        ? Exclusions.NONE
        : exclusions.computeIfAbsent(service, name -> plan.exclusions(spec, name));
  }

  public Input input() {
    return switch (indicator.type()) {
      case UPTIME -> Input.CHECKS;
      case METRIC -> Input.METRICS;
      case COMPOSITE -> Input.MEMBERS;
      default -> Input.REQUESTS;
    };
  }

  /** How many windows there are: the evaluation period, then each burn window. */
  int windows() {
    return windows.slices().length;
  }

  /** The first slice of a window whose last one is {@code end}. */
  long firstOf(int window, long end) {
    return window == 0 && spec.calendar() != null
        ? span(end).first
        : end - windows.slices()[window] + 1;
  }

  /** The burn windows' names, in the order of the windows from the second one. */
  List<String> windowNames() {
    return windows.names();
  }

  /** Its burn alerts. */
  List<BurnRule> burnRules() {
    return windows.burnRules();
  }

  /** Measurement slices of the longest evaluation period that there can be, of any version. */
  int mostSlots() {
    return before == null ? windows.slices()[0] : Math.max(windows.slices()[0], before.mostSlots());
  }

  /** The first slice of the periods that end with {@code end}, under any version. */
  public long earliestFirst(long end) {
    long own = periodFirst(end);
    return before == null ? own : Math.min(own, before.earliestFirst(end));
  }

  /** The first slice of the evaluation period whose last one is {@code end}. */
  public long periodFirst(long end) {
    return firstOf(0, end);
  }

  /** The last slice whose evaluation period has {@code number} in it. */
  public long lastWith(long number) {
    return spec.calendar() != null ? span(number).last : number + windows.slices()[0] - 1;
  }

  /** The same under any version. */
  long latestWith(long number) {
    long own = lastWith(number);
    return before == null ? own : Math.max(own, before.latestWith(number));
  }

  /**
   * Whether its budget is time out of a calendar's period: fixed when that begins, and not what is
   * due so far.
   */
  boolean fixedBudget() {
    return spec.calendar() != null && spec.counting() != Counting.OCCURRENCES;
  }

  /** The period in words: {@code 30d}, {@code the month (Europe/London)}. */
  String periodText() {
    CalendarPeriod calendar = spec.calendar();
    return calendar == null
        ? Durations.format(spec.evaluation())
        : "the %s (%s)".formatted(calendar.unit().json(), calendar.zone());
  }

  /** The calendar's period in which a slice lies; asked for every slice, so the last is kept. */
  private Span span(long number) {
    if (number < span.first || number > span.last) {
      long time = startOf(number);
      span = new Span(slotOf(spec.calendar().start(time)), slotOf(spec.calendar().end(time)) - 1);
    }
    return span;
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

  /**
   * Whether it counts this series and minute: its own input, service and filters, and not before it
   * came into force.
   */
  public boolean covers(SliceKey key) {
    Objective own = at(key.minute());
    if (own != this) {
      return own.covers(key);
    }
    if (key.input() != input()
        || key.minute() < declared.definition().effectiveFrom()
        || !spec.appliesTo(key.service())) {
      return false;
    }
    return switch (indicator.type()) {
      case UPTIME -> wanted(indicator.check(), key.name());
      case METRIC -> indicator.metric().equals(key.name());
      case COMPOSITE -> members.contains(key.name());
      default ->
          wanted(spec.operation(), key.name())
              && wanted(spec.region(), key.region())
              && wanted(spec.deviceType(), key.deviceType());
    };
  }

  private static boolean wanted(String filter, String value) {
    return filter == null || filter.equals(value);
  }

  /** The slices of one of the calendar's periods, both inclusive. */
  private record Span(long first, long last) {}
}
