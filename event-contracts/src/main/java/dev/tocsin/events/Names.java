package dev.tocsin.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings for the names that come again and again: services, operations, regions. The same bytes
 * get the same string as long as no other name takes its place, so that it is made, and its hash
 * computed, once.
 */
final class Names {
  /** A power of two. Names of more series than this are made anew more often. */
  private static final int PLACES = 1 << 14;

  private final byte[][] bytes = new byte[PLACES][];
  private final String[] names = new String[PLACES];

  /**
   * The string of these ASCII bytes.
   *
   * @param hash a function of nothing but these bytes
   */
  String of(byte[] source, int from, int to, long hash) {
    int place = (int) (hash >>> 32) & PLACES - 1;
    byte[] known = bytes[place];
    if (known == null || !Arrays.equals(known, 0, known.length, source, from, to)) {
      bytes[place] = Arrays.copyOfRange(source, from, to);
      names[place] = new String(source, from, to - from, StandardCharsets.ISO_8859_1);
    }
    return names[place];
  }
}
