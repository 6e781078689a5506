package dev.tocsin.ingest.domain;

import java.util.Arrays;
import java.util.List;

/** Where the events of one key lie in the body: eight bytes an event. */
final class Spans {
  private int[] bounds = new int[4];
  private int size;

  void add(int from, int to) {
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * size);
    }
    bounds[size++] = from;
    bounds[size++] = to;
  }

  /** Cuts the events into records of bounded size, in their order. */
  void pack(String key, byte[] source, int mostEvents, List<Pack> packs) {
    int first = 0;
    int bytes = 0;
    for (int i = 0; i < size; i += 2) {
      int length = bounds[i + 1] - bounds[i];
      if (i > first && (i - first == 2 * mostEvents || bytes + length > Pack.MOST_BYTES)) {
        packs.add(new Pack(key, source, Arrays.copyOfRange(bounds, first, i)));
        first = i;
        bytes = 0;
      }
      bytes += length + 1;
    }
    packs.add(new Pack(key, source, Arrays.copyOfRange(bounds, first, size)));
  }
}
