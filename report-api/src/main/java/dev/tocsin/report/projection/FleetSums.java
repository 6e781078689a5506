package dev.tocsin.report.projection;

import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.RequestEvent;
import dev.tocsin.report.domain.Resolution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What telemetry adds to devices and to the hours of metrics, since it was written last. A device
 * is what the label {@value #LABEL} names, else the instance. Not thread-safe.
 */
final class FleetSums {
  static final String LABEL = "device";

  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final Map<List<Object>, Requests> days = new LinkedHashMap<>();
  private final Map<List<Object>, Values> hours = new LinkedHashMap<>();

  /** Who it is, as its newest event says, and when it was seen. */
  private static final class Device {
    private String region = "";
    private String type = "";
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long recordedAt;
  }

  /** A device's requests of a day. */
  private static final class Requests {
    private long count;
    private long errors;
    private double latencySum;
    private long recordedAt;
  }

  /** A metric's values of an hour. */
  private static final class Values {
    private long count;
    private double total;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private long recordedAt;
  }

  /** A request of a device counts; others belong to nobody. */
  void add(RequestEvent event, long recordedAt) {
    String name = device(event.labels(), event.instance());
    if (name == null) {
      return;
    }
    seen(name, event.region(), event.deviceType(), event.timestamp(), recordedAt);
    Requests day =
        days.computeIfAbsent(
            List.of(Resolution.DAY.start(event.timestamp()), name), key -> new Requests());
    day.count += event.count();
    day.errors += event.errors();
    day.latencySum += event.latencySumMs();
    day.recordedAt = Math.max(day.recordedAt, recordedAt);
  }

  void add(MetricsEvent event, long recordedAt) {
    String name = device(event.labels(), event.instance());
    if (name != null) {
      seen(name, event.labels().get("region"), null, event.timestamp(), recordedAt);
    }
    long start = Resolution.HOUR.start(event.timestamp());
    event
        .metrics()
        .forEach(
            (metric, value) -> {
              Values hour =
                  hours.computeIfAbsent(
                      List.of(event.service(), metric, start), key -> new Values());
              hour.count++;
              hour.total += value;
              hour.lowest = Math.min(hour.lowest, value);
              hour.highest = Math.max(hour.highest, value);
              hour.recordedAt = Math.max(hour.recordedAt, recordedAt);
            });
  }

  private static String device(Map<String, String> labels, String instance) {
    return labels.getOrDefault(LABEL, instance);
  }

  private void seen(String name, String region, String type, long at, long recordedAt) {
    Device device = devices.computeIfAbsent(name, key -> new Device());
    if (at >= device.last) {
      device.region = region == null ? device.region : region;
      device.type = type == null ? device.type : type;
      device.last = at;
    }
    device.first = Math.min(device.first, at);
    device.recordedAt = Math.max(device.recordedAt, recordedAt);
  }

  /** How many rows it touches. */
  int size() {
    return devices.size() + days.size() + hours.size();
  }

  /** Device, region, type, first and last seen, recorded at. */
  List<Object[]> devices() {
    return devices.entrySet().stream()
        .map(
            each -> {
              Device of = each.getValue();
              return new Object[] {
                each.getKey(), of.region, of.type, of.first, of.last, of.recordedAt
              };
            })
        .toList();
  }

  /** Day, device, count, errors, sum of latencies, recorded at. */
  List<Object[]> days() {
    return days.entrySet().stream()
        .map(
            each -> {
              Requests of = each.getValue();
              List<Object> key = each.getKey();
              return new Object[] {
                key.get(0), key.get(1), of.count, of.errors, of.latencySum, of.recordedAt
              };
            })
        .toList();
  }

  /** Service, metric, hour, count, sum, lowest and highest value, recorded at. */
  List<Object[]> hours() {
    return hours.entrySet().stream()
        .map(
            each -> {
              Values of = each.getValue();
              List<Object> key = each.getKey();
              return new Object[] {
                key.get(0),
                key.get(1),
                key.get(2),
                of.count,
                of.total,
                of.lowest,
                of.highest,
                of.recordedAt
              };
            })
        .toList();
  }
}
