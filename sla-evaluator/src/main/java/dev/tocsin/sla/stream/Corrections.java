package dev.tocsin.sla.stream;

import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.domain.Boundaries;
import dev.tocsin.sla.domain.Feed;
import dev.tocsin.sla.domain.FinalVerdict;
import dev.tocsin.sla.domain.Judgement;
import dev.tocsin.sla.domain.Objective;
import dev.tocsin.sla.domain.Outages;
import dev.tocsin.sla.domain.Progress;
import dev.tocsin.sla.domain.ProgressKey;
import dev.tocsin.sla.domain.Standing.Change;
import dev.tocsin.sla.domain.Verdicts;
import dev.tocsin.sla.domain.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * What late events, and windows that are declared, changed or removed for the past, make of
 * verdicts that were final: every period that contains a changed slice is judged again, from the
 * slices in memory or, for older ones, from the stored slices; what differs is published as
 * corrected. Then the violations are made to agree with the corrected verdicts.
 *
 * <p>A period that is no longer stored as a whole stays as it was published.
 */
final class Corrections {
  private final ProgressKey key;
  private final Progress progress;
  private final Objective objective;
  private final Outages outages;
  private final History history;
  private final SliceReader slices;
  private final LongPredicate kept;
  private final Feed feed;
  private long oldest = Long.MAX_VALUE;

  /**
   * @param kept whether slices of this time are not forgotten yet
   */
  Corrections(
      ProgressKey key,
      Progress progress,
      Outages outages,
      History history,
      SliceReader slices,
      LongPredicate kept) {
    this.kept = kept;
    this.outages = outages;
    this.key = key;
    this.progress = progress;
    this.objective = progress.objective();
    this.feed = new Feed(key.service(), objective.input());
    this.history = history;
    this.slices = slices;
  }

  /** Publishes corrected verdicts; returns what changes of violations. */
  List<Change> publish(long closedThrough, Consumer<Verdict> corrected) {
    long to = progress.lastCorrected(closedThrough);
    long from = progress.correctedFrom();
    oldest = slices.oldest(feed);
    while (from <= to && !correctable(from, verdict(from))) {
      from++;
    }
    Progress source = progress.keeps(from) ? progress : stored(from, to);
    List<Long> cleared = new ArrayList<>();
    List<Corrected> decided = new ArrayList<>();
    for (long number = from; number <= to; number++) {
      long end = objective.startOf(number + 1);
      FinalVerdict was = verdict(number);
      if (!correctable(number, was)) {
        continue;
      }
      Judgement figures = source.judge(number, end);
      if (was != null && was.says(figures)) {
        continue;
      }
      long revision = was == null ? FinalVerdict.FIRST : was.revision() + 1;
      FinalVerdict is = FinalVerdict.of(figures, revision);
      history.put(key, end, is);
      Verdict verdict =
          Verdicts.of(
              source, outages, key.service(), number, figures, Verdict.State.CORRECTED, revision);
      corrected.accept(verdict);
      if (was != null && was.violated() && !is.violated()) {
        cleared.add(number);
      }
      if (decides(is) && (was == null || was.status() != is.status())) {
        decided.add(new Corrected(number, verdict, figures));
      }
    }
    if (progress.reopened()) {
      for (long number = progress.nextFinal(); number <= progress.head(); number++) {
        if (!violatedNow(number)) {
          cleared.add(number);
        }
      }
    }
    List<Change> changes = new ArrayList<>();
    if (!cleared.isEmpty()) {
      withdraw(cleared, changes);
    }
    for (Corrected each : decided) {
      if (each.verdict().status() == Verdict.Status.VIOLATED) {
        changes.addAll(add(each));
      } else {
        end(each, changes);
      }
    }
    return changes;
  }

  /** Whether it begins or ends a violation. */
  private static boolean decides(FinalVerdict verdict) {
    return verdict.violated() || verdict.status() == Verdict.Status.MET;
  }

  private Progress stored(long from, long to) {
    long first = objective.earliestFirst(from);
    Progress wide = progress.widened((int) Math.max(1, to - from + 2));
    slices.forEach(
        feed,
        objective.startOf(first - objective.lookBack()),
        objective.startOf(to + 1),
        (slice, stored) -> {
          if (objective.covers(slice)) {
            wide.recount(slice.minute(), stored.tally());
          }
        });
    return wide;
  }

  private FinalVerdict verdict(long number) {
    return history.verdict(key, objective.startOf(number + 1));
  }

  /**
   * Whether a period can be judged again: its slices are all still there. A late event may have
   * made a new one; what is left out makes no verdict where there was none.
   */
  private boolean correctable(long number, FinalVerdict was) {
    if (was == null) {
      return progress.late(number);
    }
    long needed = Math.max(progress.first(), objective.inForce(number).periodFirst(number));
    long start = objective.startOf(needed);
    // The first minute that ever was may lie within its slice.
    return progress.keeps(number)
        || oldest <= start
        || objective.slotOf(oldest) == needed && kept.test(start);
  }

