package dev.tocsin.sla.domain;

import dev.tocsin.events.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Where one objective stands for one service: its newest measurement slices with running totals,
 * which of them are final, and its violation.
 *
 * <p>A measurement slice becomes final once, in order. While a whole period has no data, nothing
 * becomes final until data comes again: a gap of a year costs one period's verdicts.
 */
public final class Progress {
  private static final long NONE = Long.MAX_VALUE;
  private static final int MOST_SPARE = 60;

  private final Standing standing;
  private Fingerprint fingerprint;
  private String service;
  private long restoredHead = NONE;
  private Objective objective;
  private Ring ring;
  private Spending spending;
  private long first = NONE;
  private long nextFinal = NONE;
  private Reopened reopened = new Reopened();

  /** Nothing counted yet. */
  public Progress(Objective objective, String service, long latenessMs) {
    this(Fingerprint.of(objective, service), new Standing());
    attach(objective, service, latenessMs, Map.of());
  }

  private Progress(Fingerprint fingerprint, Standing standing) {
    this.fingerprint = fingerprint;
    this.standing = standing;
  }

  /**
   * As it was stored, without its objective and slices: {@link #attach} them before anything else.
   *
   * @param times the first slice, the next final one, and from and to which slice late events, and
   *     then windows, changed what was final
   */
  public static Progress restored(
      Fingerprint fingerprint, Standing standing, long head, long[] times) {
    Progress progress = new Progress(fingerprint, standing);
    progress.restoredHead = head;
    progress.first = times[0];
    progress.nextFinal = times[1];
    progress.reopened = Reopened.restored(times[2], times[3], times[4], times[5]);
    return progress;
  }

  /**
   * An empty copy that reaches farther back: for judging again periods that are no longer kept.
   *
   * @param periods how many periods, one slice apart, it has to keep at once
   */
  public Progress widened(int periods) {
    Progress copy = new Progress(fingerprint, new Standing());
    copy.objective = objective;
    copy.service = service;
    copy.ring = new Ring(objective, service, periods + (int) objective.lookBack());
    copy.first = first;
    return copy;
  }

  /**
   * Takes over what the same objective had come to under another definition or other windows: its
   * violation, and what was still to become final or to be corrected.
   */
  public void succeed(Progress predecessor) {
    boolean sameSlices =
        predecessor.attached()
            ? predecessor.objective.measurementMs() == objective.measurementMs()
            : predecessor.fingerprint.definition() == fingerprint.definition();
    standing.inherit(predecessor.standing, sameSlices);
    if (!sameSlices) {
      return;
    }
    if (predecessor.nextFinal != NONE) {
      nextFinal = Math.max(first, Math.min(nextFinal, predecessor.nextFinal));
    }
    reopened = predecessor.reopened;
  }

  /**
   * What is left out has changed in a range of time: what was final there is to be judged again.
   *
   * @param oldest the oldest minute that is stored: nothing before it can be judged again
   */
  public void changed(long from, long to, long oldest) {
    long last = Math.min(objective.slotOf(to - 1), head());
    long begin = objective.slotOf(Math.max(from, oldest));
    if (begin <= last) {
      reopened.changed(begin, last);
    }
  }

  /** Goes on with the same definition and the same windows, as far as they concern what was. */
  public void follow(Objective same) {
    objective = same;
    fingerprint = Fingerprint.of(same, service);
    ring.follow(same);
  }

  /** Gives it the objective that it counts for, and the slices that were stored. */
  public void attach(Objective definition, String of, long latenessMs, Map<Long, Slot> slots) {
    objective = definition;
    service = of;
    long open = (latenessMs + SliceKey.MINUTE_MS) / definition.measurementMs() + 3;
    int spare = (int) open + Math.min(MOST_SPARE, definition.mostSlots());
    spare += (int) definition.lookBack();
    ring = new Ring(definition, service, spare);
    if (restoredHead != NONE) {
      ring.advance(restoredHead);
    }
    slots.forEach(
        (number, slot) -> {
          if (ring.reaches(number)) {
            ring.put(number, slot);
          }
        });
    ring.settle();
  }

  public boolean attached() {
    return ring != null;
  }

  /** Of the definition and the windows that it counted for. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  public Objective objective() {
    return objective;
  }

  public Standing standing() {
    return standing;
  }

  /**
   * Counts what was newly counted in one minute.
   *
   * @param closedThrough every slice that ends here or earlier is final
   * @return whether anything but the figures of slices is another now
   */
  public boolean count(long minute, Tally tally, long closedThrough) {
    long number = objective.slotOf(minute);
    long firstOpen = objective.slotOf(closedThrough);
    boolean moved = ring.empty() || number > ring.head() || number < first;
    if (ring.reaches(number)) {
      ring.count(minute, tally);
    }
    first = Math.min(first, number);
    if (number >= firstOpen) {
      moved |= number < nextFinal;
      nextFinal = Math.min(nextFinal, number);
      return moved;
    }
    reopened.late(number, ring.vouchedThrough(number));
    if (number >= objective.earliestFirst(firstOpen)) {
      nextFinal = Math.min(nextFinal, firstOpen);
    }
    return true;
  }

  /** Whether at least one whole slice without data lies between the newest one and this minute. */
  public boolean leavesGap(long minute) {
    return ring.empty() || objective.slotOf(minute) > ring.head() + 1;
  }

  /** Counts a stored minute while progress is rebuilt: it makes nothing late. */
  public void recount(long minute, Tally tally) {
    long number = objective.slotOf(minute);
    if (ring.reaches(number)) {
      ring.count(minute, tally);
    }
    first = Math.min(first, number);
  }

