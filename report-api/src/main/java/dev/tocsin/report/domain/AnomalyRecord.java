package dev.tocsin.report.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well high risks and incidents went together.
 *
 * @param episodes runs of high risk of one service; gaps of at most a quarter of an hour do not end
 *     one
 * @param confirmed how many of them lie within an hour before an incident of their service, or
 *     within it
 * @param precision confirmed of all episodes, null when there are none
 * @param incidents incidents whose beginning is known
 * @param announced how many of them have such an episode
 * @param recall announced of all incidents, null when there are none
 * @param early how many were announced before they began
 * @param medianLeadSeconds of these, the median time from the episode's beginning to the
 *     incident's; null when there are none
 */
public record AnomalyRecord(
    long episodes,
    long confirmed,
    Double precision,
    long incidents,
    long announced,
    Double recall,
    long early,
    Double medianLeadSeconds) {
  private static final long GAP_MS = 15 * 60_000;
  private static final long AHEAD_MS = 60 * 60_000;

  /**
   * A window of high risk.
   *
   * @param end its end, epoch milliseconds
   */
  public record High(String service, long end) {}

  /**
   * An incident's time.
   *
   * @param startedAt epoch milliseconds
   * @param resolvedAt epoch milliseconds, or null while it lasts
   */
  public record Trouble(String service, long startedAt, Long resolvedAt) {
    /** From an hour before until its end. */
    private boolean covers(Episode episode) {
      return episode.to >= startedAt - AHEAD_MS
          && (resolvedAt == null || episode.from <= resolvedAt);
    }
  }

  private static final class Episode {
    private final long from;
    private long to;

    Episode(long from) {
      this.from = from;
      this.to = from;
    }
  }

  /** The record of these windows and incidents, in any order. */
  public static AnomalyRecord of(List<High> windows, List<Trouble> incidents) {
    Map<String, List<Episode>> episodes = episodes(windows);
    Map<String, List<Trouble>> troubles = new HashMap<>();
    incidents.forEach(
        each -> troubles.computeIfAbsent(each.service(), k -> new ArrayList<>()).add(each));
    long all = 0;
    long confirmed = 0;
    for (Map.Entry<String, List<Episode>> of : episodes.entrySet()) {
      List<Trouble> near = troubles.getOrDefault(of.getKey(), List.of());
      all += of.getValue().size();
      confirmed +=
          of.getValue().stream().filter(e -> near.stream().anyMatch(t -> t.covers(e))).count();
    }
    long announced = 0;
    List<Double> leads = new ArrayList<>();
    for (Trouble trouble : incidents) {
      List<Episode> near =
          episodes.getOrDefault(trouble.service(), List.of()).stream()
              .filter(trouble::covers)
              .toList();
      announced += near.isEmpty() ? 0 : 1;
      near.stream()
          .mapToLong(episode -> trouble.startedAt() - episode.from)
          .filter(lead -> lead > 0)
          .max()
          .ifPresent(lead -> leads.add(lead / 1_000.0));
    }
    return new AnomalyRecord(
        all,
        confirmed,
        all == 0 ? null : (double) confirmed / all,
        incidents.size(),
        announced,
        incidents.isEmpty() ? null : (double) announced / incidents.size(),
        leads.size(),
        median(leads));
  }

  private static Map<String, List<Episode>> episodes(List<High> windows) {
    List<High> ordered = new ArrayList<>(windows);
    ordered.sort(Comparator.comparing(High::service).thenComparing(High::end));
    Map<String, List<Episode>> episodes = new HashMap<>();
    for (High high : ordered) {
      List<Episode> of = episodes.computeIfAbsent(high.service(), k -> new ArrayList<>());
      Episode last = of.isEmpty() ? null : of.get(of.size() - 1);
      if (last == null || high.end() - last.to > GAP_MS) {
        last = new Episode(high.end());
        of.add(last);
      }
      last.to = high.end();
    }
    return episodes;
  }

  private static Double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      return null;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}
