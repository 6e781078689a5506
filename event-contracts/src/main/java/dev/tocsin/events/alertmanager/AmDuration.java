package dev.tocsin.events.alertmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Durations;
import dev.tocsin.events.openslo.Field;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them, with years and weeks: {@code 1w2d}. */
final class AmDuration {
  private static final Pattern LONG = Pattern.compile("(?:(\\d{1,3})y)?(?:(\\d{1,4})w)?(.*)");
  private static final int DAYS_OF_YEAR = 365;
  private static final int DAYS_OF_WEEK = 7;

  private AmDuration() {}

  static void copy(Field from, ObjectNode to, String name) {
    String text = from.scalar();
    if (text == null) {
      return;
    }
    try {
      to.put(name, Durations.format(parse(text)));
    } catch (IllegalArgumentException e) {
      from.wrong("must be a duration such as 30s, 5m, 4h or 1w");
    }
  }

  private static Duration parse(String text) {
    Matcher match = LONG.matcher(text);
    if (text.equals("0") || text.isEmpty() || !match.matches()) {
      return text.equals("0") ? Duration.ZERO : Durations.parse(text);
    }
    long days = number(match.group(1)) * DAYS_OF_YEAR + number(match.group(2)) * DAYS_OF_WEEK;
    Duration rest = match.group(3).isEmpty() ? Duration.ZERO : Durations.parse(match.group(3));
    return rest.plusDays(days);
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
