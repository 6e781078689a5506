package dev.tocsin.sla.stream;

import dev.tocsin.events.Json;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.codec.StoreCodec;
import dev.tocsin.sla.domain.Boundaries;
import dev.tocsin.sla.domain.FinalVerdict;
import dev.tocsin.sla.domain.Judgement;
import dev.tocsin.sla.domain.Objective;
import dev.tocsin.sla.domain.ProgressKey;
import dev.tocsin.sla.domain.Standing;
import dev.tocsin.sla.domain.Standing.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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

  /** Makes the violations agree with a verdict that is final; returns what changes. */
  List<Change> settle(
      Standing standing, Objective objective, long number, Verdict verdict, Judgement figures) {
    Violation newest = standing.violation();
    boolean over =
        newest == null || newest.ended() != null && newest.ended() <= objective.startOf(number);
    if (over && verdict.status() != Verdict.Status.VIOLATED) {
      return List.of();
    }
    ProgressKey key = new ProgressKey(verdict.service(), verdict.objective());
    List<Violation> known = violations(key, objective.startOf(number + 1));
    List<Change> changes = new ArrayList<>();
    for (Boundaries.Moved each : Boundaries.settle(known, objective, number, verdict, figures)) {
      if (each.was() == null) {
        put(each.is());
      } else {
        move(each.was(), each.is());
      }
      standing.moved(each);
      changes.add(new Change(each.is(), each.alert()));
    }
    return changes;
  }

  /** Forgets what ended before; a violation is kept as long as it goes on. */
  void forget(ProgressKey key, long before) {
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
    return row(new ProgressKey(violation.service(), violation.objective()), violation.began());
  }

  private static Bytes row(ProgressKey key, long time) {
    return Bytes.wrap(StoreCodec.timedKey(key.service(), key.objective(), time));
  }
}
