package dev.tocsin.report.domain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The incident report in a few sentences: where it stands, what drives it, what to do about it.
 * Each sentence has the figures that it follows from; nothing is said that they do not show.
 *
 * @param headline where it stands
 * @param drivers what most of the breaches have in common, most first
 * @param actions what to do, with the evidence
 */
public record IncidentSummary(String headline, List<Driver> drivers, List<Action> actions) {
  /** Fewer incidents than this show no pattern. */
  private static final long LEAST = 5;

  private static final int MOST_DRIVERS = 5;
  private static final double PARETO = 0.8;
  private static final int FEW_WEEKS = 4;

  /**
   * What breaches more than all do.
   *
   * @param dimension {@code service}, {@code rootCause}, {@code category}, {@code team} or {@code
   *     severity}
   * @param key which one
   * @param count its incidents
   * @param breached how many broke their promise
   * @param excess breaches beyond what its incidents would have at the rate of all
   * @param share of all breaches, 0 to 1
   */
  public record Driver(
      String dimension, String key, long count, long breached, double excess, double share) {}

  /**
   * Something to do.
   *
   * @param action what
   * @param because the figures that it follows from
   */
  public record Action(String action, String because) {}

  /** Of the report without its summary. */
  static IncidentSummary of(
      IncidentFigures all,
      long open,
      java.util.Map<String, List<IncidentFigures>> by,
      List<IncidentReport.RootCause> causes,
      List<Recurrence> recurrence,
      List<IncidentTrend.Period> weeks) {
    List<Driver> drivers = drivers(all, by);
    List<Action> actions = new ArrayList<>();
    drivers.stream().limit(1).map(IncidentSummary::leading).forEach(actions::add);
    pareto(causes, all.count(), actions);
    recurrence.stream()
        .filter(each -> each.soonAgain() >= LEAST)
        .limit(1)
        .map(IncidentSummary::returning)
        .forEach(actions::add);
    slowest(all, actions);
    rising(weeks, actions);
    return new IncidentSummary(headline(all, open), drivers, actions);
  }

  private static String headline(IncidentFigures all, long open) {
    if (all.count() == 0) {
      return "No incidents.";
    }
    String breaches =
        all.judged() == 0
            ? "none of them is judged yet"
            : String.format(
                Locale.ROOT,
                "%,d of %,d judged ones (%s) broke their promise",
                all.breached(),
                all.judged(),
                percent(all.breachRate()));
    String resolution =
        all.mttr().n() == 0
            ? ""
            : " Resolution takes %s in the median, one in twenty more than %s."
                .formatted(words(all.mttr().median()), words(all.mttr().p95()));
    return String.format(
        Locale.ROOT, "%,d incidents, %,d open; %s.%s", all.count(), open, breaches, resolution);
  }

  private static List<Driver> drivers(
      IncidentFigures all, java.util.Map<String, List<IncidentFigures>> by) {
    List<Driver> drivers = new ArrayList<>();
    by.forEach(
        (dimension, rows) ->
            rows.stream()
                .filter(row -> all.breached() > 0 && row.judged() >= LEAST)
                .filter(row -> !row.key().equals(IncidentReport.UNKNOWN))
                .filter(row -> row.breachRateInterval().low() > all.breachRate())
                .map(
                    row ->
                        new Driver(
                            dimension,
                            row.key(),
                            row.count(),
                            row.breached(),
                            row.breached() - row.judged() * all.breachRate(),
                            (double) row.breached() / all.breached()))
                .forEach(drivers::add));
    drivers.sort(Comparator.comparing(Driver::excess).reversed());
    return List.copyOf(drivers.subList(0, Math.min(MOST_DRIVERS, drivers.size())));
  }

  private static Action leading(Driver driver) {
    return new Action(
        "Begin with %s %s.".formatted(driver.dimension(), driver.key()),
        "%d of its %d incidents broke their promise, %.0f more than at the rate of all; %s of all breaches."
            .formatted(
                driver.breached(), driver.count(), driver.excess(), percent(driver.share())));
  }

