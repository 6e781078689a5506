package dev.tocsin.report.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads the projected rows. Every read ends within a bounded time. */
@Singleton
public class ReadModel {
  /** A person or a page waits: better an answer that says no. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Longer than the statement timeout, so that the database's own reason is heard. */
  private static final Duration REPORT_PATIENCE = Duration.ofSeconds(7);

  private static final int ROWS_AT_ONCE = 1_000;

  /** What may be held at once by each who asks. */
  private static final int FEW = 2_000;

  /** How many records are a short list, which is read at once. */
  public static final int SHORT_LIST = 1_000;

  /** Of a list's records: one that has more of them ends there. */
  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 32;

  private final Pool pool;

  ReadModel(Pool pool) {
    this.pool = pool;
  }

  /** The rows of a statement. */
  public Uni<RowSet<Row>> query(String sql, Tuple parameters) {
    return bounded(pool.preparedQuery(sql).execute(parameters));
  }

  /** The records that a statement finds, each in the only column of its row. */
  public Uni<List<JsonNode>> bodies(String sql) {
    return query(sql, Tuple.tuple())
        .map(
            found -> {
              List<JsonNode> bodies = new ArrayList<>();
              found.forEach(row -> bodies.add(json(row.getString(0))));
              return bodies;
            });
  }

  /** As {@link #query}, for a thread that may wait. */
  public RowSet<Row> queryNow(String sql, Tuple parameters) {
    return query(sql, parameters).await().indefinitely();
  }

  /**
   * Feeds all rows of a statement to a collector, a thousand at a time, so that a report's memory
   * does not grow with its rows; on the thread that asks, which may wait: whoever else's rows come
   * meanwhile has the event loop.
   */
  public <C> C collect(String sql, Tuple parameters, C collector, BiConsumer<C, Row> add) {
    long deadline = System.nanoTime() + REPORT_PATIENCE.toNanos();
    return connected(
        deadline,
        connection -> {
          turn(
              deadline,
              connection,
              sql,
              parameters,
              rows -> {
                rows.forEach(row -> add.accept(collector, row));
                return true;
              });
          return collector;
        });
  }

  /** Reads a thousand rows at a time, as long as more are wanted. */
  private static void turn(
      long deadline,
      SqlConnection connection,
      String sql,
      Tuple parameters,
      Predicate<RowSet<Row>> wantsMore) {
    Transaction transaction = within(deadline, connection.begin());
    try {
      Cursor cursor = within(deadline, connection.prepare(sql)).cursor(parameters);
      boolean wanted;
      do {
        wanted = wantsMore.test(within(deadline, cursor.read(ROWS_AT_ONCE)));
      } while (wanted && cursor.hasMore());
    } finally {
      // It has only read.
      transaction.rollbackAndForget();
    }
  }

  /** With a connection that is told when nobody waits for the work of this thread any more. */
  private <T> T connected(long deadline, Function<SqlConnection, T> work) {
    SqlConnection connection = within(deadline, pool.getConnection());
    Cancellation cancellation = Cancellation.current();
    cancellation.begin(connection);
    try {
      return work.apply(connection);
    } finally {
      cancellation.end(connection);
    }
  }

  private static <T> T within(long deadline, Uni<T> work) {
    return work.ifNoItem()
        .after(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))
        .failWith(() -> new UnavailableException("it takes too long"))
        .await()
        .indefinitely();
  }

  /**
   * As {@link #collect}, in one round trip when there are only a few rows: with a cursor it takes
   * five.
   *
   * @param sql without a limit
   * @param atMost how many rows are read at most
   */
  public <C> C collect(
      String sql, int atMost, Tuple parameters, C collector, BiConsumer<C, Row> add) {
    long deadline = System.nanoTime() + REPORT_PATIENCE.toNanos();
    String first = sql + " LIMIT " + Math.min(FEW + 1, atMost);
    RowSet<Row> few =
        connected(
            deadline,
            connection -> within(deadline, connection.preparedQuery(first).execute(parameters)));
    if (few.size() > FEW) {
      return collect(sql + " LIMIT " + atMost, parameters, collector, add);
    }
    few.forEach(row -> add.accept(collector, row));
    return collector;
  }

  /**
   * The first records of a list, on a thread that may wait; whoever asked may leave.
   *
   * @param limit how many at most; more than {@value #SHORT_LIST} are read a thousand at a time
   *     until there are too many bytes of them
   */
  public Records.Found list(Records records, int limit) {
    boolean isShort = limit <= SHORT_LIST;
    Duration patience = isShort ? PATIENCE : REPORT_PATIENCE;
    long deadline = System.nanoTime() + patience.toNanos();
    String sql = records.sql() + " LIMIT " + (limit + 1);
    Page page = new Page(records, limit);
    connected(
        deadline,
        connection -> {
          if (isShort) {
            within(deadline, connection.preparedQuery(sql).execute(records.parameters()))
                .forEach(page::add);
          } else {
            turn(deadline, connection, sql, records.parameters(), page::addAll);
          }
          return page;
        });
    return new Records.Found(page.texts, page.more);
  }

  /** What was read of a list. */
  private static final class Page {
    private final Records records;
    private final int limit;
    private final List<String> texts = new ArrayList<>();
    private long bytes;
    private boolean more;

    Page(Records records, int limit) {
      this.records = records;
      this.limit = limit;
    }

    boolean addAll(RowSet<Row> rows) {
      rows.forEach(this::add);
      return !more;
    }

    void add(Row row) {
      more |= texts.size() == limit || bytes > MOST_BYTES;
      if (!more) {
        String text = records.text().apply(row);
        bytes += text.length();
        texts.add(text);
      }
    }
  }

  /** A stored record as JSON. */
  public static JsonNode json(String body) {
    return Json.read(body.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  private static <T> Uni<T> bounded(Uni<T> work) {
    return work.ifNoItem()
        .after(PATIENCE)
        .failWith(() -> new UnavailableException("the database does not answer"));
  }
}
