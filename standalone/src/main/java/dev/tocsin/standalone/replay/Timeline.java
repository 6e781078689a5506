package dev.tocsin.standalone.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times for rows that carry none: the first row of the first file is at {@code start}, each next
 * one a step later, refused rows and further files included.
 */
record Timeline(Instant start, Duration step) {
  private static final Pattern SHORT =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

  /** The time of row {@code index}, from 0, in epoch milliseconds. */
  long at(long index) {
    return start.plus(step.multipliedBy(index)).toEpochMilli();
  }

  /** A step as {@code 30s}, {@code 1m}, {@code 1h30m} or ISO-8601. */
  static Duration step(String text) {
    Matcher match = SHORT.matcher(text);
    try {
      Duration step =
          !text.isEmpty() && match.matches()
              ? Duration.ofDays(number(match, 1))
                  .plusHours(number(match, 2))
                  .plusMinutes(number(match, 3))
                  .plusSeconds(number(match, 4))
                  .plusMillis(number(match, 5))
              : Duration.parse(text);
      if (!step.isNegative() && !step.isZero()) {
        return step;
      }
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
      throw new InvalidOptionException("--step", wanted(text));
    }
    throw new InvalidOptionException("--step", wanted(text));
  }

  private static String wanted(String text) {
    return "'" + text + "' is not a duration such as 500ms, 30s, 1m, 1h30m or PT1M";
  }

  private static long number(Matcher match, int group) {
    return match.group(group) == null ? 0 : Long.parseLong(match.group(group));
  }
}
