package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A promised service level.
 *
 * @param title what people call it, or null
 * @param team who answers for it, or null
 * @param service the service, or {@code *} for each service by itself
 * @param operation only this operation's requests, or null
 * @param region only this region's requests, or null
 * @param deviceType only this device type's requests, or null
 * @param indicator what is measured; absent for a composite
 * @param composite the objectives that it is made of, or null
 * @param target the promised ratio of good to total, over 0 and under 1, or 1 for timeslices
 * @param counting how measurement slices become one figure; default: timeslices for uptime and for
 *     indicators with a value, occurrences otherwise
 * @param measurement length of a measurement slice, whole minutes; default 1m
 * @param evaluation the rolling period that is judged, a multiple of {@code measurement}; of a
 *     calendar objective no period is longer
 * @param calendar the calendar's periods that are judged instead of a rolling one, or null
 * @param noData what a measurement slice without data counts as; default unknown
 * @param coverageFloor least coverage for a verdict, 0 to 1; default 0
 * @param minimumEvents least total for a verdict; default 1
 * @param minimumBadEvents least bad ones for a violation; default 1
 * @param maintenance what planned maintenance counts as; default exclude
 * @param excludedReasons further reasons that are forgiven: time with such a reason counts as
 *     planned maintenance does
 * @param burnAlerts when the budget is spent too fast; default the usual four, as far as they fit
 *     the period; empty for none
 * @param flapping when its burn alerts come and go too often; default 6 changes in 1h
 * @param severity of the alert; default: by how far the target is missed
 */
