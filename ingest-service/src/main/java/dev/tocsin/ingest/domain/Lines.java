package dev.tocsin.ingest.domain;

/** A cursor over the lines of NDJSON that are not blank. */
final class Lines {
  private final byte[] bytes;
  private final int length;
  private int next;
  private int from;
  private int to;
  private int number;
  private int position = -1;

  Lines(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
    this.next = afterByteOrderMark(bytes, length);
  }

  /**
   * Whether it can only be NDJSON: it starts with an object, and somewhere one line ends with a
   * brace and the next one starts with a brace. No JSON document has that, because strings hold no
   * line breaks and siblings are separated by a comma.
   */
  static boolean looksLikeLines(byte[] bytes, int length) {
    int first = afterByteOrderMark(bytes, length);
    while (first < length && blank(bytes[first])) {
      first++;
    }
    if (first < length && bytes[first] == '[') {
      return false;
    }
    boolean closed = false;
    boolean broken = false;
    for (int i = first; i < length; i++) {
      byte each = bytes[i];
      if (each == '{' && closed && broken) {
        return true;
      } else if (each == '\n') {
        broken = true;
      } else if (!blank(each)) {
        closed = each == '}';
        broken = false;
      }
    }
    return false;
  }

  /** Moves to the next line that is not blank; false when there is none. */
  boolean next() {
    while (next < length) {
      from = next;
      to = from;
      while (to < length && bytes[to] != '\n') {
        to++;
      }
      next = to + 1;
      number++;
      while (to > from && blank(bytes[to - 1])) {
        to--;
      }
      while (from < to && blank(bytes[from])) {
        from++;
      }
      if (from < to) {
        position++;
        return true;
      }
    }
    return false;
  }

  /** Where the line begins, blanks left out, inclusive. */
  int from() {
    return from;
  }

  /** Where it ends, exclusive. */
  int to() {
    return to;
  }

  /** The line's number among all lines, from 1. */
  int number() {
    return number;
  }

  /** The line's index among those that are not blank, from 0; −1 before the first. */
  int position() {
    return position;
  }

  private static int afterByteOrderMark(byte[] bytes, int length) {
    boolean marked =
        length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  private static boolean blank(byte each) {
    return each == ' ' || each == '\t' || each == '\r' || each == '\n';
  }
}
