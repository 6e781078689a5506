package dev.tocsin.report.projection;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Who may write and how far the topics are projected, kept in the database beside the rows.
 *
 * <p>A batch moves its offsets from exactly where its owner believes them to be, in the transaction
 * that writes its rows: of two processes that believe to be the owner one gets a {@link
 * FencedException} and has written nothing. Blocking: for a thread that may wait.
 */
final class Ledger {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String CLAIM =
      """
      UPDATE projection_owner SET instance = $1, epoch = epoch + 1, seen = now()
      WHERE seen < now() - make_interval(secs => $2) OR (instance = $1 AND ($3 = 0 OR epoch = $3))
      RETURNING epoch""";

  private static final String CLAIMABLE =
      "SELECT seen < now() - make_interval(secs => $1) FROM projection_owner";

  private static final String RENEW = "UPDATE projection_owner SET seen = now() WHERE epoch = $1";

  private static final String RELEASE =
      "UPDATE projection_owner SET seen = to_timestamp(0) WHERE epoch = $1";

  private static final String SAVE_POSITIONS =
      """
      INSERT INTO projection_offset AS o
        (topic, part, topic_id, generation, next_off, as_of, owner_epoch)
      SELECT n.*, $7 FROM unnest($1::text[], $2::integer[], $3::text[], $4::bigint[], $5::bigint[],
        $6::bigint[]) AS n
      ON CONFLICT (topic, part) DO UPDATE SET topic_id = excluded.topic_id,
        generation = excluded.generation, next_off = excluded.next_off, owner_epoch = excluded.owner_epoch
      WHERE o.owner_epoch <= excluded.owner_epoch""";

  private static final String ADVANCE =
      """
      UPDATE projection_offset o SET next_off = n.next_off, as_of = greatest(o.as_of, n.as_of)
      FROM unnest($1::text[], $2::integer[], $3::bigint[], $4::bigint[], $5::bigint[])
        AS n (topic, part, old_off, next_off, as_of)
      WHERE o.topic = n.topic AND o.part = n.part AND o.next_off = n.old_off AND o.owner_epoch = $6""";

  /**
   * What a crash of the database takes is read again from the topics: the offsets go with the rows.
   */
  private static final String COMMIT_SOON = "SET LOCAL synchronous_commit TO off";

  private final Pool pool;

  Ledger(Pool pool) {
    this.pool = pool;
  }

  /**
   * Makes this instance the one that writes, if nobody else was seen within the lease.
   *
   * @param before the epoch that this process owned before; 0 for none: then it has restarted, and
   *     succeeds its own earlier life at once
   * @return the owner's epoch, or nothing while somebody else owns
   */
  OptionalLong claim(String instance, Duration lease, long before) {
    RowSet<Row> claimed =
        pool.preparedQuery(CLAIM)
            .execute(Tuple.of(instance, (double) lease.toMillis() / 1_000, before))
            .await()
            .atMost(PATIENCE);
    for (Row row : claimed) {
      return OptionalLong.of(row.getLong(0));
    }
    return OptionalLong.empty();
  }

  /** Whether the owner was not seen within the lease. */
  boolean claimable(Duration lease) {
    return pool.preparedQuery(CLAIMABLE)
        .execute(Tuple.of((double) lease.toMillis() / 1_000))
        .await()
        .atMost(PATIENCE)
        .iterator()
        .next()
        .getBoolean(0);
  }

  /** Shows that the owner lives. */
  void renew(long epoch) {
    if (pool.preparedQuery(RENEW).execute(Tuple.of(epoch)).await().atMost(PATIENCE).rowCount()
        == 0) {
      throw new FencedException("another instance took over");
    }
  }

  /** Lets the next one claim at once. */
  void release(long epoch) {
    pool.preparedQuery(RELEASE).execute(Tuple.of(epoch)).await().atMost(PATIENCE);
  }

  /** How far each partition is projected. */
  Map<TopicPartition, Position> positions() {
    return Position.stored(
        pool, "SELECT topic, part, topic_id, generation, next_off, as_of FROM projection_offset");
  }

  /**
   * Writes where the owner begins; positions of a younger owner are left alone and fence this one.
   */
  void begin(long epoch, Collection<Position> positions) {
    List<Position> all = List.copyOf(positions);
    Tuple parameters =
        Tuple.tuple()
            .addArrayOfString(array(all, p -> p.partition().topic(), new String[0]))
            .addArrayOfInteger(array(all, p -> p.partition().partition(), new Integer[0]))
            .addArrayOfString(array(all, Position::topicId, new String[0]))
            .addArrayOfLong(array(all, Position::generation, new Long[0]))
            .addArrayOfLong(array(all, Position::next, new Long[0]))
            .addArrayOfLong(array(all, Position::asOf, new Long[0]))
            .addLong(epoch);
    int saved =
        pool.preparedQuery(SAVE_POSITIONS).execute(parameters).await().atMost(PATIENCE).rowCount();
    if (saved != all.size()) {
      throw new FencedException("another instance took over");
    }
  }

  /**
   * Writes the rows and moves the offsets, or neither.
   *
   * @param from where the owner believes the partitions to be
   * @param to where they are afterwards, the same partitions
   * @param beforeCommit runs when everything is written but not yet visible
   * @throws FencedException when the partitions are elsewhere or belong to another owner
   */
  void write(
      long epoch,
      Batch batch,
      Map<TopicPartition, Position> from,
      Map<TopicPartition, Position> to,
      Runnable beforeCommit) {
    SqlConnection connection = pool.getConnection().await().atMost(PATIENCE);
    try {
      Transaction transaction = connection.begin().await().atMost(PATIENCE);
      try {
        Statements statements = new Statements(connection);
        statements.send(COMMIT_SOON, List.of());
        batch.forEachTable((table, rows) -> write(statements, table, rows));
        advance(statements, epoch, from, to);
        beforeCommit.run();
        transaction.commit().await().atMost(PATIENCE);
      } catch (RuntimeException e) {
        rollback(transaction, e);
        throw e;
      }
    } finally {
      connection.closeAndForget();
    }
  }

  private static void write(Statements statements, Table table, List<Object[]> rows) {
    if (table == Tables.SLICE) {
      new Rollups(statements).write(new SlicePartitions(statements).open(rows));
    } else {
      statements.execute(table.upsert(), table.arrays(rows));
    }
  }

  private static void advance(
      Statements statements,
      long epoch,
      Map<TopicPartition, Position> from,
      Map<TopicPartition, Position> to) {
    List<Position> all = List.copyOf(to.values());
    Object[] parameters = {
      array(all, p -> p.partition().topic(), new String[0]),
      array(all, p -> p.partition().partition(), new Integer[0]),
      array(all, p -> from.get(p.partition()).next(), new Long[0]),
      array(all, Position::next, new Long[0]),
      array(all, Position::asOf, new Long[0]),
      epoch
    };
    if (statements.execute(ADVANCE, List.of(parameters)) != all.size()) {
      throw new FencedException("the offsets are not where this instance left them");
    }
  }

  private static void rollback(Transaction transaction, RuntimeException cause) {
    try {
      transaction.rollback().await().atMost(PATIENCE);
    } catch (RuntimeException e) {
      // The connection is gone or the server has rolled back already: nothing was written.
      cause.addSuppressed(e);
    }
  }

  private static <T> T[] array(List<Position> all, Function<Position, T> field, T[] type) {
    return all.stream().map(field).toList().toArray(type);
  }
}
