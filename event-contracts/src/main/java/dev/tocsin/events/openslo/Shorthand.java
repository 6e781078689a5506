package dev.tocsin.events.openslo;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as OpenSLO writes them: one number and one unit. Its months, quarters and years have no
 * fixed length; they are understood where a calendar gives them one.
 */
final class Shorthand {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})([mhdw])");

  private Shorthand() {}

  /** The field's duration, or null when it has none. */
  static Duration read(Field field) {
    String text = field.text();
    Matcher match = FORM.matcher(text == null ? "" : text);
    if (!match.matches()) {
      if (text != null) {
        field.wrong("must be whole minutes, hours, days or weeks, such as 5m, 1h, 30d or 4w");
      }
      return null;
    }
    return unit(match.group(2)).multipliedBy(Integer.parseInt(match.group(1)));
  }

  private static Duration unit(String postfix) {
    return switch (postfix) {
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      default -> Duration.ofDays(7);
    };
  }

  /** The same, written: in the largest unit up to days that divides it. */
  static String write(Duration duration) {
    long minutes = duration.toMinutes();
    if (minutes != 0 && minutes % (24 * 60) == 0) {
      return duration.toDays() + "d";
    }
    return minutes != 0 && minutes % 60 == 0 ? duration.toHours() + "h" : minutes + "m";
  }
}
