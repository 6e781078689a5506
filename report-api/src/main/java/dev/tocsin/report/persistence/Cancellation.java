package dev.tocsin.report.persistence;

import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Work that may have to be given up because nobody waits for it any more: what it reads is then
 * cancelled in the database, and it reads nothing further.
 */
public final class Cancellation {
  private static final Logger LOG = Logger.getLogger(Cancellation.class);
  private static final ThreadLocal<Cancellation> CURRENT = new ThreadLocal<>();
  private static final String END = "SELECT pg_terminate_backend(pg_backend_pid())";

  private final Set<SqlConnection> busy = new HashSet<>();
  private boolean cancelled;

  /** What the present thread works for; when nothing is said, what nobody cancels. */
  static Cancellation current() {
    Cancellation current = CURRENT.get();
    return current == null ? new Cancellation() : current;
  }

  /** Does the work on this thread. */
  public <T> T during(Supplier<T> work) {
    Cancellation before = CURRENT.get();
    CURRENT.set(this);
    try {
      return work.get();
    } finally {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
  }

  /** Gives it up. For any thread, also one that must not wait. */
  public synchronized void cancel() {
    cancelled = true;
    for (SqlConnection connection : busy) {
      PgConnection.cast(connection)
          .cancelRequest()
          .subscribe()
          .with(
              sent -> LOG.debug("cancelled what nobody waits for"),
              e -> LOG.debugf("not cancelled, it ends by its timeout: reason=%s", e));
    }
  }

  /**
   * A connection is used from now on.
   *
   * @throws UnavailableException when the work was given up
   */
  synchronized void begin(SqlConnection connection) {
    if (cancelled) {
      connection.closeAndForget();
      throw new UnavailableException("nobody waits for it any more");
    }
    busy.add(connection);
  }

  /** Gives the connection back. */
  synchronized void end(SqlConnection connection) {
    busy.remove(connection);
    if (cancelled) {
      // A cancellation that comes late must not meet whoever gets the connection next.
      connection
          .query(END)
          .execute()
          .onTermination()
          .invoke(connection::closeAndForget)
          .subscribe()
          .with(none -> {}, e -> LOG.debug("the connection ended"));
    } else {
      connection.closeAndForget();
    }
  }
}
