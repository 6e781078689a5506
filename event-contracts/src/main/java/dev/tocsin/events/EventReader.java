package dev.tocsin.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads one JSON event, or an array of them, from UTF-8 bytes. HTTP and Kafka producers are equals:
 * both are read by this class, so both get the same answers.
 *
 * <p>An event with a bad field is refused by itself; a value that is not JSON is unreadable as a
 * whole, so that half an array is never counted. Unknown fields are ignored. Not thread-safe: one
 * reader a thread.
 *
 * @param <T> the kind of event
 */
public final class EventReader<T> {
  /** How far ahead of the wall clock an event may be unless configured otherwise. */
  public static final Duration DEFAULT_MAX_CLOCK_SKEW = Duration.ofMinutes(5);

  /**
   * Most events in one value on a topic. A value of 1 MiB cannot hold as many good ones; without
   * the limit it could hold half a million refused ones.
   */
  public static final int MAX_EVENTS = 20_000;

  private static final String EMPTY = "empty: must be a JSON object or an array of objects";
  private static final String NOT_UTF8 = "must be UTF-8";
  private static final String TOO_DEEP =
      "too deep or too long: at most "
          + Json.MAX_DEPTH
          + " levels, strings of "
          + Json.MAX_STRING
          + " characters, numbers of 64 digits";

  private final Supplier<? extends EventFields<T>> fields;
  private final long maxClockSkewMs;

  private EventReader(Supplier<? extends EventFields<T>> fields, Duration maxClockSkew) {
    this.fields = fields;
    this.maxClockSkewMs = maxClockSkew.toMillis();
  }

  public static EventReader<RequestEvent> requests(Duration maxClockSkew) {
    return new EventReader<>(RequestFields::new, maxClockSkew);
  }

  public static EventReader<MetricsEvent> metrics(Duration maxClockSkew) {
    return new EventReader<>(MetricsFields::new, maxClockSkew);
  }

  public static EventReader<CheckEvent> checks(Duration maxClockSkew) {
    return new EventReader<>(CheckFields::new, maxClockSkew);
  }

  public static EventReader<LogEvent> logs(Duration maxClockSkew) {
    return new EventReader<>(LogFields::new, maxClockSkew);
  }

  public static EventReader<IncidentEvent> incidents(Duration maxClockSkew) {
    return new EventReader<>(IncidentFields::new, maxClockSkew);
  }

  /**
   * Reads everything in {@code bytes}: a value on a topic, of at most {@link #MAX_EVENTS} events.
   *
   * @param bytes the value; null is an empty one
   * @param now the wall clock in epoch milliseconds: an event more than the allowed skew ahead of
   *     it is refused
   */
  public Batch<T> read(byte[] bytes, long now) {
    if (bytes == null) {
      return new Batch<>(List.of(), new Rejected("", EMPTY));
    }
    List<Parsed<T>> events = new ArrayList<>();
    Rejected unreadable = read(bytes, 0, bytes.length, MAX_EVENTS, now, events::add);
    return unreadable == null ? new Batch<>(events, null) : new Batch<>(List.of(), unreadable);
  }

  /**
   * Reads a part of {@code bytes}, one event after the other.
   *
   * @param from where the part begins, inclusive
   * @param to where it ends, exclusive
   * @param most how many events it may hold
   * @param now the wall clock in epoch milliseconds
   * @param each takes the events; what it took is void when the whole turns out to be unreadable
   * @return why the part is unreadable, or null
   */
  public Rejected read(
      byte[] bytes, int from, int to, int most, long now, Consumer<? super Parsed<T>> each) {
    if (foreignEncoding(bytes, from, to)) {
      return new Rejected("", NOT_UTF8);
    }
    try (JsonParser parser = factory(bytes, from, to).createParser(bytes, from, to - from)) {
      return readAll(parser, new Source(bytes, from), most, now, each);
    } catch (StreamConstraintsException e) {
      return new Rejected("", TOO_DEEP);
    } catch (JsonEOFException e) {
      return new Rejected("", "malformed JSON: ends too early");
    } catch (JsonParseException e) {
      return new Rejected("", malformed(e));
    } catch (CharConversionException e) {
      return new Rejected("", NOT_UTF8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** UTF-16 and UTF-32, which the parser would read, but whose raw bytes cannot be packed. */
  private static boolean foreignEncoding(byte[] bytes, int from, int to) {
    return to - from > 1
        && (bytes[from] == 0 || bytes[from + 1] == 0 || (bytes[from] & 0xFE) == 0xFE);
  }

  /** An event may be as deep in an array as alone: what was accepted alone can be packed later. */
  private static JsonFactory factory(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '{' && bytes[at] != '[') {
      at++;
    }
    return at < to && bytes[at] == '[' ? Json.EVENTS : Json.EVENT;
  }

  private Rejected readAll(
      JsonParser parser, Source source, int most, long now, Consumer<? super Parsed<T>> each)
      throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return new Rejected("", EMPTY);
    }
    if (first == JsonToken.START_ARRAY) {
      int position = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (position == most) {
          return new Rejected("", "too many events: at most " + most);
        }
        each.accept(readOne(parser, source, position++, now));
      }
    } else if (first == JsonToken.START_OBJECT) {
      each.accept(readOne(parser, source, 0, now));
    } else {
      return new Rejected("", "must be a JSON object or an array of objects");
    }
    return parser.nextToken() == null
        ? null
        : new Rejected("", "malformed JSON: something follows the first value");
  }

  private Parsed<T> readOne(JsonParser parser, Source source, int position, long now)
      throws IOException {
    int from = source.start() + (int) parser.currentTokenLocation().getByteOffset();
    T event = null;
    Rejected rejected = null;
    List<String> ignored = List.of();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      EventFields<T> target = fields.get();
      target.readObject(parser);
      event = target.finish(now + maxClockSkewMs);
      rejected = target.rejected();
      ignored = target.ignored();
    } else {
      parser.skipChildren();
      rejected = new Rejected("", "must be a JSON object");
    }
    int to = source.start() + (int) parser.currentLocation().getByteOffset();
    return new Parsed<>(
        position, source.bytes(), from, to, rejected == null ? event : null, rejected, ignored);
  }

  private static String malformed(JsonParseException e) {
    String message = e.getOriginalMessage();
    if (message != null && message.contains("UTF-8")) {
      return NOT_UTF8;
    }
    var at = e.getLocation();
    return at == null
        ? "malformed JSON"
        : "malformed JSON at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private record Source(byte[] bytes, int start) {}
}
