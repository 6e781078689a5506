package dev.tocsin.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process whose id is kept in a file, so that a later run finds what a crashed one left behind.
 *
 * <p>The file holds the process id and its start time: an id alone may belong to somebody else
 * after a reboot.
 */
public final class ChildProcess {
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final long SAME_START_MILLIS = 2_000;

  private final ProcessHandle handle;
  private final Path pidFile;

  private ChildProcess(ProcessHandle handle, Path pidFile) {
    this.handle = handle;
    this.pidFile = pidFile;
  }

  /**
   * Starts a process in a session of its own.
   *
   * @param pidFile where its id is kept
   * @param builder command (in a list that can grow), directory and output are set
   */
  public static ChildProcess start(Path pidFile, ProcessBuilder builder) throws IOException {
    if (Files.isExecutable(SETSID)) {
      // A session of its own: Ctrl-C in the terminal must reach the parent alone, which then stops
      // its children in the right order.
      builder.command().add(0, SETSID.toString());
    }
    return of(pidFile, builder.start().toHandle());
  }

  /** Keeps the id of a process that runs already. */
  public static ChildProcess of(Path pidFile, ProcessHandle handle) throws IOException {
    Files.createDirectories(pidFile.getParent());
    Files.writeString(pidFile, handle.pid() + " " + startOf(handle) + "\n");
    return new ChildProcess(handle, pidFile);
  }

  /** The process that the file names, if it still runs. */
  public static Optional<ChildProcess> find(Path pidFile) {
    try {
      String[] words = Files.readString(pidFile, StandardCharsets.UTF_8).trim().split(" ");
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(ProcessHandle::isAlive)
          .filter(h -> Math.abs(Long.parseLong(words[1]) - startOf(h)) < SAME_START_MILLIS)
          .map(h -> new ChildProcess(h, pidFile));
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  public long pid() {
    return handle.pid();
  }

  public boolean alive() {
    return handle.isAlive();
  }

  /** Ends it with SIGTERM, and with SIGKILL when it is still there after the given time. */
  public void stop(Duration patience) {
    handle.destroy();
    awaitEnd(patience);
  }

  /** As {@link #stop}, but asks with SIGINT: PostgreSQL waits for its clients after a SIGTERM. */
  void interrupt(Duration patience) {
    try {
      new ProcessBuilder("sh", "-c", "kill -INT " + handle.pid()).start().waitFor();
    } catch (IOException e) {
      handle.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      handle.destroy();
    }
    awaitEnd(patience);
  }

  private void awaitEnd(Duration patience) {
    if (!ended(patience)) {
      kill();
    }
    forget();
  }

  /** Ends it with SIGKILL; its file stays, as after a crash. */
  public void kill() {
    handle.destroyForcibly();
    ended(Duration.ofSeconds(10));
  }

  /** Waits for its end; false when it still runs after the given time. */
  public boolean ended(Duration patience) {
    try {
      handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !handle.isAlive();
    } catch (ExecutionException | TimeoutException e) {
      return !handle.isAlive();
    }
  }

  /** Removes the file. */
  public void forget() {
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      // A file without its process is harmless: find() looks at the process.
      pidFile.toFile().deleteOnExit();
    }
  }

  /** The last lines of a log file, for an error message. */
  public static String tail(Path log, int lines) {
    try {
      List<String> all = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "(no log at " + log + ")";
    }
  }

  /** Differs by up to a second between two readers, because the machine's boot time does. */
  private static long startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