  private static void pareto(
      List<IncidentReport.RootCause> causes, long count, List<Action> actions) {
    List<IncidentReport.RootCause> known =
        causes.stream().filter(c -> !c.rootCause().equals(IncidentReport.UNKNOWN)).toList();
    long total = known.stream().mapToLong(IncidentReport.RootCause::count).sum();
    if (count >= LEAST && total * 2 < count) {
      actions.add(
          new Action(
              "Record the root cause of each incident.",
              "%d of %d incidents have none.".formatted(count - total, count)));
    } else if (total >= LEAST && known.size() > 1) {
      long sum = 0;
      int few = 0;
      while (sum < PARETO * total) {
        sum += known.get(few++).count();
      }
      if (few * 2 <= known.size()) {
        actions.add(
            new Action(
                "Remove %s for good: %s."
                    .formatted(
                        few == 1 ? "one cause" : few + " causes",
                        String.join(
                            ", ",
                            known.stream()
                                .limit(Math.min(few, 3))
                                .map(IncidentReport.RootCause::rootCause)
                                .toList())),
                "%d of %d known causes make %s of the incidents."
                    .formatted(few, known.size(), percent((double) sum / total))));
      }
    }
  }

  private static Action returning(Recurrence worst) {
    return new Action(
        "Mend %s in %s at its root.".formatted(worst.rootCause(), worst.service()),
        "It came %d times, %d times within a week of the time before; the median gap is %s."
            .formatted(worst.count(), worst.soonAgain(), words(worst.medianGapSeconds())));
  }

  /** Whether noticing, taking or mending is what takes long. */
  private static void slowest(IncidentFigures all, List<Action> actions) {
    if (all.mttd().n() < LEAST || all.mttr().n() < LEAST || all.mttr().median() == 0) {
      return;
    }
    double detection = all.mttd().median() / all.mttr().median();
    if (detection > 0.5) {
      actions.add(
          new Action(
              "Detect earlier: alert on what customers feel.",
              "Detection takes %s in the median, resolution %s from the start."
                  .formatted(words(all.mttd().median()), words(all.mttr().median()))));
    } else if (all.mtta().n() >= LEAST && all.mtta().median() > all.mttd().median()) {
      actions.add(
          new Action(
              "Take incidents sooner: look at rotas and escalation.",
              "Acknowledgement takes %s after detection in the median, detection itself %s."
                  .formatted(words(all.mtta().median()), words(all.mttd().median()))));
    }
  }

  private static void rising(List<IncidentTrend.Period> weeks, List<Action> actions) {
    // The last week is not over, and a beginning is not the whole week either.
    if (weeks.size() < 2 * FEW_WEEKS + 1) {
      return;
    }
    int end = weeks.size() - 1;
    long now = count(weeks.subList(end - FEW_WEEKS, end));
    long before = count(weeks.subList(end - 2 * FEW_WEEKS, end - FEW_WEEKS));
    // Two Poisson counts differ when the root's difference is over about 1.96 / sqrt 2.
    if (now >= LEAST && Math.sqrt(now) - Math.sqrt(before) > 1.4) {
      actions.add(
          new Action(
              "Find out what changed in the last four weeks.",
              "%d incidents in them, %d in the four weeks before.".formatted(now, before)));
    }
  }

  private static long count(List<IncidentTrend.Period> weeks) {
    return weeks.stream().mapToLong(week -> week.figures().count()).sum();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", share * 100);
  }

  private static String words(double seconds) {
    Duration duration = Duration.ofSeconds(Math.round(seconds));
    if (duration.toHours() >= 48) {
      return String.format(Locale.ROOT, "%.1f days", seconds / 86_400);
    }
    if (duration.toHours() >= 1) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return duration.toSeconds() >= 120
        ? Math.round(seconds / 60) + " min"
        : duration.toSeconds() + " s";
  }
}
