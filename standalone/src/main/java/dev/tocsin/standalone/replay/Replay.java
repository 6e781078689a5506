package dev.tocsin.standalone.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads rows in their order: one batch after the other, so that no event overtakes another one of
 * its key.
 */
final class Replay {
  private static final int MOST_ROWS = 1_000;
  private static final int MOST_BYTES = 1_000_000;

  private final EventKind kind;
  private final IngestClient client;
  private final Pace pace;
  private final Pause pause;
  private final Progress progress;
  private final Tally tally = new Tally();
  private final List<byte[]> batch = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private int batchBytes;

  private record Place(String file, long line) {}

  Replay(EventKind kind, IngestClient client, Pace pace, Pause pause, Progress progress) {
    this.kind = kind;
    this.client = client;
    this.pace = pace;
    this.pause = pause;
    this.progress = progress;
  }

  Tally tally() {
    return tally;
  }

  /**
   * Loads a file.
   *
   * @throws InvalidOptionException when the mapping does not fit the file
   * @throws IOException when the file cannot be read, or the service does not take it
   */
  void file(Path path, Mapping mapping) throws IOException, InterruptedException {
    try (RowSource rows = open(path)) {
      RowMapper mapper = rows.mapper(mapping);
      for (Row row = rows.next(); row != null; row = rows.next()) {
        add(path.toString(), row.line(), mapper.map(row, tally.rowsRead()));
      }
      flush();
    } catch (IngestUnavailableException e) {
      throw e;
    } catch (IOException e) {
      flush();
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  private RowSource open(Path path) throws IOException {
    return Recording.open(path, progress::advance);
  }

  /** Loads events that come from no file. */
  void events(String name, List<byte[]> events) throws IOException, InterruptedException {
    long line = 0;
    for (byte[] event : events) {
      progress.advance(1);
      add(name, ++line, new Mapped.Event(event, null));
    }
    flush();
  }

  private void add(String file, long line, Mapped mapped) throws IOException, InterruptedException {
    tally.read();
    if (mapped instanceof Mapped.Refused refused) {
      tally.refuse(file, line, refused.field(), refused.reason());
    } else if (mapped instanceof Mapped.Event event) {
      waitFor(event);
      if (batch.size() == MOST_ROWS || batchBytes + event.json().length > MOST_BYTES) {
        flush();
      }
      batch.add(event.json());
      places.add(new Place(file, line));
      batchBytes += event.json().length + 1;
    }
    progress.show(tally.rowsRead());
  }

  private void waitFor(Mapped.Event event) throws IOException, InterruptedException {
    if (pace.untilDue(event.timestamp()).isZero()) {
      return;
    }
    flush();
    Duration left = pace.untilDue(event.timestamp());
    if (!left.isZero()) {
      pause.pause(left);
    }
  }

  private void flush() throws IngestUnavailableException, InterruptedException {
    if (batch.isEmpty()) {
      return;
    }
    try {
      count(client.send(kind, List.copyOf(batch)));
    } catch (IngestUnavailableException e) {
      Place first = places.get(0);
      throw new IngestUnavailableException(
          e.getMessage()
              + "; everything before "
              + first.file()
              + ":"
              + first.line()
              + " is loaded");
    }
    batch.clear();
    places.clear();
    batchBytes = 0;
  }

  private void count(Receipt receipt) {
    tally.accept(receipt.accepted());
    if (receipt.resent()) {
      tally.resend(batch.size());
    }
    int listed = 0;
    for (Receipt.Refusal refusal : receipt.refusals()) {
      if (refusal.position() >= 0 && refusal.position() < places.size()) {
        Place place = places.get(refusal.position());
        tally.refuse(place.file(), place.line(), refusal.field(), refusal.reason());
        listed++;
      }
    }
    tally.refuseUnlisted(Math.max(0, receipt.refused() - listed));
  }
}