  /** Takes back violations that no verdict supports any more, and begins others later. */
  private void withdraw(List<Long> cleared, List<Change> changes) {
    long lastStart = objective.startOf(cleared.get(cleared.size() - 1));
    for (Violation each : history.violations(key, lastStart)) {
      Violation newest = progress.standing().violation();
      Violation was = newest != null && newest.id().equals(each.id()) ? newest : each;
      long first = objective.slotOf(was.began());
      long last =
          was.ended() == null ? progress.standing().judged() : objective.slotOf(was.ended() - 1);
      if (was.withdrawn()
          || cleared.stream().noneMatch(number -> number >= first && number <= last)) {
        continue;
      }
      Long supported = firstViolated(first, last, was.ended() == null);
      if (supported == null) {
        settle(was, Violations.withdrawn(was, objective.startOf(last + 1), was.verdict()), changes);
      } else if (supported > first && history.verdict(key, objective.startOf(first + 1)) != null) {
        settle(was, Violations.earlier(was, objective.startOf(supported)), changes);
      }
    }
  }

  /** A slice that turned out met ends what went on until then; what comes after it is another. */
  private void end(Corrected met, List<Change> changes) {
    long start = objective.startOf(met.number());
    for (Violation each : history.violations(key, start - 1)) {
      if (each.withdrawn() || each.ended() != null && each.ended() <= start) {
        continue;
      }
      Violation newest = progress.standing().violation();
      Violation was = newest != null && newest.id().equals(each.id()) ? newest : each;
      boolean ongoing = was.ended() == null;
      long last = ongoing ? progress.standing().judged() : objective.slotOf(was.ended() - 1);
      Long next = firstViolated(met.number() + 1, last, ongoing);
      Boundaries.Moved first =
          new Boundaries.Moved(was, Violations.ended(was, start, met.verdict()), null);
      history.move(was, first.is());
      progress.standing().moved(first);
      if (next != null) {
        Violation rest = Violations.rest(was, objective.startOf(next));
        history.put(rest);
        progress.standing().moved(new Boundaries.Moved(null, rest, null));
        changes.add(new Change(first.is(), null));
        changes.add(
            new Change(
                rest, ongoing ? Violations.alert(objective.spec(), rest, rest.began()) : null));
      } else {
        long at = objective.startOf(last + 1);
        changes.add(
            new Change(
                first.is(),
                ongoing
                    ? Violations.alert(objective.spec(), first.is(), at).resolved(at, "corrected")
                    : null));
      }
    }
  }

  private Long firstViolated(long first, long last, boolean ongoing) {
    for (long number = first; number <= last; number++) {
      FinalVerdict verdict = history.verdict(key, objective.startOf(number + 1));
      if (verdict == null
          ? number >= progress.nextFinal() && violatedNow(number)
          : verdict.violated()) {
        return number;
      }
    }
    Long open = ongoing ? progress.openSlice() : null;
    return open != null && violatedNow(open) ? open : null;
  }

  /** Whether a slice that is not final yet is violated as it stands. */
  private boolean violatedNow(long number) {
    return progress.judge(number, objective.startOf(number)).status() == Verdict.Status.VIOLATED;
  }

  private void settle(Violation was, Violation is, List<Change> changes) {
    history.move(was, is);
    boolean wasOngoing = was.ended() == null;
    Violation newest = progress.standing().violation();
    if (newest != null && newest.id().equals(is.id())) {
      progress.standing().corrected(is);
    }
    if (!wasOngoing) {
      changes.add(new Change(is, null));
    } else if (is.withdrawn()) {
      changes.add(
          new Change(
              is,
              Violations.alert(objective.spec(), is, is.ended())
                  .resolved(is.ended(), "corrected")));
    } else {
      changes.add(new Change(is, Violations.alert(objective.spec(), is, is.began())));
    }
  }

  /** A slice that turned out violated: the newest one that was judged, or one of the past. */
  private List<Change> add(Corrected each) {
    Objective inForce = objective.inForce(each.number());
    if (each.number() < progress.standing().judged()) {
      return history.settle(
          progress.standing(), inForce, each.number(), each.verdict(), each.figures());
    }
    long end = objective.startOf(each.number() + 1);
    Change change =
        progress.standing().judged(inForce, each.number(), each.verdict(), each.figures(), end);
    if (change == null) {
      return List.of();
    }
    history.put(change.violation());
    return List.of(change);
  }

  private record Corrected(long number, Verdict verdict, Judgement figures) {}
}