  /**
   * All that is stored was recounted.
   *
   * @param oldest the oldest minute that is stored: there was data before what was recounted
   * @return whether there was any data at all
   */
  public boolean recounted(long oldest, long closedThrough) {
    if (first == NONE) {
      return false;
    }
    first = Math.min(first, objective.slotOf(oldest));
    nextFinal = Math.max(first, objective.slotOf(closedThrough));
    return true;
  }

  /** The oldest slice that is kept when {@code number} is the newest. */
  public long oldestKept(long number) {
    return number - ring.capacity() + 1;
  }

  /** A slice that is kept, or null when it has no data. */
  public Slot slot(long number) {
    return ring.at(number);
  }

  /** The next slice to become final, if it is due; {@link #finished} it then. */
  public boolean due(long closedThrough) {
    return nextFinal != NONE && nextFinal < objective.slotOf(closedThrough);
  }

  /** The number of the next slice to become final. */
  public long nextFinal() {
    return nextFinal;
  }

  /**
   * The slice is final: goes on to the next one, or where its period had no data, to the next data.
   */
  public void finished(long number) {
    Objective version = objective.inForce(number);
    boolean over = version.spec().calendar() == null || number == version.lastWith(number);
    boolean silent = over && ring.totals().of(version, 0, number).slices() == 0;
    nextFinal = silent ? nextWithData(number) : number + 1;
  }

  private long nextWithData(long number) {
    for (long next = Math.max(number + 1, oldestKept(ring.head())); next <= ring.head(); next++) {
      if (ring.at(next) != null) {
        return next;
      }
    }
    return NONE;
  }

  /** The newest slice, if it has data and is not final yet; otherwise null. */
  public Long openSlice() {
    return !ring.empty() && nextFinal != NONE && ring.head() >= nextFinal ? ring.head() : null;
  }

  /** The figures of the period whose last slice is {@code number}. */
  public Judgement judge(long number, long watermark) {
    if (ring.empty() || number > ring.head()) {
      ring.advance(number);
    }
    boolean open = watermark < objective.startOf(number + 1);
    return Judgement.of(objective.inForce(number), ring, number, first, open);
  }

  /** How fast the budget is spent at slice {@code number}, for each burn alert. */
  public List<BurnPace> paces(long number, long watermark) {
    boolean open = watermark < objective.startOf(number + 1);
    Objective version = objective.inForce(number);
    List<BurnPace> paces = new ArrayList<>(version.burnRules().size());
    for (BurnRule each : version.burnRules()) {
      paces.add(BurnPace.of(version, each, ring, number, first, open));
    }
    return paces;
  }

  /**
   * When the budget will be spent, by these figures of slice {@code number}; null when unknown.
   *
   * @param exact whether it has to be exactly by these figures
   */
  Verdict.Exhaustion exhaustion(long number, Judgement figures, boolean exact) {
    Objective version = objective.inForce(number);
    if (!Spending.applies(version)) {
      return null;
    }
    if (spending == null || !spending.isOf(version)) {
      spending = new Spending(version);
    }
    long settled = Math.min(number, nextFinal - 1);
    return spending.project(ring, number, first, settled, figures, exact);
  }

  /** Whether every slice of the period that ends with {@code number} is still kept. */
  public boolean keeps(long number) {
    return ring.reaches(objective.earliestFirst(number) - objective.lookBack());
  }

  /** Which inputs the period that ends with {@code number} counted. */
  public List<Verdict.Provenance> provenance(long number) {
    Offsets all = ring.offsets(objective.inForce(number).periodFirst(number), number);
    List<Verdict.Provenance> provenance = new ArrayList<>();
    all.forEach(
        (partition, from, to) ->
            provenance.add(new Verdict.Provenance(objective.input().topic(), partition, from, to)));
    return provenance;
  }

  /** Whether what was final has to be judged again. */
  public boolean corrected() {
    return reopened.any();
  }

  /** The first slice whose figures are not those that were final. */
  public long correctedFrom() {
    return reopened.from();
  }

  /** The last of them. */
  public long correctedTo() {
    return reopened.to();
  }

  /**
   * The last slice whose period's final verdict has to be judged again, or is now the first one of
   * a silence.
   */
  public long lastCorrected(long closedThrough) {
    long lastFinal = (nextFinal == NONE ? objective.slotOf(closedThrough) : nextFinal) - 1;
    return Math.min(objective.latestWith(reopened.to()) + 1, lastFinal);
  }

  /** Whether late events are in the period that ends with {@code number}: it may be a new one. */
  public boolean late(long number) {
    return reopened.lateIn(objective.inForce(number).periodFirst(number), number);
  }

  /** Whether it is left out now what slices counted that are still open. */
  public boolean reopened() {
    return nextFinal != NONE && reopened.changedSince(nextFinal);
  }

  /** From and to which slice late events, and then windows, changed what was final. */
  public long[] corrections() {
    return reopened.bounds();
  }

  /** The corrections are published. */
  public void settled() {
    if (spending != null) {
      spending.changed(correctedFrom());
    }
    reopened = new Reopened();
  }

  /** The first slice that ever had data. */
  public long first() {
    return first;
  }

  /** The newest slice's number, or {@code Long.MAX_VALUE} when there is none. */
  public long head() {
    if (ring == null) {
      return restoredHead;
    }
    return ring.empty() ? NONE : ring.head();
  }

  /** Visits the slices with data, oldest first. */
  public void forEach(ObjLongConsumer<Slot> visitor) {
    ring.forEach(visitor);
  }
}
