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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Request slices as reports read them, open minutes included: days, hours, and minutes at the ends.
 */
@Singleton
public class Slices {
  /** What a report reads: its hours and days change with it. */
  public static final List<String> TABLES = List.of("slice");

  /** One part of the range: its table, its parameters, which services. */
  private static final String SELECT =
      """
      SELECT service, region, device_type, start_at, count, errors, latency_sum, sketch
      FROM %s WHERE start_at >= $%d AND start_at < $%d AND %s
        AND ($2::text IS NULL OR region = $2) AND ($3::text IS NULL OR device_type = $3)\
      """;

  /** Parts in one statement: more than a range in any whole hour's zone has. */
  private static final int MOST_PARTS = 8;

  private static final String ONE_SERVICE = "service = $1::text";
  private static final String EACH_SERVICE = "service > '' AND $1::text IS NULL";

  /** Minutes of all services together are not kept. */
  private static final String EVERY_MINUTE = "$1::text IS NULL";

  private static final String ALL_SERVICES = "service = '' AND $1::text IS NULL";

  private static final String DROPPED = "SELECT parent, number FROM slice_partition WHERE dropped";

  private static final long KEEP_DROPPED_NANOS = 5_000_000_000L;

  private record Dropped(Set<String> partitions, long readAt) {}

  private final ReadModel rows;
  private final int most;
  private volatile Dropped dropped;

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
    Set<String> dropped = dropped();
    long[] edges = {of.from(), of.to()};
    for (Resolution gone : List.of(Resolution.MINUTE, Resolution.HOUR)) {
      Resolution next = Resolution.values()[gone.ordinal() + 1];
      if (dropped.contains(gone.table() + gone.partition(edges[0]))) {
        edges[0] = next.start(edges[0]);
      }
      if (dropped.contains(gone.table() + gone.partition(edges[1]))) {
        edges[1] = next.startAtOrAfter(edges[1]);
      }
    }
    return new Selection(
        edges[0], edges[1], of.zone(), of.service(), of.region(), of.deviceType(), of.groupBy());
  }

  /** Read again at most every few seconds: each question asks, and partitions go once in days. */
  private Set<String> dropped() {
    Dropped last = dropped;
    if (last == null || System.nanoTime() - last.readAt() > KEEP_DROPPED_NANOS) {
      Set<String> found = new HashSet<>();
      rows.queryNow(DROPPED, Tuple.tuple())
          .forEach(row -> found.add(row.getString(0) + row.getLong(1)));
      last = new Dropped(found, System.nanoTime());
      dropped = last;
    }
    return last.partitions();
  }

  /**
   * The report. For a thread that may wait.
   *
   * @param until where the range ends for rates: nothing is counted later
   * @throws InvalidFieldException when it would merge too many rows
   */
  public TelemetryReport report(Selection of, long until) {
    TelemetryReport.Collector collector =
        new TelemetryReport.Collector(of.from(), until, of.zone(), of.service(), of.groupBy());
    List<Span> byDay = byDay(of);
    if (of.service() != null) {
      read(byDay, of, ONE_SERVICE, TelemetryReport.Collector::add, collector);
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
    int[] count = {0};
    for (int i = 0; i < spans.size(); i += MOST_PARTS) {
      List<Span> parts = spans.subList(i, Math.min(spans.size(), i + MOST_PARTS));
      Tuple parameters =
          Tuple.tuple()
              .addString(of.service())
              .addString(unknownIsEmpty(of.region()))
              .addString(unknownIsEmpty(of.deviceType()));
      parts.forEach(part -> parameters.addLong(part.from()).addLong(part.to()));
      BiConsumer<TelemetryReport.Collector, Row> bounded =
          (to, row) -> {
            if (count[0]++ < most) {
              add.accept(to, slice(row));
            }
          };
      String statement = statement(parts, which);
      if (which.equals(EACH_SERVICE)) {
        rows.collect(statement + " LIMIT " + (most + 1), parameters, collector, bounded);
      } else {
        rows.collect(statement, most + 1, parameters, collector, bounded);
      }
      if (count[0] > most) {
        throw new InvalidFieldException(
            "from",
            "the range has more than "
                + most
                + " rows of slices: ask for a shorter one or fewer services");
      }
    }
  }

  private String statement(List<Span> parts, String which) {
    List<String> selects = new ArrayList<>();
    for (Span part : parts) {
      boolean minutes = part.resolution() == Resolution.MINUTE && !which.equals(ONE_SERVICE);
      int first = 4 + 2 * selects.size();
      selects.add(
          SELECT.formatted(
              part.resolution().table(), first, first + 1, minutes ? EVERY_MINUTE : which));
    }
    return String.join(" UNION ALL ", selects);
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
