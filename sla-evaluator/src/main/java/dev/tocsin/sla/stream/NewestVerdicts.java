package dev.tocsin.sla.stream;

import dev.tocsin.events.Definitions;
import dev.tocsin.events.Verdict;
import dev.tocsin.sla.domain.ProgressKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The newest verdict of each objective and service that this process owns, for whoever asks from
 * another thread. What a task judged leaves with the task.
 */
public final class NewestVerdicts {
  private final Map<String, Map<ProgressKey, Look>> byTask = new ConcurrentHashMap<>();

  /**
   * A verdict and when it was judged.
   *
   * @param verdict the verdict as it was handed on; up to a commit interval before readers of the
   *     topic see it
   * @param judgedAt wall clock, epoch milliseconds
   */
  public record Look(Verdict verdict, long judgedAt) {}

  /** The newest verdict, if this process judges that objective for that service. */
  public Optional<Look> find(String objective, String service) {
    ProgressKey key = new ProgressKey(service, objective);
    return byTask.values().stream()
        .map(own -> own.get(key))
        .filter(look -> look != null)
        .max(Comparator.comparingLong(Look::judgedAt));
  }

  /** All that this process judges of one objective, or of every one, by objective and service. */
  public List<Look> all(Predicate<String> objectives) {
    List<Look> found = new ArrayList<>();
    for (Map<ProgressKey, Look> own : byTask.values()) {
      own.forEach(
          (key, look) -> {
            if (objectives.test(key.objective())) {
              found.add(look);
            }
          });
    }
    found.sort(
        Comparator.comparing((Look look) -> look.verdict().objective())
            .thenComparing(look -> look.verdict().service()));
    return found;
  }

  void put(String task, Look look) {
    Verdict verdict = look.verdict();
    // A correction of an older period is no newer figure.
    byTask
        .computeIfAbsent(task, t -> new ConcurrentHashMap<>())
        .merge(
            new ProgressKey(verdict.service(), verdict.objective()),
            look,
            (was, is) -> is.verdict().periodEnd() >= was.verdict().periodEnd() ? is : was);
  }

  /** Forgets what was judged of objectives that are declared no more. */
  void keep(String task, Definitions declared) {
    Map<ProgressKey, Look> own = byTask.get(task);
    if (own != null) {
      List<String> names = declared.objectives().stream().map(each -> each.name()).toList();
      own.keySet().removeIf(key -> !names.contains(key.objective()));
    }
  }

  void forget(String task) {
    byTask.remove(task);
  }
}
