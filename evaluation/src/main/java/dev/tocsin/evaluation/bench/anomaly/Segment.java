package dev.tocsin.evaluation.bench.anomaly;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A labelled event: anomalous points without a gap.
 *
 * @param start its first point
 * @param end the point after its last
 */
record Segment(int start, int end) {
  static List<Segment> of(BitSet anomalous) {
    List<Segment> segments = new ArrayList<>();
    for (int i = anomalous.nextSetBit(0); i >= 0; ) {
      int end = anomalous.nextClearBit(i);
      segments.add(new Segment(i, end));
      i = anomalous.nextSetBit(end);
    }
    return segments;
  }
}
