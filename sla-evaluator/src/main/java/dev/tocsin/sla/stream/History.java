package dev.tocsin.sla.stream;

import dev.tocsin.events.Json;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.codec.StoreCodec;
import dev.tocsin.sla.domain.FinalVerdict;
import dev.tocsin.sla.domain.ProgressKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What was published and may still be corrected: final verdicts and violations, on disk. */
final class History {
  static final String FINALS = "finals";
  static final String VIOLATIONS = "violations";

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

  /** The violations that began at or before {@code to} and after what is kept, oldest first. */
  List<Violation> violations(ProgressKey key, long to) {
    List<Violation> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows = violations.range(row(key, 0), row(key, to))) {
      rows.forEachRemaining(row -> found.add(Json.read(row.value, Violation.class)));
    }
    return found;
  }

  void put(Violation violation) {
    violations.put(row(violation), Json.write(violation));
  }

  /** A violation that begins at another time than it did. */
  void move(Violation was, Violation is) {
    violations.delete(row(was));
    put(is);
  }

  /** Another violation than the newest one was, or that one as it is now. */
  void replace(Violation was, Violation is) {
    if (was != null && was.id().equals(is.id())) {
      move(was, is);
    } else {
      put(is);
    }
  }

  /** Forgets what ended before; a violation that goes on is kept by whoever it belongs to. */
  void forget(ProgressKey key, long before) {
    forget(finals, key, before);
    forget(violations, key, before);
  }

  private static void forget(KeyValueStore<Bytes, byte[]> store, ProgressKey key, long before) {
    List<Bytes> old = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows = store.range(row(key, 0), row(key, before))) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        old.add(row.key);
      }
    }
    old.forEach(store::delete);
  }

  private static Bytes row(Violation violation) {
    return row(new ProgressKey(violation.service(), violation.objective()), violation.began());
  }

  private static Bytes row(ProgressKey key, long time) {
    return Bytes.wrap(StoreCodec.timedKey(key.service(), key.objective(), time));
  }
}
