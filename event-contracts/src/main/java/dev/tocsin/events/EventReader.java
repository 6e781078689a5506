package dev.tocsin.events;

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
   * Reads everything in {@code bytes}.
   *
   * @param now the wall clock in epoch milliseconds: an event more than the allowed skew ahead of
   *     it is refused
   */
  public Batch<T> read(byte[] bytes, long now) {
    if (bytes == null || bytes.length == 0) {
      return Batch.unreadable("empty: must be a JSON object or an array of objects");
    }
    if (bytes[0] == 0 || (bytes.length > 1 && (bytes[1] == 0 || (bytes[0] & 0xFE) == 0xFE))) {
      return Batch.unreadable("must be UTF-8");
    }
    try (JsonParser parser = Json.FACTORY.createParser(bytes)) {
      return readAll(parser, bytes, now);
    } catch (StreamConstraintsException e) {
      return Batch.unreadable(
          "too deep or too long: at most "
              + Json.MAX_DEPTH
              + " levels, strings of "
              + Json.MAX_STRING
              + " characters, numbers of 64 digits");
    } catch (JsonEOFException e) {
      return Batch.unreadable("malformed JSON: ends too early");
    } catch (JsonParseException e) {
      return Batch.unreadable(malformed(e));
    } catch (CharConversionException e) {
      return Batch.unreadable("must be UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Batch<T> readAll(JsonParser parser, byte[] bytes, long now) throws IOException {
    JsonToken first = parser.nextToken();
    List<Parsed<T>> events = new ArrayList<>();
    if (first == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        events.add(readOne(parser, bytes, events.size(), now));
      }
    } else if (first == JsonToken.START_OBJECT) {
      events.add(readOne(parser, bytes, 0, now));
    } else {
      return Batch.unreadable("must be a JSON object or an array of objects");
    }
    if (parser.nextToken() != null) {
      return Batch.unreadable("malformed JSON: something follows the first value");
    }
    return new Batch<>(events, null);
  }

  private Parsed<T> readOne(JsonParser parser, byte[] bytes, int position, long now)
      throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    T event = null;
    Rejected rejected = null;
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      EventFields<T> target = fields.get();
      target.readObject(parser);
      event = target.finish(now + maxClockSkewMs);
      rejected = target.rejected();
    } else {
      parser.skipChildren();
      rejected = new Rejected("", "must be a JSON object");
    }
    int to = (int) parser.currentLocation().getByteOffset();
    return new Parsed<>(position, bytes, from, to, rejected == null ? event : null, rejected);
  }

  private static String malformed(JsonParseException e) {
    String message = e.getOriginalMessage();
    if (message != null && message.contains("UTF-8")) {
      return "must be UTF-8";
    }
    var at = e.getLocation();
    return at == null
        ? "malformed JSON"
        : "malformed JSON at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
