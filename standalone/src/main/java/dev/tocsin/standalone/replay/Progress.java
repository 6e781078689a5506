package dev.tocsin.standalone.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far a run is: a bar that redraws itself on a terminal, a line now and then elsewhere. */
final class Progress {
  private static final long REDRAW_NANOS = Duration.ofMillis(200).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int WIDTH = 30;

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanoClock;
  private final long total;
  private final long began;
  private long shown;
  private long done;

  /**
   * @param total how much there is to do, in the unit of {@link #advance}
   */
  Progress(PrintWriter out, boolean terminal, long total, LongSupplier nanoClock) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
    this.nanoClock = nanoClock;
    this.began = nanoClock.getAsLong();
    this.shown = began;
  }

  /** Whether standard error goes to a terminal. */
  static boolean onTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      // No /proc here: the console of Java 17 exists only when input and output are terminals.
      return System.console() != null;
    }
  }

  void advance(long units) {
    done += units;
  }

  /** Shows how far it is, unless it did so a moment ago. */
  void show(long rows) {
    long now = nanoClock.getAsLong();
    if (now - shown >= (terminal ? REDRAW_NANOS : LINE_NANOS)) {
      shown = now;
      print(rows);
    }
  }

  /** Shows something that must not be overwritten by the bar. */
  void say(String message) {
    out.println((terminal ? "\r\033[K" : "") + message);
    out.flush();
  }

  /** Shows the last state. */
  void end(long rows) {
    print(rows);
    if (terminal) {
      out.println();
    }
    out.flush();
  }

  private void print(long rows) {
    double seconds = Math.max(0.001, (nanoClock.getAsLong() - began) / 1e9);
    double share = total <= 0 ? 1 : Math.min(1, (double) done / total);
    String state =
        String.format(
            Locale.ROOT, "%3.0f%%  %,d rows  %,.0f rows/s", share * 100, rows, rows / seconds);
    if (terminal) {
      int filled = (int) Math.round(share * WIDTH);
      out.print("\r\033[K[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " + state);
    } else {
      out.println(state);
    }
    out.flush();
  }
}
