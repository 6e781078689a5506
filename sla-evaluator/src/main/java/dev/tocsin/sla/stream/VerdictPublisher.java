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
import dev.tocsin.sla.domain.Standing;
import dev.tocsin.sla.domain.Verdicts;
import dev.tocsin.sla.domain.Watermark;
import dev.tocsin.sla.stream.EvaluatorMetrics.Figure;
import dev.tocsin.streams.AccumulatingStore;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;

/** Publishes verdicts, and the violations and alerts that follow from them. */
final class VerdictPublisher {
  private final ProgressStore progress;
  private final History history;
  private final SliceReader slices;
  private final BurnStates burns;
  private final AccumulatingStore<String, Outages> outages;
  private final AccumulatingStore<Feed, Watermark> watermarks;
  private final EvaluatorMetrics metrics;
  private final Outcomes outcomes;
  private final BiConsumer<String, Object> to;

  /**
   * @param to takes everything that is published, by the key that it has on its topic
   */
  VerdictPublisher(
      ProgressStore progress,
      History history,
      SliceReader slices,
      BurnStates burns,
      AccumulatingStore<String, Outages> outages,
      AccumulatingStore<Feed, Watermark> watermarks,
      EvaluatorMetrics metrics,
      Outcomes outcomes,
      BiConsumer<String, Object> to) {
    this.progress = progress;
    this.history = history;
    this.slices = slices;
    this.burns = burns;
    this.outages = outages;
    this.watermarks = watermarks;
    this.metrics = metrics;
    this.outcomes = outcomes;
    this.to = to;
  }

  /**
   * Publishes the verdict of the slice that is still open.
   *
   * @param mark how far the service's event time has come
   * @param now wall clock, epoch milliseconds
   */
  void open(ProgressKey key, Progress each, Watermark mark, long now) {
    Long number = each.openSlice();
    if (number != null) {
      // A slice that a jump of event time left behind may have begun or ended a violation.
      long behind = Math.max(each.nextFinal(), each.standing().judged());
      for (; behind < number; behind++) {
        Judgement figures = each.judge(behind, mark.at(now));
        stand(each, behind, figures, verdict(key, each, behind, figures, Verdict.State.OPEN));
      }
      Judgement figures = each.judge(number, mark.at(now));
      publish(key, each, number, figures, Verdict.State.OPEN);
      progress.touch(key);
    }
  }

  /** Publishes the verdict of a slice that will not change any more but for late events. */
  void close(ProgressKey key, Progress each, long number, long watermark) {
    Judgement figures = each.judge(number, watermark);
    FinalVerdict verdict = FinalVerdict.of(figures, FinalVerdict.FIRST);
    history.put(key, each.objective().startOf(number + 1), verdict);
    publish(key, each, number, figures, Verdict.State.FINAL);
    each.finished(number);
    progress.touch(key);
  }

  /**
   * Publishes what late events, or windows for the past, made of final verdicts.
   *
   * @param kept whether slices of this time are not forgotten yet
   */
  void correct(ProgressKey key, Progress each, Watermark mark, LongPredicate kept) {
    List<Standing.Change> changes =
        new Corrections(key, each, outages.get(key.service()), history, slices, kept, outcomes)
            .publish(
                mark.closedThrough(),
                verdict -> {
                  metrics.add(Figure.CORRECTIONS, 1);
                  to.accept(verdict.objective() + "/" + verdict.service(), verdict);
                });
    changes.forEach(this::tell);
    each.settled();
    progress.touch(key);
    // Nobody is paged for the past: what it says of now is all that counts.
    long now = each.head();
    Judgement figures = each.judge(now, mark.newest());
    burns.take(each, now, verdict(key, each, now, figures, Verdict.State.OPEN), mark.newest());
  }

  private Verdict verdict(
      ProgressKey key, Progress each, long number, Judgement figures, Verdict.State state) {
    long revision = state == Verdict.State.OPEN ? FinalVerdict.NONE : FinalVerdict.FIRST;
    return Verdicts.of(
        each, outages.get(key.service()), key.service(), number, figures, state, revision);
  }

  private void publish(
      ProgressKey key, Progress each, long number, Judgement figures, Verdict.State state) {
    Verdict verdict = verdict(key, each, number, figures, state);
    metrics.add(Figure.VERDICTS, 1);
    to.accept(verdict.objective() + "/" + verdict.service(), verdict);
    stand(each, number, figures, verdict);
  }

  /** Violations and alerts follow from verdicts. */
  private void stand(Progress each, long number, Judgement figures, Verdict verdict) {
    Watermark mark = watermarks.get(new Feed(verdict.service(), each.objective().input()));
    long at =
        verdict.state() == Verdict.State.OPEN && mark != null ? mark.newest() : verdict.periodEnd();
    Objective inForce = each.objective().inForce(number);
    Standing.Change change = each.standing().judged(inForce, number, verdict, figures, at);
    if (change != null) {
      tell(Settlement.stored(each, history, change));
    }
    if (verdict.state() == Verdict.State.FINAL) {
      ProgressKey key = new ProgressKey(verdict.service(), verdict.objective());
      Evidence evidence = Evidence.of(inForce, verdict, figures);
      Settlement.settled(key, each, history, number, evidence).forEach(this::tell);
    }
    if (number >= each.standing().judged()) {
      burns.take(each, number, verdict, Math.min(at, verdict.periodEnd()));
    }
  }

  /** Publishes what became of a violation, and its alert. */
  void tell(Standing.Change change) {
    to.accept(change.violation().objective(), change.violation());
    if (change.alert() != null) {
      to.accept(change.alert().fingerprint(), change.alert());
    }
  }
}
