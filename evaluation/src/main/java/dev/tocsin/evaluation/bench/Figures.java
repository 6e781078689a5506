package dev.tocsin.evaluation.bench;

import dev.tocsin.events.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a benchmark measured, by name, in the order it was measured. */
public final class Figures {
  private final Map<String, Object> byName = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  /** A figure, to three digits behind the point. */
  public Figures put(String name, double value) {
    byName.put(name, Math.round(value * 1000) / 1000.0);
    return this;
  }

  /** Figures within figures; numbers that are not finite become null. */
  public Figures put(String name, Map<String, ?> values) {
    byName.put(name, rounded(values));
    return this;
  }

  private static Object rounded(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> all = new LinkedHashMap<>();
      map.forEach((name, each) -> all.put((String) name, rounded(each)));
      return all;
    }
    if (value instanceof Double number) {
      return Double.isFinite(number) ? Math.round(number * 10_000) / 10_000.0 : null;
    }
    return value;
  }

  /** A line of the printed table. With none, the figures themselves are printed. */
  public Figures line(String format, Object... values) {
    lines.add(format.formatted(values));
    return this;
  }

  /** Median, 99th percentile and largest of a sample, under {@code name}. */
  public Figures spread(String name, List<Long> sample) {
    long[] sorted = sample.stream().mapToLong(Long::longValue).sorted().toArray();
    put(name + ".p50", sorted[sorted.length / 2]);
    put(name + ".p99", sorted[(int) Math.ceil(sorted.length * 0.99) - 1]);
    put(name + ".max", Arrays.stream(sorted).max().orElseThrow());
    return this;
  }

  void print(PrintWriter to) {
    if (lines.isEmpty()) {
      byName.forEach((name, value) -> to.printf(Locale.ROOT, "%-44s %12s%n", name, value));
    } else {
      lines.forEach(to::println);
    }
    to.flush();
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(byName));
  }
}
