package dev.tocsin.sla.stream;

import dev.tocsin.events.Json;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.codec.StoreCodec;
import dev.tocsin.sla.domain.Boundaries;
import dev.tocsin.sla.domain.Boundaries.Moved;
import dev.tocsin.sla.domain.FinalVerdict;
import dev.tocsin.sla.domain.ProgressKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What was published and may still be corrected: final verdicts and violations, on disk. */
final class History {
  static final String FINALS = "finals";
  static final String VIOLATIONS = "violations";

  private final Sweeps<ProgressKey> sweeps = new Sweeps<>();
  private final KeyValueStore<Bytes, byte[]> finals;
  private final KeyValueStore<Bytes, byte[]> violations;

  History(KeyValueStore<Bytes, byte[]> finals, KeyValueStore<Bytes, byte[]> violations) {
    this.finals = finals;
    this.violations = violations;
  }

  /** What was published for the period with this end, or null. */
  FinalVerdict verdict(ProgressKey key, long periodEnd) {
    byte[] value = finals.get(row(key, periodEnd));
    return value == null ? null : StoreCodec.finalVerdict(value);
  }

  void put(ProgressKey key, long periodEnd, FinalVerdict verdict) {
    finals.put(row(key, periodEnd), StoreCodec.write(verdict));
  }

  /**
   * Visits what was published for periods with this end or a later one, oldest first, until the
   * visitor returns false.
   *
   * @return whether it never did
   */
  boolean verdicts(ProgressKey key, long from, BiPredicate<Long, FinalVerdict> visitor) {
    try (KeyValueIterator<Bytes, byte[]> rows =
        finals.range(row(key, from), row(key, Long.MAX_VALUE))) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        if (!visitor.test(StoreCodec.time(row.key.get()), StoreCodec.finalVerdict(row.value))) {
          return false;
        }
      }
    }
    return true;
  }

  /** The violations that are kept, oldest first. */
  List<Violation> violations(ProgressKey key) {
    List<Violation> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows =
        violations.range(row(key, 0), row(key, Long.MAX_VALUE))) {
      rows.forEachRemaining(row -> found.add(Json.read(row.value, Violation.class)));
    }
    return found;
  }

  void put(Violation violation) {
    violations.put(row(violation), Json.write(violation));
  }

  /**
   * Stores a violation that has begun. Where its identity is another's already, which has moved
   * since or was withdrawn, it gets one of its own or the other's next revision.
   *
   * @return as it was stored
   */
  Violation begin(Violation begun) {
    ProgressKey key = new ProgressKey(begun.service(), begun.objective());
    Moved moved = Boundaries.identified(violations(key), begun);
    put(moved);
    return moved.is();
  }

  void put(Moved moved) {
    if (moved.was() != null) {
      violations.delete(row(moved.was()));
    }
    put(moved.is());
  }

  /** Forgets, by turns, what ended before; a violation is kept as long as it goes on. */
  void forget(ProgressKey key, long before) {
    if (sweeps.due(key, before)) {
      sweep(key, before);
    }
  }

  /** Forgets everything. */
  void forget(ProgressKey key) {
    sweeps.remove(key);
    sweep(key, Long.MAX_VALUE);
  }

  private void sweep(ProgressKey key, long before) {
    forget(finals, key, before, value -> true);
    forget(violations, key, before, value -> over(value, before));
  }

  private static boolean over(byte[] violation, long before) {
    Long ended = Json.read(violation, Violation.class).ended();
    return before == Long.MAX_VALUE || ended != null && ended < before;
  }

  private static void forget(
      KeyValueStore<Bytes, byte[]> store, ProgressKey key, long before, Predicate<byte[]> old) {
    List<Bytes> forgotten = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows = store.range(row(key, 0), row(key, before))) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        if (old.test(row.value)) {
          forgotten.add(row.key);
        }
      }
    }
    forgotten.forEach(store::delete);
  }

  private static Bytes row(Violation violation) {
    return Bytes.wrap(
        StoreCodec.timedKey(
            violation.service(), violation.objective(), violation.began(), violation.id()));
  }

  private static Bytes row(ProgressKey key, long time) {
    return Bytes.wrap(StoreCodec.timedKey(key.service(), key.objective(), time));
  }
}
