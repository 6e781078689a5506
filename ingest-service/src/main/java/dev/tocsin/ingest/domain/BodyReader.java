package dev.tocsin.ingest.domain;

import dev.tocsin.events.EventReader;
import dev.tocsin.events.Parsed;
import dev.tocsin.events.Rejected;
import java.util.function.Function;

/**
 * Reads a body: a JSON object, an array of objects, or NDJSON (an object a line). A bad line never
 * costs a good one; a malformed document is unreadable as a whole. Not thread-safe.
 *
 * @param <T> the kind of event
 */
public final class BodyReader<T> {
  /** Most events in one body: bounds what has to be remembered of it. */
  public static final int MOST_EVENTS = 200_000;

  private final EventReader<T> events;
  private final Function<T, String> key;
  private final int eventsPerRecord;

  BodyReader(EventReader<T> events, Function<T, String> key, int eventsPerRecord) {
    this.events = events;
    this.key = key;
    this.eventsPerRecord = eventsPerRecord;
  }

  /**
   * Reads a body.
   *
   * @param bytes the body, unpacked; its events are not copied, so it must not change afterwards
   * @param length how many of the bytes are the body
   * @param lines whether the sender says that it is NDJSON; otherwise it is NDJSON when it looks
   *     like it
   * @param now the wall clock, epoch milliseconds
   */
  public Intake read(byte[] bytes, int length, boolean lines, long now) {
    return lines || Lines.looksLikeLines(bytes, length)
        ? readLines(bytes, length, now)
        : readDocument(bytes, length, now);
  }

  private Intake readDocument(byte[] bytes, int length, long now) {
    Intake intake = new Intake(bytes, eventsPerRecord);
    Rejected unreadable =
        events.read(
            bytes, 0, length, MOST_EVENTS, now, each -> take(intake, each, each.position(), null));
    return unreadable == null ? intake : Intake.unreadable(unreadable.reason());
  }

  private Intake readLines(byte[] bytes, int length, long now) {
    Intake intake = new Intake(bytes, eventsPerRecord);
    Lines lines = new Lines(bytes, length);
    while (lines.next()) {
      if (lines.position() == MOST_EVENTS) {
        return Intake.unreadable("too many events: at most " + MOST_EVENTS);
      }
      readLine(intake, lines, bytes, now);
    }
    return lines.position() < 0 ? Intake.unreadable("empty: must be a JSON object a line") : intake;
  }

  private void readLine(Intake intake, Lines line, byte[] bytes, long now) {
    if (bytes[line.from()] == '[') {
      intake.refuse(line.position(), line.number(), new Rejected("", "must be a JSON object"));
      return;
    }
    Holder<T> one = new Holder<>();
    Rejected unreadable =
        events.read(bytes, line.from(), line.to(), 1, now, each -> one.parsed = each);
    if (unreadable == null) {
      take(intake, one.parsed, line.position(), line.number());
    } else {
      intake.refuse(line.position(), line.number(), unreadable);
    }
  }

  private void take(Intake intake, Parsed<T> each, int position, Integer line) {
    if (!each.accepted()) {
      intake.refuse(position, line, each.rejected());
    } else if (each.to() - each.from() > Pack.MOST_EVENT_BYTES) {
      intake.refuse(
          position,
          line,
          new Rejected("", "must be at most " + Pack.MOST_EVENT_BYTES + " bytes of JSON"));
    } else {
      intake.accept(key.apply(each.event()), each.from(), each.to());
      intake.ignore(each.ignored());
    }
  }

  private static final class Holder<T> {
    Parsed<T> parsed;
  }
}
