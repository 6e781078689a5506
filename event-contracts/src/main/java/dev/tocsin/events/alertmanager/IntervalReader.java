package dev.tocsin.events.alertmanager;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.openslo.Field;

/** Reads one interval of a time interval. */
final class IntervalReader {
  private IntervalReader() {}

  static ObjectNode read(Field interval) {
    interval.only("times", "weekdays", "days_of_month", "months", "years", "location");
    ObjectNode read = Json.mapper().createObjectNode();
    ArrayNode times = read.putArray("times");
    for (Field time : interval.get("times").items()) {
      time.only("start_time", "end_time");
      String start = time.get("start_time").required("such as 09:00").scalar();
      String end = time.get("end_time").required("such as 17:00").scalar();
      times.add(start + "-" + end);
    }
    copy(interval.get("weekdays"), read.putArray("weekdays"));
    copy(interval.get("days_of_month"), read.putArray("daysOfMonth"));
    copy(interval.get("months"), read.putArray("months"));
    copy(interval.get("years"), read.putArray("years"));
    String location = interval.get("location").text();
    if ("Local".equals(location)) {
      interval
          .get("location")
          .wrong("must name the zone, such as Europe/London: each instance has a clock of its own");
    } else if (location != null) {
      read.put("zone", location);
    }
    return read;
  }

  private static void copy(Field ranges, ArrayNode to) {
    ranges.items().forEach(range -> to.add(range.scalar()));
  }
}
