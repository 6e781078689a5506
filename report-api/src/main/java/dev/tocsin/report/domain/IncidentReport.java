package dev.tocsin.report.domain;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Incidents counted and timed: over all, by what they have in common, and how the breaches spread.
 *
 * @param all the figures of all incidents
 * @param open how many are not closed
 * @param by the figures by {@code service}, {@code severity}, {@code category}, {@code rootCause}
 *     and {@code team}, most incidents first; what is not known is {@code unknown}
 * @param severityBreach severity against breach, most incidents first
 * @param ranking services, highest breach rate first, of equal ones the most incidents
 * @param rootCauses root causes, most frequent first, with what they and all before them make up
 * @param recurrence what comes back, most often first
 * @param rhythm when incidents begin, by weekday and hour
 * @param weeks by the week in which they began, oldest first
 * @param months by the month
 * @param summary all of it in a few sentences
 * @param invalid durations that would be negative, at most {@link #MOST_INVALID}
 * @param mttd how the times to detection spread
 * @param mtta how the times to acknowledgement spread
 * @param mttr how the times to resolution spread
 */
public record IncidentReport(
    IncidentFigures all,
    long open,
    Map<String, List<IncidentFigures>> by,
    List<SeverityBreach> severityBreach,
    List<Rank> ranking,
    List<RootCause> rootCauses,
    List<Recurrence> recurrence,
    List<IncidentRhythm.Cell> rhythm,
    List<IncidentTrend.Period> weeks,
    List<IncidentTrend.Period> months,
    IncidentSummary summary,
    List<InvalidDuration> invalid,
    List<DurationHistogram.Bucket> mttd,
    List<DurationHistogram.Bucket> mtta,
    List<DurationHistogram.Bucket> mttr) {

  /** The key of what is not known. */
  public static final String UNKNOWN = "unknown";

  /** Of how many invalid durations a report says which they are; it counts all. */
  public static final int MOST_INVALID = 100;

  private static final Map<String, Function<IncidentCase, String>> DIMENSIONS = dimensions();

  /**
   * One row of the heatmap.
   *
   * @param severity the severity
   * @param breached incidents that broke their promise
   * @param met incidents that kept it
   * @param undecided open ones whose deadline is not over
   */
  public record SeverityBreach(String severity, long breached, long met, long undecided) {}

  /**
   * A service's place.
   *
   * @param rank 1 is the one that breaches most
   * @param service the service
   * @param count its incidents
   * @param breached how many broke their promise
   * @param breachRate breached of judged, null when none is judged
   */
  public record Rank(int rank, String service, long count, long breached, Double breachRate) {}

  /**
   * How often something was the cause.
   *
   * @param rootCause the cause
   * @param count its incidents
   * @param share of all incidents, 0 to 1
   * @param cumulative share of it and of all that are more frequent
   * @param breached how many of them broke their promise
   */
  public record RootCause(
      String rootCause, long count, double share, double cumulative, long breached) {}

  /**
   * A duration that would be negative, because the source's points are out of order.
   *
   * @param incidentId the incident
   * @param duration {@code mttd}, {@code mtta} or {@code mttr}
   * @param from the point that should be the earlier one, epoch milliseconds
   * @param to the point that should be the later one
   */
  public record InvalidDuration(String incidentId, String duration, long from, long to) {}

  private static Map<String, Function<IncidentCase, String>> dimensions() {
    Map<String, Function<IncidentCase, String>> dimensions = new LinkedHashMap<>();
    dimensions.put("service", IncidentCase::service);
    dimensions.put("severity", IncidentCase::severity);
    dimensions.put("category", IncidentCase::category);
    dimensions.put("rootCause", IncidentCase::rootCause);
    dimensions.put("team", IncidentCase::team);
    return dimensions;
  }

  /** Collects incidents, one at a time; not thread-safe. */
  public static final class Collector {
    private final ResolutionFrom resolutionFrom;
    private final IncidentFigures.Collector all;
    private final Map<String, Map<String, IncidentFigures.Collector>> by = new LinkedHashMap<>();
    private final List<InvalidDuration> invalid = new ArrayList<>();
    private final Recurrence.Collector recurrence = new Recurrence.Collector();
    private final IncidentRhythm.Collector rhythm;
    private final IncidentTrend.Collector weeks;
    private final IncidentTrend.Collector months;
    private long open;

    /**
     * @param resolutionFrom from where the time to resolution counts
     * @param zone whose hours, weeks and months count
     */
    public Collector(ResolutionFrom resolutionFrom, ZoneId zone) {
      this.resolutionFrom = resolutionFrom;
      this.rhythm = new IncidentRhythm.Collector(zone);
      this.weeks = IncidentTrend.Collector.weeks(zone, resolutionFrom);
      this.months = IncidentTrend.Collector.months(zone, resolutionFrom);
      this.all = new IncidentFigures.Collector(resolutionFrom);
      DIMENSIONS.keySet().forEach(dimension -> by.put(dimension, new HashMap<>()));
    }

    public void add(IncidentCase incident) {
      all.add(incident);
      recurrence.add(incident);
      rhythm.add(incident);
      weeks.add(incident);
      months.add(incident);
      open += incident.closed() ? 0 : 1;
      check(incident, "mttd", incident.startedAt(), incident.detectedAt());
      check(incident, "mtta", incident.detectedAt(), incident.acknowledgedAt());
      check(incident, "mttr", resolutionFrom.of(incident), incident.resolvedAt());
      DIMENSIONS.forEach(
          (dimension, value) -> {
            String key = value.apply(incident);
            by.get(dimension)
                .computeIfAbsent(
                    key == null ? UNKNOWN : key, k -> new IncidentFigures.Collector(resolutionFrom))
                .add(incident);
          });
    }

    private void check(IncidentCase incident, String duration, Long from, Long to) {
      if (from != null && to != null && to < from && invalid.size() < MOST_INVALID) {
        invalid.add(new InvalidDuration(incident.incidentId(), duration, from, to));
      }
    }

    public IncidentReport report() {
      Map<String, List<IncidentFigures>> rows = new LinkedHashMap<>();
      by.forEach((dimension, groups) -> rows.put(dimension, rows(groups)));
      IncidentFigures total = all.figures(null);
      List<RootCause> causes = causes(rows.get("rootCause"), total.count());
      List<Recurrence> returning = recurrence.all();
      List<IncidentTrend.Period> byWeek = weeks.periods();
      return new IncidentReport(
          total,
          open,
          rows,
          rows.get("severity").stream().map(Collector::severityBreach).toList(),
          ranking(rows.get("service")),
          causes,
          returning,
          rhythm.cells(),
          byWeek,
          months.periods(),
          IncidentSummary.of(total, open, rows, causes, returning, byWeek),
          List.copyOf(invalid),
          DurationHistogram.of(all.detection.durations()),
          DurationHistogram.of(all.acknowledgement.durations()),
          DurationHistogram.of(all.resolution.durations()));
    }

    private static List<RootCause> causes(List<IncidentFigures> rows, long total) {
      List<RootCause> causes = new ArrayList<>();
      long sum = 0;
      for (IncidentFigures row : rows) {
        sum += row.count();
        causes.add(
            new RootCause(
                row.key(),
                row.count(),
                (double) row.count() / total,
                (double) sum / total,
                row.breached()));
      }
      return causes;
    }

    private static List<IncidentFigures> rows(Map<String, IncidentFigures.Collector> groups) {
      return groups.entrySet().stream()
          .map(group -> group.getValue().figures(group.getKey()))
          .sorted(
              Comparator.comparing(IncidentFigures::count)
                  .reversed()
                  .thenComparing(IncidentFigures::key))
          .toList();
    }

    private static SeverityBreach severityBreach(IncidentFigures row) {
      return new SeverityBreach(
          row.key(), row.breached(), row.judged() - row.breached(), row.count() - row.judged());
    }

    private static List<Rank> ranking(List<IncidentFigures> services) {
      List<IncidentFigures> ordered =
          services.stream()
              .sorted(
                  Comparator.comparing(
                          IncidentFigures::breachRate,
                          Comparator.nullsFirst(Comparator.<Double>naturalOrder()))
                      .thenComparing(IncidentFigures::count)
                      .reversed()
                      .thenComparing(IncidentFigures::key))
              .toList();
      return IntStream.range(0, ordered.size())
          .mapToObj(
              i -> {
                IncidentFigures each = ordered.get(i);
                return new Rank(
                    i + 1, each.key(), each.count(), each.breached(), each.breachRate());
              })
          .toList();
    }
  }
}
