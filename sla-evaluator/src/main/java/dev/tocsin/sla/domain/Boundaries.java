package dev.tocsin.sla.domain;

import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Makes violations agree with the verdicts of some slices: a violation begins with the first slice
 * that is violated and ends with the first one after it that is met; too little data neither begins
 * nor ends one. Open verdicts begin and end violations ahead of final ones, and late events change
 * final ones; so boundaries move, two violations are joined, one is parted, begun or withdrawn. How
 * often anybody looked, in which order events came, and whether it was live or a replay, leaves no
 * trace in what is left.
 *
 * <p>{@link #take} the slices in order, from the first whose verdict is new until it returns false;
 * those without a verdict may be left out. Then ask what {@link #moved}.
 */
public final class Boundaries {
  private final List<Violation> known;
  private final List<Violation> live;
  private final Objective objective;
  private final long from;
  private final long to;
  private final LongFunction<Evidence> evidence;
  private final List<Span> spans = new ArrayList<>();
  private Span going;
  private long last;
  private boolean agreed;

  /**
   * @param known all violations of the objective and service, oldest first
   * @param from the first slice whose verdict is new
   * @param to the last one; what was known of slices behind it is right unless it hangs on these
   * @param evidence the verdict of a slice, asked for where it begins, worsens or ends a violation;
   *     null when it cannot be judged any more
   */
  public Boundaries(
      List<Violation> known,
      Objective objective,
      long from,
      long to,
      LongFunction<Evidence> evidence) {
    this.known = known;
    this.live = known.stream().filter(each -> !each.withdrawn()).toList();
    this.objective = objective;
    this.from = from;
    this.to = to;
    this.evidence = evidence;
    this.last = from - 1;
    long start = objective.startOf(from);
    for (Violation each : live) {
      if (each.began() < start && (each.ended() == null || each.ended() >= start)) {
        going = new Span(each.began());
      }
    }
  }

  /**
   * Takes the next slice.
   *
   * @return whether to go on: false when all that follows is as it was known
   */
  public boolean take(long number, Verdict.Status status) {
    last = number;
    long start = objective.startOf(number);
    if (status == Verdict.Status.VIOLATED) {
      if (going == null) {
        going = new Span(start);
        going.worsen(evidence.apply(number));
      } else if (number <= to) {
        going.worsen(evidence.apply(number));
      }
    } else if (status == Verdict.Status.MET && going != null) {
      going.end(start, number <= to ? evidence.apply(number) : null);
      spans.add(going);
      going = null;
    }
    if (number <= to || status != Verdict.Status.VIOLATED && status != Verdict.Status.MET) {
      return true;
    }
    Violation covering = covering(start);
    agreed = (going != null) == (covering != null);
    return !agreed;
  }

  /**
   * What becomes of the violations: those that change, in the order to tell of them.
   *
   * @param all whether there are no slices behind those that were taken; otherwise what was known
   *     of them stays
   */
  public List<Moved> moved(boolean all) {
    long stop = agreed ? objective.startOf(last) : objective.startOf(last + 1);
    boolean beyond = agreed || !all;
    if (beyond) {
      Violation covering = covering(stop);
      if (going != null) {
        going.end(covering == null ? (Long) stop : covering.ended(), null);
      } else if (covering != null && covering.began() < stop) {
        going = new Span(stop);
        going.end(covering.ended(), null);
      }
    }
    if (going != null) {
      spans.add(going);
      going = null;
    }
    return matched(beyond ? stop : Long.MAX_VALUE);
  }

  private List<Moved> matched(long stop) {
    long start = objective.startOf(from);
    boolean reached = spans.stream().anyMatch(each -> each.ended == null || each.ended > stop);
    List<Violation> left = new ArrayList<>();
    for (Violation each : live) {
      boolean behind = each.began() > stop || each.began() == stop && !reached;
      if (!behind && (each.ended() == null || each.ended() >= start)) {
        left.add(each);
      }
    }
    List<Violation> concerned = List.copyOf(left);
    List<Moved> moved = new ArrayList<>();
    Map<String, Violation> all = new HashMap<>();
    known.forEach(each -> all.put(each.id(), each));
    for (Span span : spans) {
      List<Violation> same = concerned.stream().filter(span::meets).toList();
      Harm worst = span.harm;
      for (Violation each : same) {
        worst = Harm.worse(worst, Harm.of(each.severity()));
      }
      Violation was = same.stream().filter(left::contains).findFirst().orElse(null);
      if (was != null) {
        left.remove(was);
        Violation is = Violations.settled(objective, was, span, worst);
        if (is != null) {
          moved.add(new Moved(was, is));
        }
      } else if (!same.isEmpty() || span.begun != null) {
        Violation whole = same.isEmpty() ? null : same.get(same.size() - 1);
        Moved begun = identified(all.values(), Violations.begun(objective, span, worst, whole));
        all.put(begun.is().id(), begun.is());
        moved.add(begun);
      }
    }
    for (Violation each : left) {
      long at = Math.max(each.began(), Math.min(stop, objective.startOf(last + 1)));
      moved.add(0, new Moved(each, Violations.withdrawn(each, at, each.verdict())));
    }
    return moved;
  }

  /**
   * Gives one that begins its identity: that of its beginning, which follows from nothing else.
   * Where that is another's already, a withdrawn one comes back under its next revision; beside one
   * that has moved since it gets the next identity.
   *
   * @param known all violations of the objective and service
   */
  public static Moved identified(Collection<Violation> known, Violation begun) {
    Map<String, Violation> byId = new HashMap<>();
    known.forEach(each -> byId.put(each.id(), each));
    Violation is = begun;
    for (int again = 1; byId.containsKey(is.id()); again++) {
      Violation was = byId.get(is.id());
      if (was.withdrawn()) {
        return new Moved(was, Violations.under(begun, was.id(), was.revision() + 1));
      }
      is = Violations.under(is, Identity.of(is.objective(), is.service(), is.began(), again), 1);
    }
    return new Moved(null, is);
  }

  private Violation covering(long time) {
    for (Violation each : live) {
      if (each.began() <= time && (each.ended() == null || each.ended() > time)) {
        return each;
      }
    }
    return null;
  }

  /** From when to when something is violated by the verdicts. */
  static final class Span {
    final long began;
    Long ended;
    Harm harm;

    /** The verdict that it begins with, where that is new; and the one that ends it. */
    Evidence begun;

    Verdict endedBy;

    private Span(long began) {
      this.began = began;
    }

    private void worsen(Evidence each) {
      if (each == null) {
        return;
      }
      if (begun == null || each.harm().compareTo(begun.harm()) > 0) {
        begun = each;
      }
      harm = Harm.worse(harm, each.harm());
    }

    private void end(Long end, Evidence by) {
      ended = end;
      endedBy = by == null ? null : by.verdict();
    }

    private boolean meets(Violation each) {
      return (ended == null || each.began() < ended)
          && (each.ended() == null || each.ended() > began);
    }
  }

  /**
   * What a slice's verdict is.
   *
   * @param harm how bad it is, null unless it is violated
   */
  public record Evidence(Verdict verdict, Harm harm) {
    /** Of a verdict and what it was made of. */
    public static Evidence of(Objective objective, Verdict verdict, Judgement figures) {
      boolean violated = verdict.status() == Verdict.Status.VIOLATED;
      return new Evidence(verdict, violated ? Harm.of(objective, figures) : null);
    }
  }

  /**
   * A violation that changed.
   *
   * @param was null for a new one
   * @param is as it is now
   */
  public record Moved(Violation was, Violation is) {}
}
