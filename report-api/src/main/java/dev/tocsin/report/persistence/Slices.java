package dev.tocsin.report.persistence;

import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.report.ReportConfig;
import dev.tocsin.report.domain.LocalDays;
import dev.tocsin.report.domain.RequestSlice;
import dev.tocsin.report.domain.Resolution;
import dev.tocsin.report.domain.Span;
import dev.tocsin.report.domain.TelemetryReport;
import dev.tocsin.report.domain.TelemetryReport.Placed;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

  private static final String COLUMNS =
      "service, region, device_type, start_at, count, errors, latency_sum, sketch, %d AS placed FROM %s";

  private static final String CHOSEN =
      " AND %s AND ($2::text IS NULL OR region = $2) AND ($3::text IS NULL OR device_type = $3)";

  /** One part of the range: how it counts, its table, its parameters, which services. */
  private static final String SELECT =
      "SELECT " + COLUMNS + " WHERE start_at >= $%d AND start_at < $%d" + CHOSEN;

  /** Single rows of the range. */
  private static final String SELECT_EACH =
      "SELECT "
          + COLUMNS
          + " JOIN unnest($%d::bigint[]) AS moved (start_at) USING (start_at) WHERE true"
          + CHOSEN;

  private static final String ONE_SERVICE = "service = $1::text";
  private static final String EACH_SERVICE = "service > '' AND $1::text IS NULL";

  /** Minutes of all services together are not kept. */
  private static final String EVERY_MINUTE = "$1::text IS NULL";

  private static final String ALL_SERVICES = "service = '' AND $1::text IS NULL";

  private static final String DROPPED = "SELECT parent, number FROM slice_partition WHERE dropped";

  private static final Placed[] PLACED = Placed.values();

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
    LocalDays byDay = LocalDays.cover(of.from(), of.to(), of.zone());
    if (of.service() != null) {
      read(byDay, of, ONE_SERVICE, collector::add);
    } else {
      LocalDays services =
          of.groupBy().contains("day")
              ? byDay
              : LocalDays.cover(of.from(), of.to(), ZoneOffset.UTC);
      read(byDay, of, ALL_SERVICES, collector::add);
      read(services, of, EACH_SERVICE, collector::addByService);
    }
    return collector.report();
  }

  /** In one statement: what is moved has to be that of the days that it is moved between. */
  private void read(
      LocalDays range, Selection of, String which, BiConsumer<RequestSlice, Placed> add) {
    Tuple parameters =
        Tuple.tuple()
            .addString(of.service())
            .addString(unknownIsEmpty(of.region()))
            .addString(unknownIsEmpty(of.deviceType()));
    List<String> selects = new ArrayList<>();
    range.whole().forEach(part -> selects.add(part(part, Placed.DAY_OF_UTC, which, parameters)));
    range.ends().forEach(part -> selects.add(part(part, Placed.DAY_OF_ZONE, which, parameters)));
    for (Resolution resolution : Resolution.values()) {
      Long[] starts =
          range.moved().stream()
              .filter(part -> part.resolution() == resolution)
              .flatMap(part -> part.starts().boxed())
              .toArray(Long[]::new);
      if (starts.length > 0) {
        parameters.addArrayOfLong(starts);
        selects.add(
            SELECT_EACH.formatted(
                Placed.MOVED.ordinal(),
                resolution.table(),
                parameters.size(),
                of(which, resolution)));
      }
    }
    if (selects.isEmpty()) {
      return;
    }
    int[] count = {0};
    BiConsumer<BiConsumer<RequestSlice, Placed>, Row> bounded =
        (to, row) -> {
          if (count[0]++ < most) {
            to.accept(slice(row), PLACED[row.getInteger(8)]);
          }
        };
    String statement = String.join(" UNION ALL ", selects);
    if (which.equals(EACH_SERVICE)) {
      rows.collect(statement + " LIMIT " + (most + 1), parameters, add, bounded);
    } else {
      rows.collect(statement, most + 1, parameters, add, bounded);
    }
    if (count[0] > most) {
      throw new InvalidFieldException(
          "from",
          "the range has more than "
              + most
              + " rows of slices: ask for a shorter one or fewer services");
    }
  }

  private static String part(Span part, Placed placed, String which, Tuple parameters) {
    parameters.addLong(part.from()).addLong(part.to());
    int last = parameters.size();
    return SELECT.formatted(
        placed.ordinal(), part.resolution().table(), last - 1, last, of(which, part.resolution()));
  }

  private static String of(String which, Resolution resolution) {
    return resolution == Resolution.MINUTE && !which.equals(ONE_SERVICE) ? EVERY_MINUTE : which;
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
        row.getBuffer(7).getBytes());
  }
}
