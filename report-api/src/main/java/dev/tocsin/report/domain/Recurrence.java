package dev.tocsin.report.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What comes back: incidents of one service with one root cause, at least two of them.
 *
 * @param service the service
 * @param rootCause the cause
 * @param count how many incidents
 * @param breached how many of them broke their promise
 * @param medianGapSeconds the median time from one's beginning to the next one's
 * @param soonAgain how many began within a week of the one before
 */
public record Recurrence(
    String service,
    String rootCause,
    long count,
    long breached,
    double medianGapSeconds,
    long soonAgain) {
  private static final int MOST = 100;
  private static final long WEEK_MS = 7L * 24 * 3_600_000;
  private static final double MILLIS = 1_000;

  /** Collects incidents; not thread-safe. */
  static final class Collector {
    private final Map<Kind, Cases> kinds = new HashMap<>();

    private record Kind(String service, String rootCause) {}

    private static final class Cases {
      private final List<Long> starts = new ArrayList<>();
      private long breached;
    }

    /** An incident whose cause or beginning nobody knows comes back from nowhere. */
    void add(IncidentCase incident) {
      if (incident.rootCause() != null && incident.startedAt() != null) {
        Cases cases =
            kinds.computeIfAbsent(
                new Kind(incident.service(), incident.rootCause()), k -> new Cases());
        cases.starts.add(incident.startedAt());
        cases.breached += incident.breached() ? 1 : 0;
      }
    }

    /** Those that come most often first, at most {@value Recurrence#MOST}. */
    List<Recurrence> all() {
      List<Recurrence> all = new ArrayList<>();
      kinds.forEach(
          (kind, cases) -> {
            if (cases.starts.size() > 1) {
              all.add(recurrence(kind, cases));
            }
          });
      all.sort(
          Comparator.comparing(Recurrence::count)
              .reversed()
              .thenComparing(Recurrence::service)
              .thenComparing(Recurrence::rootCause));
      return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
    }

    private static Recurrence recurrence(Kind kind, Cases cases) {
      Collections.sort(cases.starts);
      List<Long> gaps = new ArrayList<>();
      for (int i = 1; i < cases.starts.size(); i++) {
        gaps.add(cases.starts.get(i) - cases.starts.get(i - 1));
      }
      Collections.sort(gaps);
      int middle = gaps.size() / 2;
      double median =
          gaps.size() % 2 == 1 ? gaps.get(middle) : (gaps.get(middle - 1) + gaps.get(middle)) / 2.0;
      return new Recurrence(
          kind.service(),
          kind.rootCause(),
          cases.starts.size(),
          cases.breached,
          median / MILLIS,
          gaps.stream().filter(gap -> gap <= WEEK_MS).count());
    }
  }
}
