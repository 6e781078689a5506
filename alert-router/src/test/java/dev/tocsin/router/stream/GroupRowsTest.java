package dev.tocsin.router.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Topics;
import dev.tocsin.router.domain.Fixtures;
import dev.tocsin.router.domain.Group;
import dev.tocsin.router.domain.Member;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class GroupRowsTest {
  private final MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
  private final GroupRows rows =
      new GroupRows(
          store("heads", Serdes.String(), Topics.serde(Group.class)),
          store("members", Serdes.Bytes(), Topics.serde(Member.class)),
          Duration.ofHours(1));

  @Test
  void theGroupsUsedLastAreKeptAndTheOthersAreReadAgain() {
    Group first = put(group("first", 900));
    Group second = put(group("second", 900));
    rows.get("first");
    put(group("third", 900));

    assertThat(rows.get("first").group()).isSameAs(first);
    assertThat(rows.get("second").group()).isNotSameAs(second).isEqualTo(second);
  }

  @Test
  void aGroupWhoseKeyBeginsAnothersHasOnlyItsOwnAlerts() {
    Group shorter = put(group("a", 1));
    Group longer = put(group("ab", 2));
    put(group("large", 2_000));

    assertThat(rows.get("a").group()).isNotSameAs(shorter).isEqualTo(shorter);
    assertThat(rows.get("ab").group()).isNotSameAs(longer).isEqualTo(longer);
  }

  @Test
  void whatIsForgottenIsGone() {
    put(group("a", 3));
    rows.put("a", rows.get("a"), null);
    assertThat(rows.get("a").group()).isNull();

    Group again = put(group("a", 0));
    put(group("large", 2_001));
    assertThat(rows.get("a").group()).isEqualTo(again);
  }

  private Group put(Group group) {
    return rows.put(group.key(), rows.get(group.key()), group).group();
  }

  private static Group group(String key, int alerts) {
    Map<String, Member> members = new TreeMap<>();
    for (int i = 0; i < alerts; i++) {
      Alert alert = Fixtures.firing(key, "instance" + i, Severity.WARNING, Fixtures.T);
      members.put(alert.fingerprint(), new Member(alert, Set.of(), null, null, false, null));
    }
    return new Group(
        key, null, Fixtures.T, 0, 0, members, null, null, null, null, null, null, null);
  }

  private <K, V> KeyValueStore<K, V> store(String name, Serde<K> keys, Serde<V> values) {
    KeyValueStore<K, V> store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, values)
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
