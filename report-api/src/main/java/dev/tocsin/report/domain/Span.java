package dev.tocsin.report.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A part of a range that is read at one resolution.
 *
 * @param resolution where it is read
 * @param from its start, epoch milliseconds, inclusive
 * @param to its end, exclusive
 */
public record Span(Resolution resolution, long from, long to) {

  /**
   * The range in as few rows as possible: whole days where they fit, whole hours around them,
   * minutes at the ends.
   *
   * @param coarsest nothing coarser is used
   */
  public static List<Span> cover(long from, long to, Resolution coarsest) {
    List<Span> spans = new ArrayList<>();
    cover(from, to, coarsest.ordinal(), spans);
    return spans;
  }

  private static void cover(long from, long to, int level, List<Span> spans) {
    if (from >= to) {
      return;
    }
    Resolution resolution = Resolution.values()[level];
    if (level == 0) {
      spans.add(new Span(resolution, from, to));
      return;
    }
    long first = resolution.startAtOrAfter(from);
    long last = resolution.start(to);
    if (first >= last) {
      cover(from, to, level - 1, spans);
      return;
    }
    cover(from, first, level - 1, spans);
    spans.add(new Span(resolution, first, last));
    cover(last, to, level - 1, spans);
  }

  /** The starts of its rows. */
  public LongStream starts() {
    return LongStream.iterate(from, start -> start < to, start -> start + resolution.length());
  }

  /** The same with neighbours of one resolution made one. */
  public static List<Span> joined(List<Span> spans) {
    List<Span> joined = new ArrayList<>();
    for (Span span : spans) {
      Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && last.resolution() == span.resolution() && last.to() == span.from()) {
        joined.set(joined.size() - 1, new Span(span.resolution(), last.from(), span.to()));
      } else {
        joined.add(span);
      }
    }
    return joined;
  }
}
