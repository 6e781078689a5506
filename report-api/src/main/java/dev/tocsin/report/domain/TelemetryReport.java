package dev.tocsin.report.domain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Requests counted and timed, over all and by what they have in common.
 *
 * @param all the figures of all requests
 * @param by the figures by {@code service}, {@code region}, {@code deviceType} and {@code day}
 *     (UTC), most requests first; what is not known is {@code unknown}
 */
public record TelemetryReport(TelemetryFigures all, Map<String, List<TelemetryFigures>> by) {

  /** Merges slices as they are read; not thread-safe. */
  public static final class Collector {
    private static final Map<String, Function<RequestSlice, String>> DIMENSIONS = dimensions();

    private final long from;
    private final long to;
    private final TelemetryFigures.Collector all = new TelemetryFigures.Collector();
    private final Map<String, Map<String, TelemetryFigures.Collector>> by = new LinkedHashMap<>();

    /**
     * @param from the range's start, epoch milliseconds, inclusive
     * @param to its end, exclusive
     */
    public Collector(long from, long to) {
      this.from = from;
      this.to = to;
      DIMENSIONS.keySet().forEach(dimension -> by.put(dimension, new HashMap<>()));
    }

    public void add(RequestSlice slice) {
      all.add(slice);
      DIMENSIONS.forEach(
          (dimension, value) -> {
            String key = value.apply(slice);
            by.get(dimension)
                .computeIfAbsent(
                    key.isEmpty() ? IncidentReport.UNKNOWN : key,
                    k -> new TelemetryFigures.Collector())
                .add(slice);
          });
    }

    public TelemetryReport report() {
      Map<String, List<TelemetryFigures>> rows = new LinkedHashMap<>();
      by.forEach((dimension, groups) -> rows.put(dimension, rows(dimension, groups)));
      return new TelemetryReport(all.figures(null, hours(from, to)), rows);
    }

    private List<TelemetryFigures> rows(
        String dimension, Map<String, TelemetryFigures.Collector> groups) {
      return groups.entrySet().stream()
          .map(
              group ->
                  group
                      .getValue()
                      .figures(
                          group.getKey(),
                          dimension.equals("day") ? hoursOf(group.getKey()) : hours(from, to)))
          .sorted(
              Comparator.comparing(TelemetryFigures::count)
                  .reversed()
                  .thenComparing(TelemetryFigures::key))
          .toList();
    }

    /** The part of the day that lies within the range. */
    private double hoursOf(String day) {
      long start = Instant.parse(day + "T00:00:00Z").toEpochMilli();
      return hours(Math.max(from, start), Math.min(to, start + 86_400_000));
    }

    private static double hours(long from, long to) {
      return (to - from) / 3_600_000.0;
    }

    private static Map<String, Function<RequestSlice, String>> dimensions() {
      Map<String, Function<RequestSlice, String>> dimensions = new LinkedHashMap<>();
      dimensions.put("service", RequestSlice::service);
      dimensions.put("region", RequestSlice::region);
      dimensions.put("deviceType", RequestSlice::deviceType);
      dimensions.put("day", Collector::day);
      return dimensions;
    }

    private static String day(RequestSlice slice) {
      return Instant.ofEpochMilli(slice.start()).atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
  }
}
