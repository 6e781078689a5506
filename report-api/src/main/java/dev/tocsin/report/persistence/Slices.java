package dev.tocsin.report.persistence;

import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Sketch;
import dev.tocsin.report.ReportConfig;
import dev.tocsin.report.domain.RequestSlice;
import dev.tocsin.report.domain.Resolution;
import dev.tocsin.report.domain.Span;
import dev.tocsin.report.domain.TelemetryReport;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Request slices as reports read them, open minutes included: days, hours, and minutes at the ends.
 */
@Singleton
public class Slices {
  /** What a report reads: its hours and days change with it. */
  public static final List<String> TABLES = List.of("slice");

  private static final String SELECT =
      """
      SELECT service, region, device_type, start_at, count, errors, latency_sum, sketch
      FROM %s WHERE start_at >= $1 AND start_at < $2 AND %s
        AND ($4::text IS NULL OR region = $4) AND ($5::text IS NULL OR device_type = $5) LIMIT $6""";

  private static final String ONE_SERVICE = "service = $3::text";
  private static final String EACH_SERVICE = "service > '' AND $3::text IS NULL";

  /** Minutes of all services together are not kept. */
  private static final String EVERY_MINUTE = "$3::text IS NULL";

  private static final String ALL_SERVICES = "service = '' AND $3::text IS NULL";

  private static final String DROPPED =
      "SELECT FROM slice_partition WHERE parent = $1 AND number = $2 AND dropped";

  private final ReadModel rows;
  private final int most;

  Slices(ReadModel rows, ReportConfig config) {
    this.rows = rows;
    this.most = config.report().maxSlices();
  }

  /**
   * Which requests a report is about; null filters nothing.
   *
   * @param from epoch milliseconds, inclusive
   * @param to epoch milliseconds, exclusive
   * @param zone where days begin
   * @param groupBy of which dimensions combinations are wanted
   */
  public record Selection(
      long from,
      long to,
      ZoneId zone,
      String service,
      String region,
      String deviceType,
      List<String> groupBy) {}

  /**
   * The same selection, where its minutes are gone from full hour to full hour, and where the hours
   * are gone from day to day: what is left there has no finer parts.
   */
  public Selection kept(Selection of) {
    long[] edges = {of.from(), of.to()};
    for (int i = 0; i < 2; i++) {
      boolean up = i == 1;
      for (Resolution gone : List.of(Resolution.MINUTE, Resolution.HOUR)) {
        Resolution next = Resolution.values()[gone.ordinal() + 1];
        if (dropped(gone, edges[i])) {
          edges[i] = up ? next.startAtOrAfter(edges[i]) : next.start(edges[i]);
        }
      }
    }
    return new Selection(
        edges[0], edges[1], of.zone(), of.service(), of.region(), of.deviceType(), of.groupBy());
  }

  private boolean dropped(Resolution resolution, long time) {
    return rows.queryNow(DROPPED, Tuple.of(resolution.table(), resolution.partition(time))).size()
        > 0;
  }

  /**
   * The report. For a thread that may wait.
   *
   * @param until where the range ends for rates: nothing is counted later
   * @throws InvalidFieldException when it would merge too many rows
   */
  public TelemetryReport report(Selection of, long until) {
    TelemetryReport.Collector collector =
        new TelemetryReport.Collector(of.from(), until, of.zone(), of.groupBy());
    List<Span> byDay = byDay(of);
    if (of.service() != null) {
      read(
          byDay,
          of,
          ONE_SERVICE,
          (to, slice) -> {
            to.add(slice);
            to.addByService(slice);
          },
          collector);
    } else {
      List<Span> services =
          of.groupBy().contains("day") ? byDay : Span.cover(of.from(), of.to(), Resolution.DAY);
      read(byDay, of, ALL_SERVICES, TelemetryReport.Collector::add, collector);
      read(services, of, EACH_SERVICE, TelemetryReport.Collector::addByService, collector);
    }
    return collector.report();
  }

  /** Rows that lie within one day of the zone each. */
  private static List<Span> byDay(Selection of) {
    if (of.zone().getRules().isFixedOffset()
        && of.zone().getRules().getOffset(Instant.EPOCH).equals(ZoneOffset.UTC)) {
      return Span.cover(of.from(), of.to(), Resolution.DAY);
    }
    List<Span> spans = new ArrayList<>();
    long start = of.from();
    while (start < of.to()) {
      ZonedDateTime day = Instant.ofEpochMilli(start).atZone(of.zone());
      long end = day.toLocalDate().plusDays(1).atStartOfDay(of.zone()).toInstant().toEpochMilli();
      spans.addAll(Span.cover(start, Math.min(end, of.to()), Resolution.HOUR));
      start = end;
    }
    return Span.joined(spans);
  }

  private void read(
      List<Span> spans,
      Selection of,
      String which,
      BiConsumer<TelemetryReport.Collector, RequestSlice> add,
      TelemetryReport.Collector collector) {
    int left = most;
    for (Span span : spans) {
      boolean minutes = span.resolution() == Resolution.MINUTE && !which.equals(ONE_SERVICE);
      String sql = SELECT.formatted(span.resolution().table(), minutes ? EVERY_MINUTE : which);
      Counter counter = new Counter();
      rows.collect(
          sql,
          Tuple.tuple()
              .addLong(span.from())
              .addLong(span.to())
              .addString(of.service())
              .addString(unknownIsEmpty(of.region()))
              .addString(unknownIsEmpty(of.deviceType()))
              .addInteger(left + 1),
          collector,
          (to, row) -> {
            counter.count++;
            add.accept(to, slice(row));
          });
      left -= counter.count;
      if (left < 0) {
        throw new InvalidFieldException(
            "from",
            "the range has more than "
                + most
                + " rows of slices: ask for a shorter one or fewer services");
      }
    }
  }

  private static final class Counter {
    private int count;
  }

  /** What a report lists as unknown can be asked for under that name. */
  private static String unknownIsEmpty(String value) {
    return "unknown".equals(value) ? "" : value;
  }

  private static RequestSlice slice(Row row) {
    return new RequestSlice(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getDouble(6),
        Sketch.of(row.getBuffer(7).getBytes()));
  }
}
