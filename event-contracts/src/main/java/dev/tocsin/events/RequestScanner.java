package dev.tocsin.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Reads request events of the usual shape, eight bytes at a time: single requests whose strings are
 * printable ASCII without escapes, whose time is epoch milliseconds and whose latency has at most
 * 15 digits and no exponent. Of anything else (other fields, aggregates, null, what would be
 * refused, what is not JSON) it says that it is not for it: the parser decides about that. So
 * nothing is ever accepted, refused or read here in another way than there.
 */
final class RequestScanner {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** Powers of ten that a double holds exactly, as far as they are needed. */
  private static final double[] TENS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private static final int MOST_DIGITS = 15;
  private static final int MOST_STATUS_DIGITS = 6;
  private static final int NOT_MINE = -1;

  private static final long TIMESTAM = word("timestam");
  private static final long SERVICE = word("service");
  private static final long OPERATIO = word("operatio");
  private static final long INSTANCE = word("instance");
  private static final long REGION = word("region");
  private static final long DEVICE_T = word("deviceTy");
  private static final long LABELS = word("labels");
  private static final long LATENCY_M = word("latencyM");
  private static final long SUCCESS = word("success");
  private static final long STATUS_C = word("statusCo");
  private static final long ID = word("id");
  private static final long TRUE = word("true");
  private static final long FALS = word("fals");

  private final Names names = new Names();
  private byte[] bytes;
  private int end;
  private long hash;
  private long whole;
  private double decimal;

  /**
   * Reads all events in a part of {@code input}, or none of them in a way that counts.
   *
   * @param from where it begins
   * @param to where it ends, exclusive
   * @param latestAllowed the latest event time that is not refused, epoch milliseconds
   * @param views gives the view for the next event
   * @return whether all were of the usual shape; if not, what the views say is void
   */
  boolean scan(byte[] input, int from, int to, long latestAllowed, Supplier<RequestView> views) {
    bytes = input;
    end = to;
    int at = space(from);
    if (at < end && bytes[at] == '[') {
      int events = 0;
      do {
        at = event(space(at + 1), latestAllowed, views.get());
        if (at == NOT_MINE || ++events > EventReader.MAX_EVENTS) {
          return false;
        }
        at = space(at);
      } while (at < end && bytes[at] == ',');
      return at < end && bytes[at] == ']' && space(at + 1) == end;
    }
    at = event(at, latestAllowed, views.get());
    return at != NOT_MINE && space(at) == end;
  }

  /** Reads the event that begins at {@code at}; says where it ends. */
  private int event(int at, long latestAllowed, RequestView view) {
    view.begin(bytes, at);
    int next = at;
    if (next >= end || bytes[next] != '{') {
      return NOT_MINE;
    }
    do {
      next = space(next + 1);
      int from = next + 1;
      int to = string(next);
      next = to == NOT_MINE ? NOT_MINE : colon(to + 1);
      if (next == NOT_MINE) {
        return NOT_MINE;
      }
      next = field(from, to - from, next, view);
      if (next == NOT_MINE) {
        return NOT_MINE;
      }
      next = space(next);
    } while (next < end && bytes[next] == ',');
    boolean complete =
        view.timestamp >= 0
            && view.timestamp <= latestAllowed
            && view.service != null
            && view.errors >= 0
            && view.latencySumMs >= 0;
    if (!complete || next >= end || bytes[next] != '}') {
      return NOT_MINE;
    }
    view.end(next + 1);
    return next + 1;
  }

  /** Reads the value at {@code at} of the field whose name begins at {@code name}. */
  private int field(int name, int length, int at, RequestView view) {
    long head = word(name) & -1L >>> Math.max(0, 8 - length) * 8;
    switch (length) {
      case 2:
        return head == ID ? text(at, view, Text.ID) : NOT_MINE;
      case 6:
        if (head == REGION) {
          return text(at, view, Text.REGION);
        }
        return head == LABELS ? labels(at) : NOT_MINE;
      case 7:
        if (head == SERVICE) {
          return text(at, view, Text.SERVICE);
        }
        return head == SUCCESS ? success(at, view) : NOT_MINE;
      case 8:
        return head == INSTANCE ? skip(at) : NOT_MINE;
      case 9:
        return nine(name, head, at, view);
      case 10:
        if (head == DEVICE_T && bytes[name + 8] == 'p' && bytes[name + 9] == 'e') {
          return text(at, view, Text.DEVICE_TYPE);
        }
        return head == STATUS_C && bytes[name + 8] == 'd' && bytes[name + 9] == 'e'
            ? digits(at, MOST_STATUS_DIGITS)
            : NOT_MINE;
      default:
        return NOT_MINE;
    }
  }

  private int nine(int name, long head, int at, RequestView view) {
    int next = NOT_MINE;
    if (head == TIMESTAM && bytes[name + 8] == 'p') {
      next = digits(at, MOST_DIGITS);
      view.timestamp = whole <= EventFields.MAX_TIME ? whole : -1;
    } else if (head == OPERATIO && bytes[name + 8] == 'n') {
      next = text(at, view, Text.OPERATION);
    } else if (head == LATENCY_M && bytes[name + 8] == 's') {
      next = decimal(at);
      view.latencySumMs = decimal;
    }
    return next;
  }

