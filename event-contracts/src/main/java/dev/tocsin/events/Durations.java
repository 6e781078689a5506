package dev.tocsin.events;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 30s}, {@code 5m}, {@code 1h30m}, {@code 7d}. */
public final class Durations {
  private static final Pattern SHORT =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

  private Durations() {}

  /**
   * The duration in this text, short ({@code 1h30m}) or ISO-8601 ({@code PT1H30M}).
   *
   * @throws IllegalArgumentException when it is neither, or negative
   */
  public static Duration parse(String text) {
    Matcher match = SHORT.matcher(text);
    if (!text.isEmpty() && match.matches()) {
      return Duration.ofDays(number(match, 1))
          .plusHours(number(match, 2))
          .plusMinutes(number(match, 3))
          .plusSeconds(number(match, 4))
          .plusMillis(number(match, 5));
    }
    try {
      Duration iso = Duration.parse(text);
      if (!iso.isNegative()) {
        return iso;
      }
    } catch (DateTimeParseException e) {
      throw unreadable(e);
    }
    throw unreadable(null);
  }

  /** The short form, which {@link #parse} reads back to the same duration. */
  public static String format(Duration value) {
    StringBuilder text = new StringBuilder();
    unit(text, value.toDaysPart(), "d");
    unit(text, value.toHoursPart(), "h");
    unit(text, value.toMinutesPart(), "m");
    unit(text, value.toSecondsPart(), "s");
    unit(text, value.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void unit(StringBuilder text, long count, String unit) {
    if (count != 0) {
      text.append(count).append(unit);
    }
  }

  private static long number(Matcher match, int group) {
    return match.group(group) == null ? 0 : Long.parseLong(match.group(group));
  }

  private static IllegalArgumentException unreadable(Exception cause) {
    return new IllegalArgumentException("must be a duration such as 30s, 5m, 1h30m or PT5M", cause);
  }
}
