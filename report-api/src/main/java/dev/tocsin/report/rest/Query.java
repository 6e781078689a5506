package dev.tocsin.report.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.QueryTime;
import dev.tocsin.events.ReportParameters;
import dev.tocsin.report.domain.Resolution;
import dev.tocsin.report.persistence.Cancellation;
import dev.tocsin.report.persistence.Parts;
import dev.tocsin.report.persistence.ReadModel;
import dev.tocsin.report.persistence.Records;
import dev.tocsin.report.projection.ProjectionStatus;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads query parameters and answers lists, the same way at every path. */
@Singleton
class Query {
  static final int DEFAULT_LIMIT = 100;
  static final int LARGEST_LIMIT = 10_000;
  private static final Duration ALIGNED_FROM = Duration.ofHours(6);
  static final int MOST_POINTS = 500;
  private static final int LONG_LISTS = 2;
  private static final int DEFAULT_POINTS = 120;
  private static final Duration DEFAULT_RANGE = Duration.ofHours(24);

  private final ReadModel rows;
  private final ProjectionStatus projection;
  private final Clock clock;
  private final CurrentVertxRequest request;
  private final LongLists longLists = new LongLists(LONG_LISTS, Duration.ofSeconds(2));

  Query(ReadModel rows, ProjectionStatus projection, Clock clock, CurrentVertxRequest request) {
    this.rows = rows;
    this.projection = projection;
    this.clock = clock;
    this.request = request;
  }

  /** A time in epoch milliseconds, or null when not given; days are those of UTC. */
  Long time(String parameter, String text) {
    return time(parameter, text, ZoneOffset.UTC);
  }

  /** A time in epoch milliseconds, or null when not given. */
  Long time(String parameter, String text, ZoneId zone) {
    Instant time = QueryTime.parse(parameter, text, clock.instant(), zone);
    return time == null ? null : time.toEpochMilli();
  }

  /** A zone; UTC when not given. */
  ZoneId zone(String text) {
    if (text == null || text.isEmpty()) {
      return ZoneOffset.UTC;
    }
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw new InvalidFieldException("zone", "must be an IANA zone such as Europe/London");
    }
    ZoneId zone = ZoneId.of(text);
    return zone.getRules().equals(ZoneOffset.UTC.getRules()) ? ZoneOffset.UTC : zone;
  }

  /**
   * The range of a report. A relative beginning of six hours ago and earlier is that of its hour:
   * nobody means the minute, and hours are added up already.
   *
   * @param unless how long the range is when {@code from} is not given
   */
  ReportRange range(String from, String to, String zone, Duration unless) {
    ZoneId place = zone(zone);
    long now = clock.millis();
    Long end = time("to", to, place);
    long until = end == null ? now : end;
    Long begin = time("from", from, place);
    long since = aligned(from, begin == null ? until - unless.toMillis() : begin);
    if (since >= until) {
      throw new InvalidFieldException("from", "must be before to");
    }
    return new ReportRange(since, until, place, now);
  }

  /** A relative time of six hours ago and earlier, with its minutes taken off. */
  Long aligned(String text, Long time) {
    boolean relative = text(text) == null || text.startsWith("now");
    return time != null && relative && clock.millis() - time >= ALIGNED_FROM.toMillis()
        ? Long.valueOf(Resolution.HOUR.start(time))
        : time;
  }

  int limit(String text) {
    if (text == null || text.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    if (text.matches("\\d{1,5}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LARGEST_LIMIT) {
        return limit;
      }
    }
    throw new InvalidFieldException("limit", "must be a whole number from 1 to " + LARGEST_LIMIT);
  }

  /** The range in equal parts; the last 24 hours in 120 unless something else is said. */
  Parts parts(String from, String to, String points) {
    Long until = time("to", to);
    Long since = time("from", from);
    Double wanted = number("points", points);
    int count = wanted == null ? DEFAULT_POINTS : wanted.intValue();
    if (count < 2 || count > MOST_POINTS) {
      throw new InvalidFieldException("points", "must be a whole number from 2 to " + MOST_POINTS);
    }
    long end = until == null ? clock.millis() : until;
    long start = since == null ? end - DEFAULT_RANGE.toMillis() : since;
    if (start >= end) {
      throw new InvalidFieldException("from", "must be before to");
    }
    return new Parts(start, end, count);
  }

  /** One of an enumeration's names, whatever its case, or null when not given. */
  <E extends Enum<E>> String name(String parameter, String text, Class<E> type) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    E[] values = type.getEnumConstants();
    for (E value : values) {
      if (value.name().equalsIgnoreCase(text)) {
        return value.name();
      }
    }
    String allowed =
        Arrays.stream(values)
            .map(value -> value.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new InvalidFieldException(parameter, "must be one of " + allowed);
  }

  Boolean flag(String parameter, String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (!text.equals("true") && !text.equals("false")) {
      throw new InvalidFieldException(parameter, "must be true or false");
    }
    return Boolean.valueOf(text);
  }

  Double number(String parameter, String text) {
    return ReportParameters.number(parameter, text);
  }

  /** A text, or null when it is missing or empty. */
  static String text(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** All that there is, up to the limit. For a thread that may wait. */
  Listing list(Records records, int limit, List<String> columns) {
    Cancellation asked = new Cancellation();
    RoutingContext asker = request.getCurrent();
    asker.addEndHandler(ended -> asked.cancel());
    return asked.during(
        () -> {
          Records.Found found = rows.list(records, Math.min(limit, ReadModel.SHORT_LIST));
          if (found.more() && limit > ReadModel.SHORT_LIST) {
            enter(asker);
            found = rows.list(records, limit);
          }
          return Listing.of(found, projection.asOf(), columns);
        });
  }

  /** Counts a long list until it is answered or its asker has gone. */
  private void enter(RoutingContext asker) {
    Runnable leave = longLists.enter();
    asker.addEndHandler(ended -> leave.run());
    if (asker.response().closed()) {
      // Perhaps before the handler was there.
      leave.run();
    }
  }

  /** One page, and where the next one begins. */
  Listing page(Records records, Keyset keyset, int limit, List<String> columns) {
    return list(records, limit, columns).with(keyset);
  }

  Listing listing(List<JsonNode> found, int limit, List<String> columns) {
    List<String> texts = found.stream().limit(limit).map(JsonNode::toString).toList();
    Records.Found all = new Records.Found(texts, found.size() > limit);
    return Listing.of(all, projection.asOf(), columns);
  }

  Long asOf() {
    return projection.asOf();
  }
}
