package dev.tocsin.sla.stream;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.domain.Boundaries;
import dev.tocsin.sla.domain.Boundaries.Evidence;
import dev.tocsin.sla.domain.Boundaries.Moved;
import dev.tocsin.sla.domain.Objective;
import dev.tocsin.sla.domain.Progress;
import dev.tocsin.sla.domain.ProgressKey;
import dev.tocsin.sla.domain.Standing;
import dev.tocsin.sla.domain.Standing.Change;
import dev.tocsin.sla.domain.Violations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Makes the violations of an objective and service agree with verdicts that are final or corrected,
 * and says what to tell of it: each violation that changed, and of the alert, which all of them
 * share, only what is true afterwards.
 */
final class Settlement {
  private final ProgressKey key;
  private final Progress progress;
  private final History history;
  private final LongFunction<Evidence> open;
  private final NavigableMap<Long, Evidence> settled = new TreeMap<>();

  /**
   * @param open the verdict of a slice that is not final yet, as it stands
   */
  Settlement(ProgressKey key, Progress progress, History history, LongFunction<Evidence> open) {
    this.key = key;
    this.progress = progress;
    this.history = history;
    this.open = open;
  }

  /** Takes note that the verdict of a slice is new. */
  void add(long number, Evidence evidence) {
    settled.put(number, evidence);
  }

  /** Stores what an open or final verdict began or changed; returns it as it is to be told. */
  static Change stored(Progress progress, History history, Change change) {
    if (change.violation().revision() > 1) {
      history.put(change.violation());
      return change;
    }
    Violation begun = history.begin(change.violation());
    if (begun.equals(change.violation())) {
      return change;
    }
    progress.standing().settled(begun, progress.standing().judged());
    long at = change.alert().updatedAt();
    return new Change(begun, Violations.alert(progress.objective().spec(), begun, at));
  }

  /** After a slice became final: what was known of those behind it stays. */
  static List<Change> settled(
      ProgressKey key, Progress progress, History history, long number, Evidence evidence) {
    Violation newest = progress.standing().violation();
    boolean over =
        newest == null
            || newest.withdrawn()
            || newest.ended() != null && newest.ended() < progress.objective().startOf(number);
    if (over && evidence.harm() == null) {
      return List.of();
    }
    Settlement one = new Settlement(key, progress, history, n -> null);
    one.add(number, evidence);
    List<Violation> known = history.violations(key);
    Boundaries boundaries = one.boundaries(known);
    boundaries.take(number, evidence.verdict().status());
    boolean all = number >= progress.standing().judged();
    return one.changes(known, boundaries.moved(all), "cleared");
  }

  /** After corrections: the slices behind them are asked too, as far as they hang on these. */
  List<Change> corrected() {
    if (settled.isEmpty()) {
      return List.of();
    }
    Objective objective = progress.objective();
    List<Violation> known = history.violations(key);
    Boundaries boundaries = boundaries(known);
    boolean more =
        history.verdicts(
            key,
            objective.startOf(settled.firstKey() + 1),
            (end, verdict) -> boundaries.take(objective.slotOf(end - 1), verdict.status()));
    if (more && progress.openSlice() != null) {
      long last = Math.max(settled.lastKey(), progress.standing().judged());
      long number = Math.max(progress.nextFinal(), settled.firstKey());
      while (more && number <= Math.min(progress.openSlice(), last)) {
        more = boundaries.take(number, evidence(number).verdict().status());
        number++;
      }
    }
    return changes(known, boundaries.moved(true), "corrected");
  }

  private Boundaries boundaries(List<Violation> known) {
    return new Boundaries(
        known, progress.objective(), settled.firstKey(), settled.lastKey(), this::evidence);
  }

  private Evidence evidence(long number) {
    Evidence known = settled.get(number);
    return known != null ? known : progress.keeps(number) ? open.apply(number) : null;
  }

  private List<Change> changes(List<Violation> known, List<Moved> moved, String why) {
    if (moved.isEmpty()) {
      return List.of();
    }
    Standing standing = progress.standing();
    Map<String, Violation> all = new LinkedHashMap<>();
    known.forEach(each -> all.put(each.id(), each));
    Violation before = standing.ongoing() ? all.get(standing.violation().id()) : null;
    moved.forEach(
        each -> {
          history.put(each);
          all.put(each.is().id(), each.is());
        });
    Violation newest = standing.violation() == null ? null : all.get(standing.violation().id());
    for (Violation each : all.values()) {
      if (newest == null
          || newest.withdrawn() && !each.withdrawn()
          || newest.withdrawn() == each.withdrawn() && each.began() > newest.began()) {
        newest = each;
      }
    }
    standing.settled(newest, settled.lastKey());
    List<Change> changes = new ArrayList<>();
    for (Moved each : moved) {
      changes.add(new Change(each.is(), alert(each.is(), before, why)));
    }
    return changes;
  }

  private Alert alert(Violation is, Violation before, String why) {
    Standing standing = progress.standing();
    Alert alert = Violations.alert(progress.objective().spec(), is, is.began());
    if (standing.ongoing()) {
      return is.id().equals(standing.violation().id()) ? alert : null;
    }
    boolean resolved = before != null && is.id().equals(before.id());
    return resolved ? alert.resolved(Math.max(is.ended(), is.began()), why) : null;
  }
}
