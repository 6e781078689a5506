package dev.tocsin.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The plain parts of a JSON text, eight bytes at a time: strings of printable ASCII without escapes
 * and numbers without sign and exponent. Each method is told where something begins and says where
 * it ends, or {@link #NOT_MINE} of whatever is not plain.
 */
final class JsonBytes {
  static final int NOT_MINE = -1;
  static final int MOST_DIGITS = 15;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long HIGH_HALVES = 0xF0F0F0F0F0F0F0F0L;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** Powers of ten that a double holds exactly, as far as they are needed. */
  private static final double[] TENS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private byte[] bytes;
  private int end;
  private long whole;
  private double decimal;

  void read(byte[] input) {
    bytes = input;
    end = input.length;
  }

  byte[] bytes() {
    return bytes;
  }

  int end() {
    return end;
  }

  /** The number that {@link #digits} read last. */
  long whole() {
    return whole;
  }

  /** The number that {@link #decimal(int)} read last. */
  double decimal() {
    return decimal;
  }

  boolean is(int at, char what) {
    return at < end && bytes[at] == what;
  }

  /** A string of printable ASCII without escapes: says where its closing quote is. */
  int string(int at) {
    if (!is(at, '"')) {
      return NOT_MINE;
    }
    int next = at + 1;
    while (true) {
      long special = special(word(next));
      if (special != 0) {
        int to = next + (Long.numberOfTrailingZeros(special) >>> 3);
        return is(to, '"') ? to : NOT_MINE;
      }
      next += 8;
    }
  }

  /** A function of nothing but these bytes. */
  long hash(int from, int to) {
    long mixed = 0;
    int next = from;
    for (; next + 8 <= to; next += 8) {
      mixed = (mixed ^ word(next)) * MIX;
      mixed ^= mixed >>> 32;
    }
    long hash = (mixed ^ word(next) & mask(to - next)) * MIX + to - from;
    hash ^= hash >>> 29;
    return hash * MIX;
  }

  /** The highest bit of each byte that is no printable ASCII, a quote or a backslash. */
  private static long special(long word) {
    long quote = word ^ ONES * '"';
    long escape = word ^ ONES * '\\';
    long delete = word ^ ONES * 0x7F;
    return (word - ONES * 0x20 | quote - ONES | escape - ONES | delete - ONES | word) & HIGHS;
  }

  /** A whole number without sign, of at most so many digits. */
  int digits(int at, int most) {
    int next = at;
    long value = 0;
    if (at + 8 <= end && areDigits(word(at))) {
      value = eightDigits(word(at));
      next += 8;
    }
    while (next < end && next - at <= most && bytes[next] >= '0' && bytes[next] <= '9') {
      value = 10 * value + bytes[next++] - '0';
    }
    whole = value;
    boolean number = next > at && next - at <= most && (bytes[at] != '0' || next == at + 1);
    return number ? next : NOT_MINE;
  }

  private static boolean areDigits(long word) {
    return (word & HIGH_HALVES) == ONES * '0' && (word + ONES * 6 & HIGH_HALVES) == ONES * '0';
  }

  /**
   * The number of eight digits: pairs, then fours, then all (Lemire, "Number parsing at a gigabyte
   * per second", Software: Practice and Experience 2021).
   */
  private static long eightDigits(long word) {
    long digits = word - ONES * '0';
    long pairs = digits * 10 + (digits >>> 8);
    long low = (pairs & 0x000000FF000000FFL) * 0x000F424000000064L;
    long high = (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L;
    return low + high >>> 32;
  }

  /**
   * A number without sign and exponent. Its digits and the power of ten are exact doubles, so their
   * quotient is the double that is nearest to the number (Clinger, "How to read floating point
   * numbers accurately", PLDI 1990).
   */
  int decimal(int at) {
    int point = digits(at, MOST_DIGITS);
    decimal = whole;
    if (point == NOT_MINE || !is(point, '.')) {
      return point;
    }
    long value = whole;
    int next = point + 1;
    while (next < end && next - at <= MOST_DIGITS + 1 && bytes[next] >= '0' && bytes[next] <= '9') {
      value = 10 * value + bytes[next++] - '0';
    }
    int places = next - point - 1;
    decimal = value / TENS[places];
    return places > 0 && next - at <= MOST_DIGITS + 1 ? next : NOT_MINE;
  }

  /** A colon: says where what follows it begins. */
  int colon(int at) {
    int next = space(at);
    return is(next, ':') ? space(next + 1) : NOT_MINE;
  }

  /** Says where what follows any white space begins. */
  int space(int at) {
    return at < end && bytes[at] <= ' ' ? afterSpace(at) : at;
  }

  // By itself, because there hardly ever is any.
  private int afterSpace(int at) {
    int next = at;
    while (next < end
        && bytes[next] <= ' '
        && (bytes[next] == ' '
            || bytes[next] == '\n'
            || bytes[next] == '\r'
            || bytes[next] == '\t')) {
      next++;
    }
    return next;
  }

  /** The eight bytes at {@code at}, the first one lowest; behind the end there are zeros. */
  long word(int at) {
    if (at + 8 <= end) {
      return (long) WORDS.get(bytes, at);
    }
    long word = 0;
    for (int i = Math.min(end, at + 8) - 1; i >= at; i--) {
      word = word << 8 | bytes[i] & 0xFF;
    }
    return word;
  }

  /** The first eight characters of an ASCII text as {@link #word(int)} has them. */
  static long word(String text) {
    long word = 0;
    for (int i = Math.min(8, text.length()) - 1; i >= 0; i--) {
      word = word << 8 | text.charAt(i);
    }
    return word;
  }

  /** The bits of a word's first bytes: of none to all eight. */
  static long mask(int length) {
    return length <= 0 ? 0 : -1L >>> Math.max(0, 8 - length) * 8;
  }
}
