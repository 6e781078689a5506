package dev.tocsin.sla.domain;

import dev.tocsin.events.BurnAlert;
import dev.tocsin.events.Durations;
import dev.tocsin.events.ObjectiveSpec;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/**
 * The windows of an objective: the evaluation period, then those for which a verdict says how fast
 * the budget is spent.
 *
 * @param slices their lengths in measurement slices; of a calendar's period the most that there can
 *     be
 * @param names the names of all but the first
 * @param burnRules the burn alerts, by the windows that they look at
 */
record Windows(int[] slices, List<String> names, List<BurnRule> burnRules) {
  /** These are always there if the period is longer, beside the burn alerts' own. */
  private static final List<Duration> USUAL =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(3));

  /**
   * @param spent whether there is anything that can be spent fast or slowly
   */
  static Windows of(ObjectiveSpec spec, boolean spent) {
    TreeSet<Duration> wanted = new TreeSet<>();
    for (Duration each : USUAL) {
      boolean whole = each.toMillis() % spec.measurement().toMillis() == 0;
      if (whole && each.compareTo(spec.evaluation()) < 0 && spent) {
        wanted.add(each);
      }
    }
    for (BurnAlert each : spec.burnAlerts()) {
      wanted.add(each.longWindow());
      wanted.add(each.shortWindow());
    }
    List<Duration> all = List.copyOf(wanted);
    int[] slices = new int[all.size() + 1];
    slices[0] = (int) spec.evaluation().dividedBy(spec.measurement());
    for (int i = 0; i < all.size(); i++) {
      slices[i + 1] = (int) all.get(i).dividedBy(spec.measurement());
    }
    List<BurnRule> rules =
        spec.burnAlerts().stream()
            .map(
                each ->
                    BurnRule.of(
                        each,
                        spec,
                        all.indexOf(each.longWindow()) + 1,
                        all.indexOf(each.shortWindow()) + 1))
            .toList();
    return new Windows(slices, all.stream().map(Durations::format).toList(), rules);
  }
}
