package dev.tocsin.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings for the names that come again and again: services, operations, regions. The same bytes
 * get the same string as long as no other names take its places, so that it is made, and its hash
 * computed, once.
 *
 * <p>The bytes of names that are not longer than {@value #SHORT} stand in the table itself, two
 * words each: with thousands of services each thing more to look at is far from the processor.
 */
final class Names {
  /** A power of two. Names of more series than this are made anew more often. */
  static final int PLACES = 1 << 15;

  private static final int SHORT = 16;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** No byte of a name has this bit. */
  private static final long LONGER = 1L << 63;

  private final long[] words = new long[2 * PLACES];
  private final String[] names = new String[PLACES];

  /** The bytes of longer names. */
  private final byte[][] bytes = new byte[PLACES][];

  /** The place of the name of these printable ASCII bytes; it keeps it until another needs it. */
  int placeOf(JsonBytes from, int start, int end) {
    int length = end - start;
    long low = from.word(start) & JsonBytes.mask(length);
    long high = from.word(start + 8) & JsonBytes.mask(length - 8);
    long hash = (low * MIX ^ low >>> 32 ^ high) * MIX;
    if (length > SHORT) {
      hash = from.hash(start, end);
      low = hash | LONGER;
      high = length;
    }
    int place = (int) ((hash ^ hash >>> 29) * MIX >>> 32) & PLACES - 1;
    if (is(place, low, high, from, start, end)) {
      return place;
    }
    // A name has two places, so that two that meet in one need not drive each other out.
    int other = place ^ 1;
    if (is(other, low, high, from, start, end)) {
      return other;
    }
    words[2 * other] = words[2 * place];
    words[2 * other + 1] = words[2 * place + 1];
    names[other] = names[place];
    bytes[other] = bytes[place];
    words[2 * place] = low;
    words[2 * place + 1] = high;
    names[place] = new String(from.bytes(), start, length, StandardCharsets.ISO_8859_1);
    bytes[place] = length > SHORT ? Arrays.copyOfRange(from.bytes(), start, end) : null;
    return place;
  }

  /** The name that has this place. */
  String at(int place) {
    return names[place];
  }

  private boolean is(int place, long low, long high, JsonBytes from, int start, int end) {
    if (words[2 * place] != low || words[2 * place + 1] != high) {
      return false;
    }
    byte[] known = low < 0 ? bytes[place] : null;
    return known == null || Arrays.equals(known, 0, known.length, from.bytes(), start, end);
  }
}
