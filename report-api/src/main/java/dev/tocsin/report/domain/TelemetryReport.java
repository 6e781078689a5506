package dev.tocsin.report.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Requests counted and timed, over all and by what they have in common.
 *
 * @param all the figures of all requests
 * @param by the figures by {@code service}, {@code region}, {@code deviceType} and {@code day} (in
 *     the report's zone), most requests first; what is not known is {@code unknown}
 * @param groups the figures of each combination that was asked for, most requests first
 * @param distribution how the latencies spread
 * @param coverage share of the range's days on which there was a request, null when it has no days
 */
public record TelemetryReport(
    TelemetryFigures all,
    Map<String, List<TelemetryFigures>> by,
    List<TelemetryGroup> groups,
    List<LatencyDistribution.Bucket> distribution,
    Double coverage) {
  private static final Map<String, BiFunction<RequestSlice, ZoneId, String>> DIMENSIONS =
      dimensions();

  /** What requests can be grouped by. */
  public static Set<String> groupings() {
    return DIMENSIONS.keySet();
  }

  private static Map<String, BiFunction<RequestSlice, ZoneId, String>> dimensions() {
    Map<String, BiFunction<RequestSlice, ZoneId, String>> dimensions = new LinkedHashMap<>();
    dimensions.put("service", (slice, zone) -> slice.service());
    dimensions.put("region", (slice, zone) -> orUnknown(slice.region()));
    dimensions.put("deviceType", (slice, zone) -> orUnknown(slice.deviceType()));
    dimensions.put("day", (slice, zone) -> day(slice.start(), zone).toString());
    return dimensions;
  }

  private static LocalDate day(long time, ZoneId zone) {
    return Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
  }

  private static String orUnknown(String value) {
    return value.isEmpty() ? IncidentReport.UNKNOWN : value;
  }

  /** Merges slices as they are read; not thread-safe. */
  public static final class Collector {
    private final long from;
    private final long to;
    private final ZoneId zone;
    private final List<String> groupBy;
    private final TelemetryFigures.Collector all = new TelemetryFigures.Collector();
    private final Map<String, Map<String, TelemetryFigures.Collector>> by = new LinkedHashMap<>();
    private final Map<Map<String, String>, TelemetryFigures.Collector> groups = new HashMap<>();
    private final Set<LocalDate> days = new HashSet<>();

    /**
     * @param from the range's start, epoch milliseconds, inclusive
     * @param to its end, exclusive
     * @param zone where its days begin
     * @param groupBy of which dimensions the combinations are wanted; empty for none
     */
    public Collector(long from, long to, ZoneId zone, List<String> groupBy) {
      this.from = from;
      this.to = to;
      this.zone = zone;
      this.groupBy = groupBy;
      DIMENSIONS.keySet().forEach(dimension -> by.put(dimension, new HashMap<>()));
    }

    /** A slice of one service, or of all services together: of these counts everything else. */
    public void add(RequestSlice slice) {
      all.add(slice);
      addTo("region", slice);
      addTo("deviceType", slice);
      addTo("day", slice);
      days.add(day(slice.start(), zone));
    }

    /** A slice of one service: of these counts what is told by service. */
    public void addByService(RequestSlice slice) {
      addTo("service", slice);
      if (!groupBy.isEmpty()) {
        Map<String, String> key = new LinkedHashMap<>();
        groupBy.forEach(each -> key.put(each, DIMENSIONS.get(each).apply(slice, zone)));
        groups.computeIfAbsent(key, k -> new TelemetryFigures.Collector()).add(slice);
      }
    }

    private void addTo(String dimension, RequestSlice slice) {
      by.get(dimension)
          .computeIfAbsent(
              DIMENSIONS.get(dimension).apply(slice, zone), k -> new TelemetryFigures.Collector())
          .add(slice);
    }

    public TelemetryReport report() {
      Map<String, List<TelemetryFigures>> rows = new LinkedHashMap<>();
      by.forEach((dimension, groupsOf) -> rows.put(dimension, rows(dimension, groupsOf)));
      List<TelemetryGroup> combined =
          groups.entrySet().stream()
              .map(
                  each ->
                      new TelemetryGroup(
                          each.getKey(),
                          each.getValue().figures(null, hoursOf(each.getKey().get("day")))))
              .sorted(
                  Comparator.comparing((TelemetryGroup each) -> each.figures().count())
                      .reversed()
                      .thenComparing(each -> each.of().toString()))
              .toList();
      return new TelemetryReport(
          all.figures(null, hours(from, to)), rows, combined, all.distribution(), coverage());
    }

    private Double coverage() {
      if (from >= to) {
        return null;
      }
      long all = day(to - 1, zone).toEpochDay() - day(from, zone).toEpochDay() + 1;
      return (double) days.size() / all;
    }

    private List<TelemetryFigures> rows(
        String dimension, Map<String, TelemetryFigures.Collector> groupsOf) {
      return groupsOf.entrySet().stream()
          .map(
              group ->
                  group
                      .getValue()
                      .figures(
                          group.getKey(), hoursOf(dimension.equals("day") ? group.getKey() : null)))
          .sorted(
              Comparator.comparing(TelemetryFigures::count)
                  .reversed()
                  .thenComparing(TelemetryFigures::key))
          .toList();
    }

    /** The part of the day that lies within the range; of no day, the range. */
    private double hoursOf(String day) {
      if (day == null) {
        return hours(from, to);
      }
      LocalDate date = LocalDate.parse(day);
      return hours(Math.max(from, millis(date)), Math.min(to, millis(date.plusDays(1))));
    }

    private long millis(LocalDate day) {
      return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private static double hours(long from, long to) {
      return (to - from) / 3_600_000.0;
    }
  }
}
