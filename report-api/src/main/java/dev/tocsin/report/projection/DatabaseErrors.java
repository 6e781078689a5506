package dev.tocsin.report.projection;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** What a failed statement means. */
public final class DatabaseErrors {
  private static final String UNDEFINED_TABLE = "42P01";
  private static final String NO_CONNECTIONS = "55000";

  private DatabaseErrors() {}

  /** The SQL state of the server's answer, if it answered at all. */
  public static Optional<String> sqlState(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException answer) {
        return Optional.ofNullable(answer.getSqlState());
      }
      if (cause instanceof SQLException answer && answer.getSQLState() != null) {
        return Optional.of(answer.getSQLState());
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the database is away: no connection, none in time, or a server that shuts down, starts,
   * has no room, or lacks the tables that the projection creates first.
   */
  public static boolean unavailable(Throwable failure) {
    Optional<String> state = sqlState(failure);
    if (state.isPresent()) {
      String known = state.get();
      return known.startsWith("08")
          || known.startsWith("53")
          || known.startsWith("57P")
          || known.equals(NO_CONNECTIONS)
          || known.equals(UNDEFINED_TABLE);
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException
          || cause instanceof VertxException
          || cause instanceof TimeoutException
          || cause instanceof io.smallrye.mutiny.TimeoutException
          || cause.getClass().getName().startsWith("io.vertx.core.impl.NoStackTrace")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the data are to blame, so that trying again would fail again: a data exception, a
   * violated constraint, or a program limit (a value too large for an index).
   */
  static boolean poison(String sqlState) {
    return sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("54");
  }
}
