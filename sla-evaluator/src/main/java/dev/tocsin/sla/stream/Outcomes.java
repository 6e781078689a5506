package dev.tocsin.sla.stream;

import dev.tocsin.events.Definitions;
import dev.tocsin.events.Outcome;
import dev.tocsin.events.Outcome.Result;
import dev.tocsin.sla.domain.Objective;
import dev.tocsin.sla.domain.Progress;
import dev.tocsin.sla.domain.ProgressKey;
import dev.tocsin.sla.domain.Relations;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How the slices of those objectives came out that others build upon: told when it changes, and
 * what is final at once, because newer slices may drive it out. What was told is remembered on the
 * heap only: after a restart, and when relations change, all that is kept is told again, which
 * changes nothing for whoever knows it.
 */
final class Outcomes {
  private final Map<ProgressKey, TreeMap<Long, Result>> told = new HashMap<>();
  private final Map<ProgressKey, TreeSet<Long>> changed = new LinkedHashMap<>();
  private final Consumer<Outcome> to;
  private Relations relations = new Relations(Definitions.NONE);

  Outcomes(Consumer<Outcome> to) {
    this.to = to;
  }

  void follow(Relations newest) {
    relations = newest;
    told.clear();
  }

  /** All slices of this objective may have changed, or somebody is new who wants to know. */
  void markAll(ProgressKey key, Progress progress) {
    if (relations.wants(progress.objective(), key.service())) {
      TreeSet<Long> numbers = changed.computeIfAbsent(key, k -> new TreeSet<>());
      progress.forEach((slot, number) -> numbers.add(number));
    }
  }

  /** One slice of this objective changed. */
  void mark(ProgressKey key, Objective objective, long number) {
    if (relations.wants(objective, key.service())) {
      changed.computeIfAbsent(key, k -> new TreeSet<>()).add(number);
    }
  }

  void remove(ProgressKey key) {
    told.remove(key);
    changed.remove(key);
  }

  /** Tells what changed of the slices that are still kept; of the others it was told. */
  void tell(Function<ProgressKey, Progress> find) {
    changed.forEach(
        (key, numbers) -> {
          Progress progress = find.apply(key);
          if (progress != null && progress.attached()) {
            long kept = progress.oldestKept(progress.head());
            for (long number : numbers.tailSet(kept)) {
              tell(key, progress, number);
            }
            told.getOrDefault(key, new TreeMap<>()).headMap(kept).clear();
          }
        });
    changed.clear();
  }

  /**
   * This slice is final, or was corrected: tells how it came out.
   *
   * @param progress that keeps it
   */
  void settled(ProgressKey key, Progress progress, long number) {
    if (relations.wants(progress.objective(), key.service())) {
      tell(key, progress, number);
    }
  }

  private void tell(ProgressKey key, Progress progress, long number) {
    Result result = progress.objective().inForce(number).result(progress.slot(number));
    if (told.computeIfAbsent(key, k -> new TreeMap<>()).put(number, result) != result) {
      to.accept(outcome(key, progress.objective(), number, result));
    }
  }

  private static Outcome outcome(ProgressKey key, Objective objective, long number, Result result) {
    return new Outcome(
        key.objective(),
        key.service(),
        objective.startOf(number),
        objective.startOf(number + 1),
        result);
  }
}
