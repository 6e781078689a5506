package dev.tocsin.events;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 30s}, {@code 5m}, {@code 1h30m}, {@code 7d}. */
public final class Durations {
  /** The longest duration that anybody may write, a hundred years: no sum with it overflows. */
  public static final Duration MOST = Duration.ofDays(36_500);

  /** What is allowed, for whoever wrote something else. */
  static final String RULE = "must be a duration such as 30s, 5m, 1h30m or PT5M, at most 36500d";

  private static final Pattern SHORT =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

  private Durations() {}

  /**
   * The duration in this text, short ({@code 1h30m}) or ISO-8601 ({@code PT1H30M}), in whole
   * milliseconds.
   *
   * @throws IllegalArgumentException when it is neither, negative, or longer than {@link #MOST}
   */
  public static Duration parse(String text) {
    Duration value;
    try {
      Matcher match = SHORT.matcher(text);
      value = !text.isEmpty() && match.matches() ? sum(match) : Duration.parse(text);
    } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
      throw unreadable(e);
    }
    if (value.isNegative() || value.compareTo(MOST) > 0) {
      throw unreadable(null);
    }
    return value.truncatedTo(ChronoUnit.MILLIS);
  }

  private static Duration sum(Matcher match) {
    return Duration.ofDays(number(match, 1))
        .plusHours(number(match, 2))
        .plusMinutes(number(match, 3))
        .plusSeconds(number(match, 4))
        .plusMillis(number(match, 5));
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

  /** The short form for people: rounded up to whole seconds, and at least one. */
  public static String brief(Duration value) {
    long millis = value.toMillis();
    return format(Duration.ofSeconds(Math.max(1, millis / 1_000 + (millis % 1_000 > 0 ? 1 : 0))));
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
    return new IllegalArgumentException(RULE, cause);
  }
}
