package dev.tocsin.standalone;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts again what has ended, as Kubernetes would: after a second, and after longer when it does
 * not stay alive.
 */
final class Supervisor implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration STABLE = Duration.ofSeconds(30);

  private final Map<Part, Watch> watches = new HashMap<>();
  private final Consumer<String> say;
  private final Runnable changed;
  private volatile boolean running;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "supervisor");
            daemon.setDaemon(true);
            return daemon;
          });

  /**
   * @param say takes a line for whoever watches
   * @param changed called when a process was started
   */
  Supervisor(List<Part> parts, Consumer<String> say, Runnable changed) {
    parts.forEach(part -> watches.put(part, new Watch()));
    this.say = say;
    this.changed = changed;
  }

  void start() {
    running = true;
    watches.forEach(
        (part, watch) ->
            thread.scheduleWithFixedDelay(
                () -> look(part, watch), 0, LOOK.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Whether it watches: from {@link #start} to {@link #close}. */
  boolean running() {
    return running && !thread.isShutdown();
  }

  /** Starts the part now if it is down; true if it was. */
  boolean startNow(Part part) {
    synchronized (part) {
      if (part.alive()) {
        return false;
      }
      restart(part, watches.get(part));
      return true;
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Part part, Watch watch) {
    synchronized (part) {
      if (thread.isShutdown()) {
        return;
      }
      long now = System.nanoTime();
      if (part.alive()) {
        if (watch.announce && part.ready()) {
          watch.announce = false;
          say.accept(part.name() + " is ready again");
        }
      } else if (!watch.down) {
        watch.down(now);
        say.accept(
            "%s has ended, starting it again in %d s (log: %s)"
                .formatted(part.name(), watch.pause.toSeconds(), part.log()));
      } else if (now >= watch.restartAt) {
        restart(part, watch);
      }
    }
  }

  private void restart(Part part, Watch watch) {
    try {
      part.start();
      watch.up(System.nanoTime());
      changed.run();
    } catch (RuntimeException e) {
      // Whatever is in its way may go away; until then each attempt says what it is.
      say.accept(part.name() + " could not be started again: " + e.getMessage());
      watch.down(System.nanoTime());
    }
  }

  /** One part's recent life. */
  private static final class Watch {
    private boolean down;
    private boolean announce;
    private long startedAt = System.nanoTime() - STABLE.toNanos();
    private long restartAt;
    private Duration pause = FIRST_PAUSE;

    void down(long now) {
      boolean stayed = now - startedAt >= STABLE.toNanos();
      Duration longer = pause.multipliedBy(2);
      if (stayed) {
        pause = FIRST_PAUSE;
      } else {
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
      }
      down = true;
      restartAt = now + pause.toNanos();
    }

    void up(long now) {
      down = false;
      announce = true;
      startedAt = now;
    }
  }
}
