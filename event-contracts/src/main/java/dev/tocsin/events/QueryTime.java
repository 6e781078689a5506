package dev.tocsin.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them in a query. */
public final class QueryTime {
  private static final Pattern RELATIVE = Pattern.compile("now(?:-(.+))?");
  private static final Pattern EPOCH = Pattern.compile("\\d{1,16}");

  /** An offset's plus sign, when a client forgot to escape it. */
  private static final Pattern LOST_PLUS = Pattern.compile(" (?=\\d{2}:?\\d{2}$)");

  private QueryTime() {}

  /**
   * The time in this text: RFC 3339, epoch milliseconds, {@code now}, or {@code now-6h}.
   *
   * @param parameter the query parameter's name, for the complaint
   * @param now the wall clock
   * @return null when there is no text
   * @throws InvalidFieldException naming the parameter and what is allowed
   */
  public static Instant parse(String parameter, String text, Instant now) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      Matcher relative = RELATIVE.matcher(text);
      if (relative.matches()) {
        return relative.group(1) == null ? now : now.minus(Durations.parse(relative.group(1)));
      }
      if (EPOCH.matcher(text).matches()) {
        return Instant.ofEpochMilli(Long.parseLong(text));
      }
      Instant instant = OffsetDateTime.parse(LOST_PLUS.matcher(text).replaceFirst("+")).toInstant();
      return instant.truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      throw new InvalidFieldException(
          parameter, "must be RFC 3339 (2026-11-21T09:00:00Z), epoch milliseconds, now, or now-6h");
    }
  }
}
