package dev.tocsin.report.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Incidents by the week or the month in which they began. */
public final class IncidentTrend {
  /** A beginning that is ten years off is one wrong record, and no reason for 500 empty weeks. */
  private static final int MOST_PERIODS = 520;

  private IncidentTrend() {}

  /**
   * One week or month.
   *
   * @param start its first day, ISO 8601; weeks begin on Monday
   * @param figures its incidents
   */
  public record Period(String start, IncidentFigures figures) {}

  /** Collects incidents; not thread-safe. */
  static final class Collector {
    private final ZoneId zone;
    private final ResolutionFrom resolutionFrom;
    private final UnaryOperator<LocalDate> first;
    private final UnaryOperator<LocalDate> next;
    private final TreeMap<LocalDate, IncidentFigures.Collector> periods = new TreeMap<>();

    private Collector(
        ZoneId zone,
        ResolutionFrom resolutionFrom,
        UnaryOperator<LocalDate> first,
        UnaryOperator<LocalDate> next) {
      this.zone = zone;
      this.resolutionFrom = resolutionFrom;
      this.first = first;
      this.next = next;
    }

    static Collector weeks(ZoneId zone, ResolutionFrom resolutionFrom) {
      return new Collector(
          zone,
          resolutionFrom,
          day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
          day -> day.plusWeeks(1));
    }

    static Collector months(ZoneId zone, ResolutionFrom resolutionFrom) {
      return new Collector(
          zone, resolutionFrom, day -> day.withDayOfMonth(1), day -> day.plusMonths(1));
    }

    void add(IncidentCase incident) {
      if (incident.startedAt() != null) {
        LocalDate day = Instant.ofEpochMilli(incident.startedAt()).atZone(zone).toLocalDate();
        periods
            .computeIfAbsent(first.apply(day), k -> new IncidentFigures.Collector(resolutionFrom))
            .add(incident);
      }
    }

    /** Oldest first; a period without incidents between two others is there too. */
    List<Period> periods() {
      List<Period> all = new ArrayList<>();
      if (periods.isEmpty()) {
        return all;
      }
      LocalDate day = periods.firstKey();
      LocalDate last = periods.lastKey();
      Map<LocalDate, IncidentFigures.Collector> filled = new TreeMap<>(periods);
      for (int i = 0; i < MOST_PERIODS && !day.isAfter(last); i++, day = next.apply(day)) {
        filled.computeIfAbsent(day, k -> new IncidentFigures.Collector(resolutionFrom));
      }
      filled.forEach((start, each) -> all.add(new Period(start.toString(), each.figures(null))));
      return all;
    }
  }
}
