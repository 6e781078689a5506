package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;

/**
 * A promised service level.
 *
 * @param title what people call it, or null
 * @param service the service, or {@code *} for each service by itself
 * @param operation only this operation's requests, or null
 * @param region only this region's requests, or null
 * @param deviceType only this device type's requests, or null
 * @param indicator what is measured
 * @param target the promised ratio of good to total, over 0 and under 1, or 1 for timeslices
 * @param counting how measurement slices become one figure; default: timeslices for uptime and for
 *     indicators with a value, occurrences otherwise
 * @param measurement length of a measurement slice, whole minutes; default 1m
 * @param evaluation the rolling period that is judged, a multiple of {@code measurement}
 * @param noData what a measurement slice without data counts as; default unknown
 * @param coverageFloor least coverage for a verdict, 0 to 1; default 0
 * @param minimumEvents least total for a verdict; default 1
 * @param minimumBadEvents least bad ones for a violation; default 1
 * @param severity of the alert; default: by how far the target is missed
 */
public record ObjectiveSpec(
    String title,
    String service,
    String operation,
    String region,
    String deviceType,
    Indicator indicator,
    double target,
    Counting counting,
    Duration measurement,
    Duration evaluation,
    NoData noData,
    double coverageFloor,
    Long minimumEvents,
    Long minimumBadEvents,
    Severity severity) {

  public ObjectiveSpec {
    if (service == null || !EventFields.validName(service)) {
      throw new InvalidFieldException("service", "is required: a service's name, or * for each");
    }
    if (indicator == null) {
      throw new InvalidFieldException("indicator", "is required");
    }
    counting =
        counting != null
            ? counting
            : indicator.ratio() && indicator.type() != Indicator.Type.UPTIME
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
    if (evaluation == null
        || evaluation.isZero()
        || evaluation.toMillis() % measurement.toMillis() != 0) {
      throw new InvalidFieldException("evaluation", "is required: a multiple of measurement");
    }
    if (evaluation.dividedBy(measurement) > 100_000) {
      throw new InvalidFieldException("evaluation", "must be at most 100000 measurement slices");
    }
    noData = noData == null ? NoData.UNKNOWN : noData;
    if (!(coverageFloor >= 0 && coverageFloor <= 1)) {
      throw new InvalidFieldException("coverageFloor", "must be from 0 to 1");
    }
    minimumEvents = atLeastOne("minimumEvents", minimumEvents);
    minimumBadEvents = atLeastOne("minimumBadEvents", minimumBadEvents);
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
