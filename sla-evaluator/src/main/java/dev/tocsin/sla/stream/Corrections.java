package dev.tocsin.sla.stream;

import dev.tocsin.events.Verdict;
import dev.tocsin.sla.domain.Boundaries.Evidence;
import dev.tocsin.sla.domain.Feed;
import dev.tocsin.sla.domain.FinalVerdict;
import dev.tocsin.sla.domain.Judgement;
import dev.tocsin.sla.domain.Objective;
import dev.tocsin.sla.domain.Outages;
import dev.tocsin.sla.domain.Progress;
import dev.tocsin.sla.domain.ProgressKey;
import dev.tocsin.sla.domain.Standing.Change;
import dev.tocsin.sla.domain.Verdicts;
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
  private final Outcomes outcomes;
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
      LongPredicate kept,
      Outcomes outcomes) {
    this.kept = kept;
    this.outcomes = outcomes;
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
    for (long number = from; number <= Math.min(to, progress.correctedTo()); number++) {
      outcomes.settled(key, source, number);
    }
    Settlement settlement = new Settlement(key, progress, history, this::open);
    boolean added = false;
    for (long number = from; number <= to; number++) {
      long end = objective.startOf(number + 1);
      FinalVerdict was = verdict(number);
      boolean again = correctable(number, was);
      // Behind a period that was added, one without data says where the silence begins.
      boolean silent = !again && added && was == null;
      if (!again && !silent) {
        added = false;
        continue;
      }
      Judgement figures = source.judge(number, end);
      if (was != null && was.says(figures) || silent && figures.total() > 0) {
        added = false;
        continue;
      }
      added = figures.total() > 0 && (was == null || was.total() == 0);
      long revision = was == null ? FinalVerdict.FIRST : was.revision() + 1;
      FinalVerdict is = FinalVerdict.of(figures, revision);
      history.put(key, end, is);
      Verdict verdict =
          Verdicts.of(
              source, outages, key.service(), number, figures, Verdict.State.CORRECTED, revision);
      corrected.accept(verdict);
      if (was == null || was.status() != is.status()) {
        settlement.add(number, Evidence.of(objective.inForce(number), verdict, figures));
      }
    }
    if (progress.reopened()) {
      for (long number = progress.nextFinal(); number <= progress.head(); number++) {
        settlement.add(number, open(number));
      }
    }
    return settlement.corrected();
  }

  /** The verdict of a slice that is not final, as it stands. */
  private Evidence open(long number) {
    Judgement figures = progress.judge(number, objective.startOf(number));
    Verdict verdict =
        Verdicts.of(
            progress,
            outages,
            key.service(),
            number,
            figures,
            Verdict.State.OPEN,
            FinalVerdict.NONE);
    return Evidence.of(objective.inForce(number), verdict, figures);
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
}
