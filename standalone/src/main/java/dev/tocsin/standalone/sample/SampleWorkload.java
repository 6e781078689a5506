package dev.tocsin.standalone.sample;

import dev.tocsin.standalone.replay.EventKind;
import dev.tocsin.standalone.replay.IngestClient;
import dev.tocsin.standalone.replay.IngestUnavailableException;
import dev.tocsin.standalone.replay.Pause;
import dev.tocsin.standalone.replay.Receipt;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Sends the sample workload, second by second, on one thread, until it is closed. It begins with
 * half an hour of healthy history. While the ingest service is away it waits and then catches up,
 * up to ten minutes; a longer gap (a suspended laptop) stays a gap.
 */
public final class SampleWorkload implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SampleWorkload.class.getName());
  private static final Duration FOR_EVER = Duration.ofDays(3_650);
  private static final long HISTORY = 1_800;

  /**
   * One window of the anomaly scorer: each kind of event is sent by itself, and what comes after
   * the next window has begun is late.
   */
  private static final long HISTORY_CHUNK = 30;

  /** The last minute that has a request is whole in so many seconds. */
  private static final long NEWEST = 120;

  private static final long CATCH_UP_CHUNK = 10;
  private static final long LONGEST_CATCH_UP = 600;
  private static final long REMEMBER_EVERY = 10;

  private final IngestClient client;
  private final Workload workload;
  private final long seed;
  private final Path memory;
  private final Clock clock;
  private final Pause pause;
  private final long start;
  private final Thread thread;
  private final CompletableFuture<LastMinute> history = new CompletableFuture<>();
  private long next;

  private SampleWorkload(URI ingest, long seed, Path memory, Clock clock, Pause pause) {
    this.client = new IngestClient(ingest, FOR_EVER, notice -> LOG.log(Level.DEBUG, notice), pause);
    this.seed = seed;
    this.memory = memory;
    this.clock = clock;
    this.pause = pause;
    this.start = seconds();
    this.workload = new Workload(seed, start);
    this.thread = new Thread(this::run, "sample-workload");
    thread.setDaemon(true);
  }

  /** Starts a workload that knows of no earlier one. */
  public static SampleWorkload start(URI ingestBase, long seed) {
    return start(ingestBase, seed, null);
  }

  /**
   * Starts a workload that continues where the last one with the same memory stopped: history is
   * not sent twice, and an incident that was open then ends.
   *
   * @param memory a file that lives as long as the data do, or null
   */
  public static SampleWorkload start(URI ingestBase, long seed, Path memory) {
    return start(ingestBase, seed, memory, Clock.systemUTC(), Pause.REAL);
  }

  static SampleWorkload start(URI ingest, long seed, Path memory, Clock clock, Pause pause) {
    SampleWorkload workload = new SampleWorkload(ingest, seed, memory, clock, pause);
    workload.thread.start();
    return workload;
  }

  /** Done when all of the history was taken in; what was sent last of it. */
  public CompletableFuture<LastMinute> history() {
    return history;
  }

  private long seconds() {
    return Math.floorDiv(clock.millis(), 1_000);
  }

  private void run() {
    try {
      sendHistory();
      live();
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "sample workload stops");
      if (next > start) {
        remember(next - 1);
      }
    }
  }

  private void sendHistory() throws InterruptedException {
    Optional<LastSent> last = memory == null ? Optional.empty() : LastSent.read(memory);
    long from = start - HISTORY;
    if (last.isPresent()) {
      LastSent before = last.get();
      from = Math.max(from, before.second() + 1);
      Optional<Degradation> open =
          new DegradationSchedule(seed, before.start())
              .at(before.second())
              .filter(degradation -> degradation.open(before.second()));
      if (open.isPresent()) {
        long end = Math.min(open.get().resolved(), start);
        send(List.of(open.get().ended(end)));
      }
    }
    Backfill backfill = new Backfill(workload);
    List<SampleEvent> newest = new ArrayList<>();
    while (from < start) {
      long end = Math.min(start, from - Math.floorMod(from, HISTORY_CHUNK) + HISTORY_CHUNK);
      List<SampleEvent> events = backfill.between(from, end);
      send(events);
      if (end > start - NEWEST) {
        newest.addAll(events);
      }
      from = end;
    }
    remember(start - 1);
    history.complete(LastMinute.of(newest));
  }

  private void live() throws InterruptedException {
    next = start;
    long remembered = start;
    while (!Thread.currentThread().isInterrupted()) {
      long now = seconds();
      if (next >= now) {
        pause.pause(Duration.ofMillis((next + 1) * 1_000 - clock.millis()));
        continue;
      }
      if (now - next > LONGEST_CATCH_UP) {
        LOG.log(Level.INFO, "sample workload leaves out {0} s", now - next);
        next = now - 1;
      }
      List<SampleEvent> events = new ArrayList<>();
      for (long end = Math.min(now, next + CATCH_UP_CHUNK); next < end; next++) {
        events.addAll(workload.at(next));
      }
      send(events);
      if (next - remembered >= REMEMBER_EVERY) {
        remember(next - 1);
        remembered = next;
      }
    }
  }

  private void send(List<? extends SampleEvent> events) throws InterruptedException {
    Map<EventKind, List<byte[]>> batches = new EnumMap<>(EventKind.class);
    for (SampleEvent event : events) {
      batches.computeIfAbsent(event.kind(), kind -> new ArrayList<>()).add(event.json());
    }
    for (Map.Entry<EventKind, List<byte[]>> batch : batches.entrySet()) {
      send(batch.getKey(), batch.getValue());
    }
  }

  private void send(EventKind kind, List<byte[]> batch) throws InterruptedException {
    try {
      Receipt receipt = client.send(kind, batch);
      if (receipt.refused() > 0) {
        LOG.log(Level.WARNING, "sample {0} refused: {1}", kind, receipt.refusals());
      }
    } catch (IngestUnavailableException e) {
      LOG.log(Level.WARNING, "sample {0} lost: {1}", kind, e.getMessage());
    }
  }

  private void remember(long second) {
    if (memory == null) {
      return;
    }
    try {
      new LastSent(start, second).write(memory);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "sample workload cannot remember", e);
    }
  }

  /** Stops sending; what is on its way may still arrive. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