  private int text(int at, RequestView view, Text which) {
    int to = name(at);
    if (to == NOT_MINE) {
      return NOT_MINE;
    }
    if (which == Text.ID) {
      view.id = new String(bytes, at + 1, to - at - 1, StandardCharsets.ISO_8859_1);
      return to + 1;
    }
    String value = names.of(bytes, at + 1, to, hash);
    switch (which) {
      case SERVICE -> view.service = value;
      case OPERATION -> view.operation = value;
      case REGION -> view.region = value;
      default -> view.deviceType = value;
    }
    return to + 1;
  }

  /** A string that could be a name, which nobody counts by. */
  private int skip(int at) {
    int to = name(at);
    return to == NOT_MINE ? NOT_MINE : to + 1;
  }

  private int labels(int at) {
    if (at >= end || bytes[at] != '{') {
      return NOT_MINE;
    }
    int next = space(at + 1);
    if (next < end && bytes[next] == '}') {
      return next + 1;
    }
    int entries = 0;
    while (++entries <= EventFields.MAX_ENTRIES) {
      int to = name(next);
      next = to == NOT_MINE ? NOT_MINE : colon(to + 1);
      next = next == NOT_MINE ? NOT_MINE : skip(next);
      if (next == NOT_MINE) {
        return NOT_MINE;
      }
      next = space(next);
      if (next >= end || bytes[next] != ',') {
        return next < end && bytes[next] == '}' ? next + 1 : NOT_MINE;
      }
      next = space(next + 1);
    }
    return NOT_MINE;
  }

  private int success(int at, RequestView view) {
    long head = word(at) & 0xFFFFFFFFL;
    if (head == TRUE) {
      view.errors = 0;
      return at + 4;
    }
    if (head == FALS && at + 4 < end && bytes[at + 4] == 'e') {
      view.errors = 1;
      return at + 5;
    }
    return NOT_MINE;
  }

  /** A whole number without sign, of at most so many digits. */
  private int digits(int at, int most) {
    int next = at;
    long value = 0;
    while (next < end && next - at <= most && bytes[next] >= '0' && bytes[next] <= '9') {
      value = 10 * value + bytes[next++] - '0';
    }
    whole = value;
    boolean number = next > at && next - at <= most && (bytes[at] != '0' || next == at + 1);
    return number ? next : NOT_MINE;
  }

  /**
   * A number without sign and exponent. Its digits and the power of ten are exact doubles, so their
   * quotient is the double that is nearest to the number (Clinger, "How to read floating point
   * numbers accurately", PLDI 1990).
   */
  private int decimal(int at) {
    int point = digits(at, MOST_DIGITS);
    decimal = whole;
    if (point == NOT_MINE || point >= end || bytes[point] != '.') {
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

  /** A string that is a valid name: says where its closing quote is. */
  private int name(int at) {
    int to = string(at);
    return to - at - 1 >= 1 && to - at - 1 <= EventFields.MAX_NAME ? to : NOT_MINE;
  }

  /** A string of printable ASCII without escapes: says where its closing quote is. */
  private int string(int at) {
    if (at >= end || bytes[at] != '"') {
      return NOT_MINE;
    }
    int next = at + 1;
    long mixed = 0;
    while (true) {
      long word = word(next);
      long special = special(word);
      if (special != 0) {
        int length = Long.numberOfTrailingZeros(special) >>> 3;
        long rest = length == 0 ? 0 : word & -1L >>> 64 - 8 * length;
        hash = (mixed ^ rest) * MIX + length;
        hash ^= hash >>> 29;
        hash *= MIX;
        int to = next + length;
        return to < end && bytes[to] == '"' ? to : NOT_MINE;
      }
      mixed = (mixed ^ word) * MIX;
      mixed ^= mixed >>> 32;
      next += 8;
    }
  }

  /** The highest bit of each byte that is no printable ASCII, a quote or a backslash. */
  private static long special(long word) {
    long quote = word ^ ONES * '"';
    long escape = word ^ ONES * '\\';
    long delete = word ^ ONES * 0x7F;
    return (word - ONES * 0x20 | quote - ONES | escape - ONES | delete - ONES | word) & HIGHS;
  }

  private int colon(int at) {
    int next = space(at);
    return next < end && bytes[next] == ':' ? space(next + 1) : NOT_MINE;
  }

  private int space(int at) {
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

  /** The eight bytes at {@code at}; behind the end there are zeros. */
  private long word(int at) {
    if (at + 8 <= end) {
      return (long) WORDS.get(bytes, at);
    }
    long word = 0;
    for (int i = Math.min(end, at + 8) - 1; i >= at; i--) {
      word = word << 8 | bytes[i] & 0xFF;
    }
    return word;
  }

  private static long word(String text) {
    long word = 0;
    for (int i = text.length() - 1; i >= 0; i--) {
      word = word << 8 | text.charAt(i);
    }
    return word;
  }

  private enum Text {
    ID,
    SERVICE,
    OPERATION,
    REGION,
    DEVICE_TYPE
  }
}
