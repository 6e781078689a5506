package dev.tocsin.report.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** When incidents begin: each hour of each day of the week. */
public final class IncidentRhythm {
  private static final int DAYS = 7;
  private static final int HOURS = 24;

  private IncidentRhythm() {}

  /**
   * One field of the heatmap.
   *
   * @param weekday 1 is Monday, 7 is Sunday
   * @param hour 0 to 23, in the report's zone
   * @param count incidents that began then
   * @param breached how many of them broke their promise
   */
  public record Cell(int weekday, int hour, long count, long breached) {}

  /** Collects incidents; not thread-safe. */
  static final class Collector {
    private final ZoneId zone;
    private final long[] counts = new long[DAYS * HOURS];
    private final long[] breached = new long[DAYS * HOURS];

    Collector(ZoneId zone) {
      this.zone = zone;
    }

    void add(IncidentCase incident) {
      if (incident.startedAt() != null) {
        ZonedDateTime began = Instant.ofEpochMilli(incident.startedAt()).atZone(zone);
        int cell = (began.getDayOfWeek().getValue() - 1) * HOURS + began.getHour();
        counts[cell]++;
        breached[cell] += incident.breached() ? 1 : 0;
      }
    }

    /** All fields, empty ones too; none when no incident has a beginning. */
    List<Cell> cells() {
      List<Cell> cells = new ArrayList<>();
      long all = 0;
      for (int i = 0; i < counts.length; i++) {
        cells.add(new Cell(i / HOURS + 1, i % HOURS, counts[i], breached[i]));
        all += counts[i];
      }
      return all == 0 ? List.of() : cells;
    }
  }
}
