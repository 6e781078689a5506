package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Histogram;
import dev.tocsin.events.LogEvent;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.RequestEvent;
import dev.tocsin.events.Sketch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one entity did in one window, or a part of it: counts and sums only, so that parts merge in
 * any order to the same whole.
 */
public final class Window {
  /** The length of every window, in milliseconds. */
  public static final long LENGTH_MS = 30_000;

  /** Most metric names that one window keeps; further ones are left out. */
  static final int MOST_METRICS = 1_024;

  private long requests;
  private long errors;
  private OrderFreeSum latencyMs = new OrderFreeSum();
  private Sketch latencies = new Sketch();
  private long logs;
  private long warnLogs;
  private long errorLogs;
  private TemplateCounts templates = new TemplateCounts();
  private final Map<String, Gauge> metrics = new TreeMap<>();
  private long newestEvent = Long.MIN_VALUE;

  /** The start of the window that holds this event time, in epoch milliseconds. */
  public static long startOf(long timestamp) {
    return Math.floorDiv(timestamp, LENGTH_MS) * LENGTH_MS;
  }

  public void add(RequestEvent event) {
    requests += event.count();
    errors += event.errors();
    latencyMs.add(event.latencySumMs());
    Histogram histogram = event.latency();
    if (histogram == null) {
      latencies.add(event.latencySumMs() / event.count(), event.count());
    } else {
      for (int i = 0; i < histogram.counts().length; i++) {
        if (histogram.counts()[i] > 0) {
          latencies.add(histogram.representative(i), histogram.counts()[i]);
        }
      }
    }
    seen(event.timestamp());
  }

  public void add(LogEvent event) {
    logs += event.count();
    templates.add(event.message(), event.count());
    switch (event.level()) {
      case "WARN" -> warnLogs += event.count();
      case "ERROR", "FATAL" -> errorLogs += event.count();
      default -> {
        // Quieter levels count only in the total.
      }
    }
    seen(event.timestamp());
  }

  public void add(MetricsEvent event) {
    event.metrics().forEach((name, value) -> add(name, value));
    seen(event.timestamp());
  }

  private void add(String name, double value) {
    Gauge gauge = metrics.get(name);
    if (gauge == null) {
      if (metrics.size() == MOST_METRICS) {
        return;
      }
      gauge = new Gauge(new OrderFreeSum(), 0);
    }
    gauge.sum.add(value);
    metrics.put(name, new Gauge(gauge.sum, gauge.count + 1));
  }

  /** Adds everything that the other part holds. */
  public void merge(Window other) {
    requests += other.requests;
    errors += other.errors;
    latencyMs.add(other.latencyMs);
    latencies.merge(other.latencies);
    logs += other.logs;
    warnLogs += other.warnLogs;
    errorLogs += other.errorLogs;
    templates.merge(other.templates);
    other.metrics.forEach(
        (name, gauge) -> {
          Gauge mine = metrics.get(name);
          if (mine == null && metrics.size() < MOST_METRICS) {
            mine = new Gauge(new OrderFreeSum(), 0);
          }
          if (mine != null) {
            mine.sum.add(gauge.sum);
            metrics.put(name, new Gauge(mine.sum, mine.count + gauge.count));
          }
        });
    seen(other.newestEvent);
  }

  private void seen(long timestamp) {
    newestEvent = Math.max(newestEvent, timestamp);
  }

  /** The newest event time that was added, epoch milliseconds. */
  public long newestEvent() {
    return newestEvent;
  }

  boolean hasRequests() {
    return requests > 0;
  }

  boolean hasLogs() {
    return logs > 0;
  }

  double requestsPerSecond() {
    return requests * 1_000.0 / LENGTH_MS;
  }

  double errorRate() {
    return (double) errors / requests;
  }

  double meanLatencyMs() {
    return latencyMs.value() / requests;
  }

  double latencyMs(double quantile) {
    return latencies.quantile(quantile);
  }

  double logsPerSecond() {
    return logs * 1_000.0 / LENGTH_MS;
  }

  double errorLogShare() {
    return (double) errorLogs / logs;
  }

  /** How often each kind of log line came. */
  Map<String, Long> logKinds() {
    return templates.byKind();
  }

  double warnLogShare() {
    return (double) warnLogs / logs;
  }

  /** The mean of each metric, by name in alphabetical order. */
  Map<String, Double> metricMeans() {
    Map<String, Double> means = new TreeMap<>();
    metrics.forEach((name, gauge) -> means.put(name, gauge.sum.value() / gauge.count));
    return means;
  }

  /** Writes the form that {@link #read} reads. */
  public void write(DataOutput to) throws IOException {
    to.writeLong(newestEvent);
    to.writeLong(requests);
    if (requests > 0) {
      to.writeLong(errors);
      latencyMs.write(to);
      byte[] sketch = latencies.toBytes();
      to.writeInt(sketch.length);
      to.write(sketch);
    }
    to.writeLong(logs);
    if (logs > 0) {
      to.writeLong(warnLogs);
      to.writeLong(errorLogs);
      templates.write(to);
    }
    to.writeShort(metrics.size());
    for (Map.Entry<String, Gauge> each : metrics.entrySet()) {
      to.writeUTF(each.getKey());
      each.getValue().sum.write(to);
      to.writeLong(each.getValue().count);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Window read(DataInput from) throws IOException {
    Window window = new Window();
    window.newestEvent = from.readLong();
    window.requests = from.readLong();
    if (window.requests > 0) {
      window.errors = from.readLong();
      window.latencyMs = OrderFreeSum.read(from);
      byte[] sketch = new byte[from.readInt()];
      from.readFully(sketch);
      window.latencies = Sketch.of(sketch);
    }
    window.logs = from.readLong();
    if (window.logs > 0) {
      window.warnLogs = from.readLong();
      window.errorLogs = from.readLong();
      window.templates = TemplateCounts.read(from);
    }
    int size = from.readUnsignedShort();
    for (int i = 0; i < size; i++) {
      window.metrics.put(from.readUTF(), new Gauge(OrderFreeSum.read(from), from.readLong()));
    }
    return window;
  }

  /** One metric's values in the window. */
  private record Gauge(OrderFreeSum sum, long count) {}
}
