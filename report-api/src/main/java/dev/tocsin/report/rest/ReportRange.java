package dev.tocsin.report.rest;

import dev.tocsin.report.domain.Resolution;
import java.time.ZoneId;

/**
 * What time a report is about.
 *
 * @param from epoch milliseconds, inclusive
 * @param to epoch milliseconds, exclusive
 * @param zone where days begin
 * @param now the wall clock
 */
record ReportRange(long from, long to, ZoneId zone, long now) {
  /** Clocks of others may be ahead by less. */
  private static final long SKEW_MS = 10 * 60_000;

  /** Where reading ends: nothing is later than now, so that today can be read as one day. */
  long readTo() {
    return to >= now ? Math.max(to, Resolution.DAY.startAtOrAfter(now + SKEW_MS)) : to;
  }

  /** Where rates end: what has not been yet has no rate. */
  long until() {
    return to > now && from < now ? now : to;
  }
}
