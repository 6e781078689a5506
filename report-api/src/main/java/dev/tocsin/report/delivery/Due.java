package dev.tocsin.report.delivery;

import dev.tocsin.events.QueryTime;
import dev.tocsin.events.ReportScheduleSpec;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A report that is to be sent.
 *
 * @param schedule the definition's name
 * @param at when it was due, epoch milliseconds
 */
record Due(String schedule, long at, ReportScheduleSpec spec) {
  /** The same at each attempt, and no other delivery's. */
  String key() {
    return schedule + "." + at;
  }

  String title() {
    String what = spec.title() == null ? "Tocsin: " + spec.report() : spec.title();
    return what + ", " + Instant.ofEpochMilli(at).atZone(ZoneId.of(spec.zone())).toOffsetDateTime();
  }

  /**
   * Where the report is found. Times count from when it was due, not from when it is sent: each
   * attempt asks for the same range, which ends there unless {@code to} says otherwise.
   *
   * @throws dev.tocsin.events.InvalidFieldException naming the time that is none
   */
  String path() {
    Map<String, String> parameters = new TreeMap<>(spec.parameters());
    parameters.putIfAbsent("to", "now");
    for (String name : new String[] {"from", "to"}) {
      if (parameters.containsKey(name)) {
        parameters.computeIfPresent(name, this::absolute);
      }
    }
    parameters.put("zone", spec.zone());
    parameters.put("format", spec.format());
    return "/api/v1/reports/"
        + spec.report()
        + parameters.entrySet().stream()
            .map(each -> escaped(each.getKey()) + "=" + escaped(each.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private String absolute(String name, String text) {
    Instant time = QueryTime.parse(name, text, Instant.ofEpochMilli(at), ZoneId.of(spec.zone()));
    return time == null ? "" : String.valueOf(time.toEpochMilli());
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
