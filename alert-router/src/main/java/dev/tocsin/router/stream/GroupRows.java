package dev.tocsin.router.stream;

import dev.tocsin.router.domain.Group;
import dev.tocsin.router.domain.Member;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * A task's groups as rows: one for the group itself and one for each of its alerts, so that a
 * change costs what has changed, however large the group is. The groups used last are kept on the
 * heap as well, as they are in the rows.
 */
final class GroupRows {
  /** Alerts on the heap, of one task; those of the group in use come on top. */
  private static final int MOST_KEPT = 2_000;

  private static final Kept NONE = new Kept(null, null);

  private final KeyValueStore<String, Group> heads;
  private final KeyValueStore<Bytes, Member> members;
  private final Duration forgetAfter;
  private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
  private int alerts;

  /**
   * A group and when something is due for it.
   *
   * @param group null when there is none
   * @param due wall clock, epoch milliseconds; null is never
   */
  record Kept(Group group, Long due) {
    private int alerts() {
      return members(group).size();
    }
  }

  /**
   * @param forgetAfter how long an empty group is remembered
   */
  GroupRows(
      KeyValueStore<String, Group> heads,
      KeyValueStore<Bytes, Member> members,
      Duration forgetAfter) {
    this.heads = heads;
    this.members = members;
    this.forgetAfter = forgetAfter;
  }

  /** The group, or one that says that there is none. */
  Kept get(String key) {
    Kept known = kept.get(key);
    if (known != null) {
      return known;
    }
    Group head = heads.get(key);
    if (head == null) {
      return NONE;
    }
    // As groups were stored before alerts had rows of their own.
    head.members().forEach((fingerprint, member) -> members.put(row(key, fingerprint), member));
    return keep(key, of(whole(head, members)));
  }

  /**
   * Writes what has changed.
   *
   * @param before what {@link #get} returned
   * @param group as it is now; null when it is forgotten
   */
  Kept put(String key, Kept before, Group group) {
    Map<String, Member> then = members(before.group);
    Map<String, Member> now = members(group);
    int added = 0;
    for (Map.Entry<String, Member> each : now.entrySet()) {
      Member known = then.get(each.getKey());
      added += known == null ? 1 : 0;
      if (known != each.getValue()) {
        members.put(row(key, each.getKey()), each.getValue());
      }
    }
    // Mostly none has left, and looking for one costs as much again as all of the above.
    if (then.size() + added > now.size()) {
      then.keySet().stream()
          .filter(fingerprint -> !now.containsKey(fingerprint))
          .forEach(fingerprint -> members.delete(row(key, fingerprint)));
    }
    if (group == null) {
      heads.delete(key);
      drop(kept.remove(key));
      return NONE;
    }
    heads.put(key, group.head());
    return keep(key, of(group));
  }

  /** Keys of the groups that have alerts and pass. */
  List<String> which(Predicate<Group> test) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, Group> each = heads.all()) {
      while (each.hasNext()) {
        Group head = each.next().value;
        if (head.idleSince() == null && test.test(whole(head, members))) {
          keys.add(head.key());
        }
      }
    }
    return keys;
  }

  private Kept of(Group group) {
    return new Kept(group, group.due(forgetAfter));
  }

  private Kept keep(String key, Kept now) {
    drop(kept.put(key, now));
    alerts += now.alerts();
    Iterator<Kept> oldest = kept.values().iterator();
    while (alerts > MOST_KEPT && kept.size() > 1) {
      drop(oldest.next());
      oldest.remove();
    }
    return now;
  }

  private void drop(Kept old) {
    alerts -= old == null ? 0 : old.alerts();
  }

  private static Map<String, Member> members(Group group) {
    return group == null ? Map.of() : group.members();
  }

  /** The group that a head and these rows are. */
  static Group whole(Group head, ReadOnlyKeyValueStore<Bytes, Member> members) {
    Map<String, Member> whole = new HashMap<>(head.members());
    byte[] prefix = row(head.key(), "").get();
    try (KeyValueIterator<Bytes, Member> rows =
        members.prefixScan(Bytes.wrap(prefix), new BytesSerializer())) {
      while (rows.hasNext()) {
        KeyValue<Bytes, Member> row = rows.next();
        byte[] key = row.key.get();
        String fingerprint =
            new String(key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8);
        whole.put(fingerprint, row.value);
      }
    }
    return head.with(whole);
  }

  /** The group's key with its length before it, so that none begins another, and the alert's. */
  private static Bytes row(String key, String fingerprint) {
    byte[] group = key.getBytes(StandardCharsets.UTF_8);
    byte[] alert = fingerprint.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(Integer.BYTES + group.length + alert.length)
            .putInt(group.length)
            .put(group)
            .put(alert)
            .array());
  }
}
