package dev.tocsin.sla.domain;

import dev.tocsin.events.IncidentEvent;
import dev.tocsin.sla.domain.WorkingTime.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * How an incident went: what each of its events said of its state, in the order of event time, so
 * that the order of arrival cannot matter. Of more than {@link #MOST} those go first that say what
 * the one before them said, then the oldest.
 *
 * @param moments in ascending order, each time once
 */
public record IncidentCourse(List<Moment> moments) {
  static final int MOST = 200;

  public IncidentCourse {
    moments = List.copyOf(moments);
  }

  /**
   * What one event said.
   *
   * @param at its time, epoch milliseconds
   * @param state as the source writes it
   * @param closedAt since when it was closed, or null while it was open
   */
  public record Moment(long at, String state, Long closedAt) {
    static Moment of(IncidentEvent event) {
      Long closed = event.resolvedAt();
      if (closed == null && event.closed()) {
        closed = event.timestamp();
      }
      return new Moment(event.timestamp(), event.state(), closed);
    }

    private boolean open() {
      return closedAt == null;
    }
  }

  static IncidentCourse first(IncidentEvent event) {
    return new IncidentCourse(List.of(Moment.of(event)));
  }

  /** The same course with another event; of equal times the last that arrived counts. */
  IncidentCourse after(IncidentEvent event) {
    List<Moment> all = new ArrayList<>(moments);
    all.removeIf(each -> each.at() == event.timestamp());
    all.add(Moment.of(event));
    all.sort(Comparator.comparingLong(Moment::at));
    if (all.size() > MOST) {
      all.remove(dispensable(all));
    }
    return new IncidentCourse(all);
  }

  private static int dispensable(List<Moment> all) {
    for (int i = 1; i < all.size() - 1; i++) {
      Moment before = all.get(i - 1);
      Moment each = all.get(i);
      if (each.state().equals(before.state()) && each.open() && before.open()) {
        return i;
      }
    }
    return 0;
  }

  /**
   * Since when it is closed without having been opened again, or null while it is open.
   *
   * @return epoch milliseconds
   */
  Long closedAt() {
    Long since = null;
    for (int i = moments.size() - 1; i >= 0 && !moments.get(i).open(); i--) {
      since = moments.get(i).closedAt();
    }
    return since;
  }

  /**
   * When nobody was expected to work on it: in the states that pause, and between its closing and
   * its being opened again.
   *
   * @return in ascending order, apart from each other; the last has no end while it goes on
   */
  List<Span> pauses(Predicate<String> pausing) {
    List<Span> all = new ArrayList<>();
    boolean reopened = false;
    for (int i = moments.size() - 1; i >= 0; i--) {
      Moment each = moments.get(i);
      long end = i + 1 < moments.size() ? moments.get(i + 1).at() : Long.MAX_VALUE;
      if (pausing.test(each.state())) {
        all.add(new Span(each.at(), end));
      }
      if (each.open()) {
        reopened = true;
      } else if (reopened) {
        // Before the last event that found it open it was not closed, whatever this one says.
        long since = i == 0 ? each.closedAt() : Math.max(each.closedAt(), moments.get(i - 1).at());
        all.add(new Span(since, end));
      }
    }
    return united(all);
  }

  private static List<Span> united(List<Span> spans) {
    List<Span> united = new ArrayList<>();
    spans.sort(Comparator.comparingLong(Span::from));
    for (Span each : spans) {
      Span last = united.isEmpty() ? null : united.get(united.size() - 1);
      if (each.from() >= each.to()) {
        continue;
      }
      if (last != null && each.from() <= last.to()) {
        united.set(united.size() - 1, new Span(last.from(), Math.max(last.to(), each.to())));
      } else {
        united.add(each);
      }
    }
    return united;
  }
}
