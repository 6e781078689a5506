package dev.tocsin.report.rest;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody has to know to read a report, and to check it.
 *
 * @param report its name
 * @param method how its figures are made, in words
 * @param filters which records it is about; empty for all
 * @param from the range's start, epoch milliseconds, inclusive; null for all time
 * @param to its end, exclusive; null for all time
 * @param zone where its days begin, an IANA zone
 * @param coverage share of the range of which there are data, 0 to 1; null when that has no meaning
 * @param asOf newest record time projected, epoch milliseconds; null when nothing is yet
 */
public record About(
    String report,
    String method,
    Map<String, String> filters,
    Long from,
    Long to,
    String zone,
    Double coverage,
    Long asOf) {

  /** Java calls UTC by another name than the list of zones does. */
  public About {
    zone = zone.equals(ZoneOffset.UTC.getId()) ? "UTC" : zone;
  }

  /** The name under which an export is saved. */
  String attachment(String extension) {
    return "attachment; filename=\"tocsin-%s.%s\"".formatted(report, extension);
  }

  /** All of it as lines of a name and a value. */
  List<List<Object>> lines() {
    List<List<Object>> lines = new ArrayList<>();
    lines.add(List.of("report", report));
    lines.add(List.of("from", from == null ? "the beginning" : time(from)));
    lines.add(List.of("to", to == null ? "now" : time(to)));
    lines.add(List.of("zone", zone));
    filters.forEach((name, value) -> lines.add(List.of(name, value)));
    lines.add(List.of("coverage", coverage == null ? "" : coverage));
    lines.add(List.of("asOf", asOf == null ? "nothing yet" : time(asOf)));
    lines.add(List.of("method", method));
    return lines;
  }

  private String time(long at) {
    return Instant.ofEpochMilli(at).atZone(ZoneId.of(zone)).toOffsetDateTime().toString();
  }

  /** The filters that are set, of pairs of names and values. */
  static Map<String, String> filters(String... pairs) {
    Map<String, String> set = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i + 1] != null && !pairs[i + 1].isEmpty()) {
        set.put(pairs[i], pairs[i + 1]);
      }
    }
    return set;
  }
}
