package dev.tocsin.report.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.Sketch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows and offsets on a real PostgreSQL. */
class LedgerTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static ReadModelDatabase database;

  private final Ledger ledger = new Ledger(database.pool());

  @BeforeAll
  static void open() {
    database = new ReadModelDatabase();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void forget() {
    for (String table :
        List.of("projection_offset", "slice", "slice_hour", "slice_day", "alert", "incident")) {
      database.execute("DELETE FROM " + table);
    }
    database.execute(
        "UPDATE projection_owner SET instance = '', epoch = 0, seen = to_timestamp(0)");
  }

  @Test
  void theSameRecordsTwiceChangeNothing() {
    long epoch = begin("a");
    write(epoch, 0, 2, slice(1, 10), slice(2, 20));
    List<String> before = database.rows("SELECT * FROM slice");
    // What a crash between commit and acknowledgement would bring: the offsets go back.
    ledger.begin(epoch, List.of(position(0)));
    write(epoch, 0, 2, slice(1, 10), slice(2, 20));
    assertThat(database.rows("SELECT * FROM slice")).isEqualTo(before).hasSize(1);
  }

  @Test
  void anOlderRevisionThatComesLaterChangesNothing() {
    long epoch = begin("a");
    write(epoch, 0, 1, slice(2, 20));
    write(epoch, 1, 2, slice(1, 10));
    assertThat(database.rows("SELECT count FROM slice")).containsExactly("20");
    write(epoch, 2, 3, slice(3, 15));
    assertThat(database.rows("SELECT count FROM slice")).containsExactly("15");
  }

  @Test
  void withinABatchTheSameRuleHolds() {
    long epoch = begin("a");
    write(epoch, 0, 3, slice(1, 10), slice(3, 30), slice(2, 20));
    assertThat(database.rows("SELECT count FROM slice")).containsExactly("30");
  }

  @Test
  void ofTwoProjectorsOnlyOneWrites() {
    long first = begin("a");
    database.execute("UPDATE projection_owner SET seen = to_timestamp(0)");
    long second = begin("b");
    assertThat(second).isGreaterThan(first);

    write(second, 0, 1, slice(1, 10));

    assertThatThrownBy(() -> write(first, 0, 1, slice(9, 90))).isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> write(first, 1, 2, slice(9, 90))).isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> ledger.renew(first)).isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> ledger.begin(first, List.of(position(0))))
        .isInstanceOf(FencedException.class);
    assertThat(database.rows("SELECT count FROM slice")).containsExactly("10");
    assertThat(ledger.positions().get(PARTITION).next()).isEqualTo(1);
  }

  @Test
  void anOwnerThatLostTrackOfItsOffsetsIsFenced() {
    long epoch = begin("a");
    write(epoch, 0, 5, slice(1, 10));
    assertThatThrownBy(() -> write(epoch, 4, 6, slice(2, 20))).isInstanceOf(FencedException.class);
    assertThat(database.rows("SELECT count FROM slice")).containsExactly("10");
  }

  @Test
  void aLivingOwnerKeepsItsRight() {
    long epoch = begin("a");
    assertThat(ledger.claim("b", LEASE, 0)).isEmpty();
    assertThat(ledger.claimable(LEASE)).isFalse();
    assertThat(ledger.claim("a", LEASE, 0)).as("a restart").isPresent();
    assertThat(ledger.claim("a", LEASE, epoch)).as("its former life").isEmpty();
    OptionalLong now = ledger.claim("a", LEASE, epoch + 1);
    assertThat(now).as("the present one again").hasValue(epoch + 2);
    ledger.release(now.getAsLong());
    assertThat(ledger.claimable(LEASE)).isTrue();
    assertThat(ledger.claim("b", LEASE, 0)).isPresent();
  }

  @Test
  void aFailureBeforeTheCommitWritesNothing() {
    long epoch = begin("a");
    Batch batch = new Batch();
    batch.add(Tables.SLICE, slice(1, 10));
    assertThatThrownBy(
            () ->
                ledger.write(
                    epoch,
                    batch,
                    Map.of(PARTITION, position(0)),
                    Map.of(PARTITION, position(1)),
                    () -> {
                      throw new IllegalStateException("kafka is away");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(database.rows("SELECT * FROM slice")).isEmpty();
    write(epoch, 0, 1, slice(1, 10));
  }

  @Test
  void anAlertKeepsWhenItFiredAsLongAsItIsTheSameFiring() {
    long epoch = begin("a");
    writeTo(Tables.ALERT, epoch, 0, 2, alert(1, 100, 5), alert(2, 100, 6));
    writeTo(Tables.ALERT, epoch, 2, 3, alert(3, 100, 7));
    assertThat(database.rows("SELECT fired_at FROM alert")).containsExactly("5");
    writeTo(Tables.ALERT, epoch, 3, 5, alert(4, 200, 8), alert(5, 200, 9));
    assertThat(database.rows("SELECT fired_at FROM alert")).containsExactly("8");
  }

  private long begin(String instance) {
    long epoch = ledger.claim(instance, LEASE, 0).orElseThrow();
    ledger.begin(epoch, List.of(position(0)));
    return epoch;
  }

  private void write(long epoch, long from, long to, Object[]... rows) {
    writeTo(Tables.SLICE, epoch, from, to, rows);
  }

  private void writeTo(Table table, long epoch, long from, long to, Object[]... rows) {
    Batch batch = new Batch();
    for (Object[] row : rows) {
      batch.add(table, row);
    }
    ledger.write(
        epoch, batch, Map.of(PARTITION, position(from)), Map.of(PARTITION, position(to)), () -> {});
  }

  private static Position position(long next) {
    return new Position(PARTITION, "id", 0, next, 0);
  }

  private static Object[] slice(long revision, long count) {
    return new Object[] {
      "s", "", "", "", 0L, count, 0L, 1.0, new Sketch().toBytes(), false, revision, 1L
    };
  }

  private static Object[] alert(long rank, long startsAt, long recordedAt) {
    return new Object[] {
      "f", "FIRING", "s", startsAt, startsAt, recordedAt, "{}", rank, recordedAt
    };
  }
}
