package dev.tocsin.events;

import java.util.List;
import java.util.Locale;

/**
 * Days, months or years from one to another, both included, written {@code monday:friday}, {@code
 * 1:5}, {@code -3:-1} or alone.
 */
record TimeRange(int first, int last) {

  /** What may stand at both ends. */
  enum Unit {
    /** 0 is Sunday, as in Alertmanager. */
    WEEKDAY(
        0,
        6,
        List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"),
        "must be a weekday or two, in the order sunday to saturday, such as monday:friday"),
    /** Of the month; -1 is the last. */
    DAY(-31, 31, List.of(), "must be a day of the month or two, such as 1:5 or -3:-1"),
    /** By name or number. */
    MONTH(
        1,
        12,
        List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december"),
        "must be a month or two, such as january:march or 4:6"),
    YEAR(1, 9999, List.of(), "must be a year or two, such as 2026:2028");

    private final int least;
    private final int most;
    private final List<String> names;
    private final String rule;

    Unit(int least, int most, List<String> names, String rule) {
      this.least = least;
      this.most = most;
      this.names = names;
      this.rule = rule;
    }

    private int parse(String text) {
      int named = names.indexOf(text.toLowerCase(Locale.ROOT));
      if (named >= 0) {
        return named + least;
      }
      boolean number = this != WEEKDAY && text.matches("-?\\d{1,4}");
      int value = number ? Integer.parseInt(text) : Integer.MIN_VALUE;
      boolean zeroth = this == DAY && value == 0;
      if (value < least || value > most || zeroth) {
        throw new InvalidFieldException("", rule);
      }
      return value;
    }
  }

  /**
   * The range in this text.
   *
   * @throws InvalidFieldException when it is none, or the wrong way round
   */
  static TimeRange of(Unit unit, String text) {
    String[] ends = text == null ? new String[] {""} : text.strip().split(":", 2);
    TimeRange range = new TimeRange(unit.parse(ends[0]), unit.parse(ends[ends.length - 1]));
    // Days from the month's end have no order with those from its beginning until there is a month.
    boolean fromBothEnds = range.first > 0 && range.last < 0;
    if (range.first > range.last && !fromBothEnds) {
      throw new InvalidFieldException("", unit.rule + "; the first must not come after the last");
    }
    if (range.first < 0 && range.last > 0) {
      throw new InvalidFieldException(
          "", unit.rule + "; from its end to its beginning is no range");
    }
    return range;
  }

  boolean contains(int value) {
    return first <= value && value <= last;
  }

  /** Whether it has this day of a month of so many days. */
  boolean containsDay(int day, int daysInMonth) {
    int from = first < 0 ? Math.max(1, daysInMonth + first + 1) : first;
    int to = last < 0 ? daysInMonth + last + 1 : last;
    return from <= day && day <= to;
  }
}
