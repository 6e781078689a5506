package dev.tocsin.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings for the names that come again and again: services, operations, regions. The same bytes
 * get the same string as long as no other names take its places, so that it is made, and its hash
 * computed, once.
 */
final class Names {
  /** A power of two. Names of more series than this are made anew more often. */
  private static final int PLACES = 1 << 15;

  private final byte[][] bytes = new byte[PLACES][];
  private final String[] names = new String[PLACES];

  /**
   * The string of these ASCII bytes.
   *
   * @param hash a function of nothing but these bytes
   */
  String of(byte[] source, int from, int to, long hash) {
    int place = (int) (hash >>> 32) & PLACES - 1;
    if (is(place, source, from, to)) {
      return names[place];
    }
    // A name has two places, so that two that meet in one need not drive each other out.
    int other = place ^ 1;
    if (is(other, source, from, to)) {
      return names[other];
    }
    bytes[other] = bytes[place];
    names[other] = names[place];
    bytes[place] = Arrays.copyOfRange(source, from, to);
    names[place] = new String(source, from, to - from, StandardCharsets.ISO_8859_1);
    return names[place];
  }

  private boolean is(int place, byte[] source, int from, int to) {
    byte[] known = bytes[place];
    return known != null && Arrays.equals(known, 0, known.length, source, from, to);
  }
}
