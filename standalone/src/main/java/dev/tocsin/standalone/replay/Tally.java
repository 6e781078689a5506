package dev.tocsin.standalone.replay;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of all rows of a run. */
final class Tally {
  private static final int LISTED = 50;

  private long read;
  private long accepted;
  private long refused;
  private long resent;
  private final List<String> refusals = new ArrayList<>();

  void read() {
    read++;
  }

  void accept(long rows) {
    accepted += rows;
  }

  /** Counts rows of batches that went out twice, because nobody knows what became of the first. */
  void resend(long rows) {
    resent += rows;
  }

  /** Counts a refused row and, while there is room, remembers where it was and why. */
  void refuse(String file, long line, String field, String reason) {
    refused++;
    if (refusals.size() < LISTED) {
      refusals.add(file + ":" + line + "  " + (field.isEmpty() ? "" : field + ": ") + reason);
    }
  }

  /** Counts refused rows of which the service said no more. */
  void refuseUnlisted(long rows) {
    refused += rows;
  }

  long rowsRead() {
    return read;
  }

  long rowsAccepted() {
    return accepted;
  }

  long rowsRefused() {
    return refused;
  }

  /** Whether every row that was read is in Kafka now. */
  boolean complete() {
    return refused == 0 && accepted == read;
  }

  /** Prints the figures and the refused rows. */
  void print(PrintWriter out, EventKind kind, Duration took) {
    double seconds = Math.max(0.001, took.toMillis() / 1000.0);
    out.printf(
        Locale.ROOT,
        "read      %,d rows in %.1f s (%,.0f rows/s)%n",
        read,
        seconds,
        read / seconds);
    out.printf(Locale.ROOT, "accepted  %,d%n", accepted);
    out.printf(Locale.ROOT, "refused   %,d%n", refused);
    refusals.forEach(line -> out.println("  " + line));
    if (refused > refusals.size()) {
      out.printf(Locale.ROOT, "  and %,d more%n", refused - refusals.size());
    }
    if (resent > 0) {
      out.printf(
          Locale.ROOT,
          "sent again after an unknown outcome: %,d rows; %s%n",
          resent,
          consequence(kind));
    }
    out.flush();
  }

  private static String consequence(EventKind kind) {
    return switch (kind) {
      case INCIDENTS -> "an incident's event that arrives twice says the same, nothing changes";
      case REQUESTS -> "each carries an id, so that the second copy changes nothing";
      default -> "some of these " + kind + " may be counted twice";
    };
  }
}
