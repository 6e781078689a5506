package dev.tocsin.report.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

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

  private static Map<String, BiFunction<RequestSlice, ZoneId, String>> dimensions() {
    Map<String, BiFunction<RequestSlice, ZoneId, String>> dimensions = new LinkedHashMap<>();
    dimensions.put("service", (slice, zone) -> slice.service());
    dimensions.put("region", (slice, zone) -> orUnknown(slice.region()));
    dimensions.put("deviceType", (slice, zone) -> orUnknown(slice.deviceType()));
    dimensions.put("day", (slice, zone) -> day(slice.start(), zone).toString());
    return dimensions;
  }

  private static LocalDate day(long time, ZoneId zone) {
    return zone == ZoneOffset.UTC
        ? LocalDate.ofEpochDay(Math.floorDiv(time, Resolution.DAY.length()))
        : Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
  }

  private static String orUnknown(String value) {
    return value.isEmpty() ? IncidentReport.UNKNOWN : value;
  }

  /** To which day a slice belongs. */
  public enum Placed {
    /** To that of the report's zone in which it starts. */
    DAY_OF_ZONE,
    /** It is a whole day of UTC, and counts as the zone's day of that date. */
    DAY_OF_UTC,
    /**
     * It is a part of such a day, and lies in another day of the zone: it is taken from the one and
     * given to the other.
     */
    MOVED
  }

  /** Merges slices as they are read, each as seldom as can be; not thread-safe. */
  public static final class Collector {
    private final long from;
    private final long to;
    private final ZoneId zone;
    private final String service;
    private final List<String> groupBy;
    private final Map<Place, TelemetryFigures.Collector> places = new HashMap<>();
    private final Map<LocalDate, TelemetryFigures.Collector> days = new HashMap<>();
    private final Map<String, TelemetryFigures.Collector> services = new HashMap<>();
    private final Map<Map<String, String>, TelemetryFigures.Collector> groups = new HashMap<>();

    /** What regions, device types, and all, are added up from. */
    private record Place(String region, String deviceType) {}

    /**
     * @param from the range's start, epoch milliseconds, inclusive
     * @param to its end, exclusive
     * @param zone where its days begin
     * @param service the only service that is asked about, or null for all
     * @param groupBy of which dimensions the combinations are wanted; empty for none
     */
    public Collector(long from, long to, ZoneId zone, String service, List<String> groupBy) {
      this.from = from;
      this.to = to;
      this.zone = zone;
      this.service = service;
      this.groupBy = groupBy;
    }

    /** A slice of the only service, or of all services together. */
    public void add(RequestSlice slice, Placed placed) {
      if (placed != Placed.MOVED) {
        Place place = new Place(orUnknown(slice.region()), orUnknown(slice.deviceType()));
        places.computeIfAbsent(place, k -> new TelemetryFigures.Collector()).add(slice);
      }
      if (service != null) {
        addToGroup(slice, placed);
      }
      LocalDate utc = day(slice.start(), ZoneOffset.UTC);
      LocalDate local = placed == Placed.DAY_OF_UTC ? utc : day(slice.start(), zone);
      days.computeIfAbsent(local, k -> new TelemetryFigures.Collector()).add(slice);
      if (placed == Placed.MOVED) {
        days.computeIfAbsent(utc, k -> new TelemetryFigures.Collector()).remove(slice);
      }
    }

    /** A slice of one of all services: of these counts what is told by service. */
    public void addByService(RequestSlice slice, Placed placed) {
      if (placed != Placed.MOVED) {
        services.computeIfAbsent(slice.service(), k -> new TelemetryFigures.Collector()).add(slice);
      }
      addToGroup(slice, placed);
    }

    private void addToGroup(RequestSlice slice, Placed placed) {
      if (groupBy.isEmpty() || placed == Placed.MOVED && !groupBy.contains("day")) {
        return;
      }
      group(slice, placed == Placed.DAY_OF_UTC ? ZoneOffset.UTC : zone).add(slice);
      if (placed == Placed.MOVED) {
        group(slice, ZoneOffset.UTC).remove(slice);
      }
    }

    private TelemetryFigures.Collector group(RequestSlice slice, ZoneId daysOf) {
      Map<String, String> key = new LinkedHashMap<>();
      groupBy.forEach(each -> key.put(each, DIMENSIONS.get(each).apply(slice, daysOf)));
      return groups.computeIfAbsent(key, k -> new TelemetryFigures.Collector());
    }

    public TelemetryReport report() {
      // All that such a day had lies in another day of the zone.
      days.values().removeIf(day -> day.count() == 0);
      groups.values().removeIf(group -> group.count() == 0);
      Map<String, TelemetryFigures.Collector> regions = together(Place::region);
      TelemetryFigures.Collector all = new TelemetryFigures.Collector();
      regions.values().forEach(all::add);
      if (service != null && !places.isEmpty()) {
        services.put(service, all);
      }
      Map<String, TelemetryFigures.Collector> byDay = new HashMap<>();
      days.forEach((day, each) -> byDay.put(day.toString(), each));
      Map<String, List<TelemetryFigures>> rows = new LinkedHashMap<>();
      rows.put("service", rows("service", services));
      rows.put("region", rows("region", regions));
      rows.put("deviceType", rows("deviceType", together(Place::deviceType)));
      rows.put("day", rows("day", byDay));
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

    private Map<String, TelemetryFigures.Collector> together(Function<Place, String> key) {
      Map<String, TelemetryFigures.Collector> sums = new HashMap<>();
      places.forEach(
          (place, part) ->
              sums.computeIfAbsent(key.apply(place), k -> new TelemetryFigures.Collector())
                  .add(part));
      return sums;
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
