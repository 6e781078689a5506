package dev.tocsin.report.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How a part of the fleet is, and what its requests were like.
 *
 * @param key what these devices have in common; null for all
 * @param devices how many are known
 * @param active how many were seen within {@link DeviceState#ACTIVE_MS}
 * @param silent how many were not, but within {@link DeviceState#LOST_MS}
 * @param lost how many were not seen for longer
 * @param asking how many had requests in the range
 * @param count requests in the range
 * @param errors failed ones
 * @param errorRate share that failed, null without requests; so is
 * @param meanLatency their mean latency in milliseconds
 */
public record FleetFigures(
    String key,
    long devices,
    long active,
    long silent,
    long lost,
    long asking,
    long count,
    long errors,
    Double errorRate,
    Double meanLatency) {

  /** Devices of one type in one region, counted and added up. */
  public record Part(
      String type,
      String region,
      long devices,
      long active,
      long lost,
      long asking,
      long count,
      long errors,
      double latencySumMs) {}

  /** All parts together. */
  public static FleetFigures all(List<Part> parts) {
    return together(null, parts);
  }

  /** By what they have in common, most devices first. */
  public static List<FleetFigures> by(Function<Part, String> key, List<Part> parts) {
    Map<String, List<Part>> groups = new LinkedHashMap<>();
    for (Part part : parts) {
      String name = key.apply(part);
      groups
          .computeIfAbsent(name.isEmpty() ? IncidentReport.UNKNOWN : name, k -> new ArrayList<>())
          .add(part);
    }
    return groups.entrySet().stream()
        .map(group -> together(group.getKey(), group.getValue()))
        .sorted(
            Comparator.comparing(FleetFigures::devices).reversed().thenComparing(FleetFigures::key))
        .toList();
  }

  private static FleetFigures together(String key, List<Part> parts) {
    long devices = parts.stream().mapToLong(Part::devices).sum();
    long active = parts.stream().mapToLong(Part::active).sum();
    long lost = parts.stream().mapToLong(Part::lost).sum();
    long count = parts.stream().mapToLong(Part::count).sum();
    long errors = parts.stream().mapToLong(Part::errors).sum();
    double latency = parts.stream().mapToDouble(Part::latencySumMs).sum();
    return new FleetFigures(
        key,
        devices,
        active,
        devices - active - lost,
        lost,
        parts.stream().mapToLong(Part::asking).sum(),
        count,
        errors,
        count == 0 ? null : (double) errors / count,
        count == 0 ? null : latency / count);
  }
}