public record ObjectiveSpec(
    String title,
    String team,
    String service,
    String operation,
    String region,
    String deviceType,
    Indicator indicator,
    Composite composite,
    double target,
    Counting counting,
    Duration measurement,
    Duration evaluation,
    CalendarPeriod calendar,
    NoData noData,
    double coverageFloor,
    Long minimumEvents,
    Long minimumBadEvents,
    Maintenance maintenance,
    List<DowntimeReason> excludedReasons,
    List<BurnAlert> burnAlerts,
    Flapping flapping,
    Severity severity) {

  /** Where clocks may change, they change by whole quarters of an hour. */
  private static final long QUARTER_HOUR_MS = 15 * 60_000;

  public ObjectiveSpec {
    if (service == null || !EventFields.validName(service)) {
      throw new InvalidFieldException("service", "is required: a service's name, or * for each");
    }
    if (team != null && !EventFields.validName(team)) {
      throw new InvalidFieldException("team", "must be a team's name");
    }
    indicator = indicator(indicator, composite);
    if (composite != null) {
      counting = counting(counting, composite);
      if (service.equals("*")) {
        throw new InvalidFieldException("service", "must be one service's name for a composite");
      }
    }
    counting =
        counting != null
            ? counting
            : indicator.ratio()
                    && indicator.type() != Indicator.Type.UPTIME
                    && indicator.type() != Indicator.Type.COMPOSITE
                ? Counting.OCCURRENCES
                : Counting.TIMESLICES;
    if (!(target > 0 && (target < 1 || target == 1 && counting == Counting.TIMESLICES))) {
      throw new InvalidFieldException(
          "target", "must be over 0 and under 1 (1 is allowed when counting timeslices)");
    }
    measurement = measurement == null ? Duration.ofMinutes(1) : measurement;
    if (measurement.isZero() || measurement.toMillis() % 60_000 != 0) {
      throw new InvalidFieldException("measurement", "must be whole minutes, at least 1m");
    }
    evaluation = evaluation(evaluation, calendar, measurement);
    if (evaluation.dividedBy(measurement) > 100_000) {
      throw new InvalidFieldException(
          "evaluation", "must be at most 100000 measurement slices, else make measurement longer");
    }
    noData = noData == null ? NoData.UNKNOWN : noData;
    if (!(coverageFloor >= 0 && coverageFloor <= 1)) {
      throw new InvalidFieldException("coverageFloor", "must be from 0 to 1");
    }
    minimumEvents = atLeastOne("minimumEvents", minimumEvents);
    minimumBadEvents = atLeastOne("minimumBadEvents", minimumBadEvents);
    maintenance = maintenance == null ? Maintenance.EXCLUDE : maintenance;
    excludedReasons =
        excludedReasons == null ? List.of() : excludedReasons.stream().sorted().distinct().toList();
    boolean budgeted = target < 1 && (indicator.ratio() || counting != Counting.OCCURRENCES);
    Duration period = calendar == null ? evaluation : calendar.unit().nominal();
    burnAlerts =
        burnAlerts != null
            ? checked(burnAlerts, budgeted, period, measurement, target)
            : budgeted ? BurnAlert.defaults(period, measurement, target) : List.of();
    flapping = flapping == null ? Flapping.DEFAULT : flapping;
  }

  private static Indicator indicator(Indicator indicator, Composite composite) {
    if (composite != null) {
      if (indicator != null && indicator.type() != Indicator.Type.COMPOSITE) {
        throw new InvalidFieldException("indicator", "must be absent beside composite");
      }
      return Indicator.COMPOSITE;
    }
    if (indicator == null) {
      throw new InvalidFieldException("indicator", "is required, or composite");
    }
    if (indicator.type() == Indicator.Type.COMPOSITE) {
      throw new InvalidFieldException("composite", "is required: {mode, members}");
    }
    return indicator;
  }

  /** Whole slices are good or bad, but for a weighted mean. */
  private static Counting counting(Counting counting, Composite composite) {
    Counting own =
        composite.mode() == Composite.Mode.WEIGHTED
            ? Counting.RATIO_TIMESLICES
            : Counting.TIMESLICES;
    if (counting != null && counting != own) {
      throw new InvalidFieldException(
          "counting", "must be absent or " + own.json() + " for such a composite");
    }
    return own;
  }

  private static Duration evaluation(
      Duration evaluation, CalendarPeriod calendar, Duration measurement) {
    if (calendar != null) {
      if (evaluation != null && !evaluation.equals(calendar.unit().longest())) {
        throw new InvalidFieldException("evaluation", "must be absent beside calendar");
      }
      if (QUARTER_HOUR_MS % measurement.toMillis() != 0) {
        throw new InvalidFieldException(
            "measurement", "must be 1m, 3m, 5m or 15m beside calendar, whose days begin anywhere");
      }
      return calendar.unit().longest();
    }
    if (evaluation == null
        || evaluation.isZero()
        || evaluation.toMillis() % measurement.toMillis() != 0) {
      throw new InvalidFieldException(
          "evaluation", "is required, or calendar: a multiple of measurement");
    }
    return evaluation;
  }

  private static List<BurnAlert> checked(
      List<BurnAlert> alerts,
      boolean budgeted,
      Duration period,
      Duration measurement,
      double target) {
    if (!budgeted && !alerts.isEmpty()) {
      throw new InvalidFieldException(
          "burnAlerts", "must be empty: there is no budget (target 1, or a value judged once)");
    }
    Duration longest =
        alerts.stream().map(BurnAlert::longWindow).max(Duration::compareTo).orElse(Duration.ZERO);
    for (int i = 0; i < alerts.size(); i++) {
      boolean slowest = alerts.get(i).longWindow().equals(longest);
      Rejected wrong = alerts.get(i).wrong(period, measurement, target, slowest);
      if (wrong != null) {
        throw new InvalidFieldException("burnAlerts[" + i + "]." + wrong.field(), wrong.reason());
      }
    }
    return List.copyOf(alerts);
  }

  /** The period's length as people reckon it: what burn rates refer to. */
  public Duration period() {
    return calendar == null ? evaluation : calendar.unit().nominal();
  }

  private static Long atLeastOne(String field, Long value) {
    if (value != null && value < 1) {
      throw new InvalidFieldException(field, "must be at least 1");
    }
    return value == null ? 1L : value;
  }

  /** Whether it is about this service. */
  public boolean appliesTo(String name) {
    return service.equals("*") || service.equals(name);
  }

  /** How measurement slices become one figure. */
  public enum Counting {
    /** Good events over all events; for an indicator with a value: the value over the period. */
    OCCURRENCES,
    /** Good slices over all slices. */
    TIMESLICES,
    /** The mean of the slices' ratios. */
    RATIO_TIMESLICES;

    @JsonValue
    public String json() {
      return switch (this) {
        case OCCURRENCES -> "occurrences";
        case TIMESLICES -> "timeslices";
        case RATIO_TIMESLICES -> "ratioTimeslices";
      };
    }

    @JsonCreator
    static Counting of(String name) {
      for (Counting counting : values()) {
        if (counting.json().equalsIgnoreCase(name)) {
          return counting;
        }
      }
      throw new InvalidFieldException(
          "counting", "must be one of occurrences, timeslices, ratioTimeslices");
    }
  }

  /** What planned maintenance counts as. */
  public enum Maintenance {
    /** It leaves numerator and denominator. */
    EXCLUDE,
    /** As any other time. */
    COUNT;

    @JsonValue
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Maintenance of(String name) {
      for (Maintenance policy : values()) {
        if (policy.name().equalsIgnoreCase(name)) {
          return policy;
        }
      }
      throw new InvalidFieldException("maintenance", "must be one of exclude, count");
    }
  }

  /** What a measurement slice without data counts as. */
  public enum NoData {
    EXCLUDE,
    GOOD,
    BAD,
    UNKNOWN;

    @JsonValue
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static NoData of(String name) {
      for (NoData policy : values()) {
        if (policy.name().equalsIgnoreCase(name)) {
          return policy;
        }
      }
      throw new InvalidFieldException("noData", "must be one of exclude, good, bad, unknown");
    }
  }
}
