package dev.tocsin.events;

import static dev.tocsin.events.JsonBytes.MOST_DIGITS;
import static dev.tocsin.events.JsonBytes.NOT_MINE;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Reads request events of the usual shape: single requests whose strings are printable ASCII
 * without escapes, whose time is epoch milliseconds and whose latency has at most 15 digits and no
 * exponent. Of anything else (other fields, aggregates, null, what would be refused, what is not
 * JSON) it says that it is not for it: the parser decides about that. So nothing is ever accepted,
 * refused or read here in another way than there.
 */
final class RequestScanner {
  private static final int MOST_STATUS_DIGITS = 6;

  private static final long TRUE = JsonBytes.word("true");
  private static final long FALS = JsonBytes.word("fals");

  private final JsonBytes json = new JsonBytes();
  private final FieldOrder order = new FieldOrder();
  private final Names names = new Names();

  /**
   * Reads all events in {@code input}, or none of them in a way that counts.
   *
   * @param latestAllowed the latest event time that is not refused, epoch milliseconds
   * @param views gives the view for the next event
   * @return whether all were of the usual shape; if not, what the views say is void
   */
  boolean scan(byte[] input, long latestAllowed, Supplier<RequestView> views) {
    json.read(input);
    int at = json.space(0);
    if (json.is(at, '[')) {
      int events = 0;
      do {
        at = event(json.space(at + 1), latestAllowed, views.get());
        if (at == NOT_MINE || ++events > EventReader.MAX_EVENTS) {
          return false;
        }
        at = json.space(at);
      } while (json.is(at, ','));
      return json.is(at, ']') && json.space(at + 1) == json.end();
    }
    at = event(at, latestAllowed, views.get());
    return at != NOT_MINE && json.space(at) == json.end();
  }

  /** Reads the event that begins at {@code at}; says where it ends. */
  private int event(int at, long latestAllowed, RequestView view) {
    view.begin(json.bytes(), at);
    if (!json.is(at, '{')) {
      return NOT_MINE;
    }
    int next = at;
    int place = 0;
    do {
      next = field(place++, json.space(next + 1), view);
      if (next == NOT_MINE) {
        return NOT_MINE;
      }
      next = json.space(next);
    } while (json.is(next, ','));
    boolean complete =
        view.timestamp >= 0
            && view.timestamp <= latestAllowed
            && view.service != null
            && view.errors >= 0
            && view.latencySumMs >= 0;
    if (!complete || !json.is(next, '}')) {
      return NOT_MINE;
    }
    view.end(next + 1);
    return next + 1;
  }

  /** Reads a field, with its name. */
  private int field(int place, int at, RequestView view) {
    RequestField expected = order.at(place, json, at);
    if (expected != null) {
      return value(expected, json.space(at + order.length(place)), view);
    }
    int to = json.string(at);
    int next = to == NOT_MINE ? NOT_MINE : json.colon(to + 1);
    RequestField field = next == NOT_MINE ? null : RequestField.of(json, at + 1, to);
    if (field == null) {
      return NOT_MINE;
    }
    order.put(place, json, at, next, field);
    return value(field, next, view);
  }

  private int value(RequestField field, int at, RequestView view) {
    return switch (field) {
      case TIMESTAMP -> {
        int next = json.digits(at, MOST_DIGITS);
        view.timestamp = json.whole() <= EventFields.MAX_TIME ? json.whole() : -1;
        yield next;
      }
      case LATENCY_MS -> {
        int next = json.decimal(at);
        view.latencySumMs = json.decimal();
        yield next;
      }
      case SUCCESS -> success(at, view);
      case STATUS_CODE -> json.digits(at, MOST_STATUS_DIGITS);
      case INSTANCE -> skip(at);
      case LABELS -> labels(at);
      default -> text(field, at, view);
    };
  }

  private int text(RequestField field, int at, RequestView view) {
    int to = name(at);
    if (to == NOT_MINE) {
      return NOT_MINE;
    }
    if (field == RequestField.ID) {
      view.id = new String(json.bytes(), at + 1, to - at - 1, StandardCharsets.ISO_8859_1);
      return to + 1;
    }
    int place = names.placeOf(json, at + 1, to);
    String value = names.at(place);
    switch (field) {
      case SERVICE -> {
        view.service = value;
        view.serviceNumber = place;
      }
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
    if (!json.is(at, '{')) {
      return NOT_MINE;
    }
    int next = json.space(at + 1);
    if (json.is(next, '}')) {
      return next + 1;
    }
    int entries = 0;
    while (++entries <= EventFields.MAX_ENTRIES) {
      int to = name(next);
      next = to == NOT_MINE ? NOT_MINE : json.colon(to + 1);
      next = next == NOT_MINE ? NOT_MINE : skip(next);
      if (next == NOT_MINE) {
        return NOT_MINE;
      }
      next = json.space(next);
      if (!json.is(next, ',')) {
        return json.is(next, '}') ? next + 1 : NOT_MINE;
      }
      next = json.space(next + 1);
    }
    return NOT_MINE;
  }

  private int success(int at, RequestView view) {
    long head = json.word(at) & JsonBytes.mask(4);
    if (head == TRUE) {
      view.errors = 0;
      return at + 4;
    }
    if (head == FALS && json.is(at + 4, 'e')) {
      view.errors = 1;
      return at + 5;
    }
    return NOT_MINE;
  }

  /** A string that is a valid name: says where its closing quote is. */
  private int name(int at) {
    int to = json.string(at);
    return to - at - 1 >= 1 && to - at - 1 <= EventFields.MAX_NAME ? to : NOT_MINE;
  }
}
