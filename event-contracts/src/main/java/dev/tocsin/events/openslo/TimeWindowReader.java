package dev.tocsin.events.openslo;

import dev.tocsin.events.CalendarPeriod;
import dev.tocsin.events.CalendarPeriod.Unit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Reads an SLO's time window: a rolling period, or a calendar's. */
final class TimeWindowReader {
  /** Of a calendar. */
  static final Map<String, Unit> UNITS =
      Map.of(
          "1d", Unit.DAY, "1w", Unit.WEEK, "1M", Unit.MONTH, "1Q", Unit.QUARTER, "1Y", Unit.YEAR);

  private final Draft draft;

  TimeWindowReader(Draft draft) {
    this.draft = draft;
  }

  /** Reads it and returns the period, or null when there is none to be read. */
  Duration read(Field windows) {
    List<Field> items = windows.items();
    if (items.size() != 1) {
      windows.wrong("must be one window: {duration, isRolling} or {duration, calendar}");
      return null;
    }
    Field window = items.get(0).only("duration", "isRolling", "calendar");
    Field duration = window.get("duration").required("such as 30d, or 1M with a calendar");
    Boolean rolling = window.get("isRolling").flag();
    Field calendar = window.get("calendar");
    if (!calendar.present()) {
      if (Boolean.FALSE.equals(rolling)) {
        calendar.required("{startTime, timeZone}, or isRolling: true");
      }
      Duration period = Shorthand.read(duration);
      draft.set("evaluation", duration, period);
      return period;
    }
    if (Boolean.TRUE.equals(rolling)) {
      window.get("isRolling").wrong("must be false beside calendar");
    }
    return calendar(calendar, duration);
  }

  private Duration calendar(Field calendar, Field duration) {
    calendar.only("startTime", "timeZone");
    Unit unit = duration.oneOf(UNITS);
    draft.object("calendar", calendar);
    draft.set("evaluation", duration, (Duration) null);
    draft.set("calendar.unit", duration, unit == null ? null : unit.json());
    Field zone = calendar.get("timeZone").required("an IANA zone such as Europe/London");
    draft.copyText("calendar.zone", zone);
    Field startTime = calendar.get("startTime");
    String start = startTime.text();
    if (unit != null && start != null && !starts(unit, start)) {
      startTime.wrong(
          "must be the start of a calendar's %s, such as %s 00:00:00"
              .formatted(unit.json(), SloWriter.CALENDAR_START));
    }
    return unit == null ? null : unit.nominal();
  }

  /** Whether a unit of the calendar begins then, in the zone's own time. */
  private static boolean starts(Unit unit, String text) {
    try {
      LocalDateTime start =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay()
              : LocalDateTime.parse(text.replace(' ', 'T'));
      long millis = start.toInstant(ZoneOffset.UTC).toEpochMilli();
      return new CalendarPeriod(unit, null).start(millis) == millis;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
