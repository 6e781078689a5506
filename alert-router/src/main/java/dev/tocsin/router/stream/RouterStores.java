package dev.tocsin.router.stream;

import dev.tocsin.events.Topics;
import dev.tocsin.router.domain.AlertLife;
import dev.tocsin.router.domain.Group;
import dev.tocsin.router.domain.GroupEvent;
import dev.tocsin.router.domain.Member;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The router's stores, by name. All are RocksDB's: an alert storm must not fill the heap. */
public final class RouterStores {
  /** What is remembered of each alert, by fingerprint. */
  public static final String LIVES = "router-lives";

  /** When an alert that is over may be forgotten. */
  public static final String LIFE_TIMERS = "router-life-timers";

  /** The groups without their alerts, by group key. */
  public static final String GROUPS = "router-groups";

  /** The groups' alerts: a row for each, by group key and fingerprint. */
  public static final String MEMBERS = "router-members";

  /** When something is due for a group. */
  public static final String GROUP_TIMERS = "router-group-timers";

  /** What was written of each alert on the topic of inhibitors, by fingerprint. */
  public static final String INHIBITING = "router-inhibiting";

  /** All inhibitors of all instances: a global store. */
  public static final String INHIBITORS = "router-inhibitors";

  private RouterStores() {}

  /** How events travel from alerts to groups. */
  public static Serde<GroupEvent> groupEvents() {
    return Topics.serde(GroupEvent.class);
  }

  /** Cached: an alert that is repeated often changes many times between two commits. */
  static StoreBuilder<KeyValueStore<String, AlertLife>> lives() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(LIVES), Serdes.String(), Topics.serde(AlertLife.class))
        .withCachingEnabled();
  }

  /** Cached: in a storm many alerts join one group between two commits. */
  static StoreBuilder<KeyValueStore<String, Group>> groups() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(GROUPS), Serdes.String(), Topics.serde(Group.class))
        .withCachingEnabled();
  }

  static StoreBuilder<KeyValueStore<Bytes, Member>> members() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(MEMBERS), Serdes.Bytes(), Topics.serde(Member.class));
  }

  static StoreBuilder<KeyValueStore<String, Inhibiting.Written>> inhibiting() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(INHIBITING),
        Serdes.String(),
        Topics.serde(Inhibiting.Written.class));
  }

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> timers(String name) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
  }
}
