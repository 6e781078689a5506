package dev.tocsin.events;

/**
 * The names of an event's fields in the order in which they came last. Whoever writes events writes
 * them alike, so to compare up to sixteen bytes usually stands for reading a name.
 */
final class FieldOrder {
  private static final int MOST_FIELDS = 16;
  private static final int MOST_BYTES = 16;

  private final RequestField[] fields = new RequestField[MOST_FIELDS];
  private final int[] lengths = new int[MOST_FIELDS];

  /** Of each name, from its quote until its value begins, two words and which of their bits. */
  private final long[] words = new long[4 * MOST_FIELDS];

  /**
   * The field that begins here, if it is the one that came at this place last; else null.
   *
   * @param place how many fields were before it in its event
   */
  RequestField at(int place, JsonBytes json, int at) {
    if (place >= MOST_FIELDS || at + MOST_BYTES > json.end()) {
      return null;
    }
    int i = 4 * place;
    boolean same =
        ((json.word(at) ^ words[i]) & words[i + 1]
                | (json.word(at + 8) ^ words[i + 2]) & words[i + 3])
            == 0;
    return same ? fields[place] : null;
  }

  /** How many bytes there are from the quote of the field at this place until its value begins. */
  int length(int place) {
    return lengths[place];
  }

  /** Remembers a field whose name begins at {@code from} and whose value at {@code to}. */
  void put(int place, JsonBytes json, int from, int to, RequestField field) {
    if (place >= MOST_FIELDS || to - from > MOST_BYTES) {
      return;
    }
    int i = 4 * place;
    fields[place] = field;
    lengths[place] = to - from;
    words[i] = json.word(from);
    words[i + 1] = JsonBytes.mask(to - from);
    words[i + 2] = json.word(from + 8);
    words[i + 3] = JsonBytes.mask(to - from - 8);
  }
}
