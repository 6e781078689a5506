package dev.tocsin.sla.whatif;

import dev.tocsin.sla.stream.SliceProcessor;
import dev.tocsin.sla.stream.SliceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Which instance of the evaluator owns what, and what this one owns. */
public final class Instances implements OwnSlices {
  private final Supplier<KafkaStreams> streams;
  private final HostInfo self;

  /**
   * @param streams the running topology, or null before there is one
   * @param self where others reach this instance
   */
  public Instances(Supplier<KafkaStreams> streams, HostInfo self) {
    this.streams = streams;
    this.self = self;
  }

  /** This instance's URL. */
  public String self() {
    return url(self);
  }

  /**
   * The URL of the instance that owns a service.
   *
   * @throws RefusedException while that is being settled
   */
  public String ownerOf(String service) {
    KeyQueryMetadata owner = ownership(service);
    return url(owner.activeHost());
  }

  /** The URLs of all other instances. */
  public List<String> others() {
    try {
      return running().metadataForAllStreamsClients().stream()
          .map(each -> each.hostInfo())
          .filter(each -> !each.equals(self))
          .map(Instances::url)
          .sorted()
          .toList();
    } catch (IllegalStateException | StreamsException e) {
      throw unsettled(e);
    }
  }

  @Override
  public List<String> services() {
    try {
      List<String> services = new ArrayList<>();
      for (int partition : partitions()) {
        try {
          services.addAll(reader(partition).services());
        } catch (InvalidStateStorePartitionException e) {
          continue; // Another part of the topology has this partition here, not the slices.
        }
      }
      return services.stream().sorted().toList();
    } catch (IllegalStateException | StreamsException e) {
      throw unsettled(e);
    }
  }

  @Override
  public SliceReader of(String service) {
    KeyQueryMetadata owner = ownership(service);
    if (!owner.activeHost().equals(self)) {
      throw unsettled(null);
    }
    try {
      return reader(owner.partition());
    } catch (IllegalStateException | StreamsException e) {
      throw unsettled(e);
    }
  }

  private KeyQueryMetadata ownership(String service) {
    try {
      KeyQueryMetadata owner =
          running()
              .queryMetadataForKey(SliceProcessor.SLICES, service, Serdes.String().serializer());
      if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
        throw unsettled(null);
      }
      return owner;
    } catch (IllegalStateException | StreamsException e) {
      throw unsettled(e);
    }
  }

  private Set<Integer> partitions() {
    return running().metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .map(task -> task.taskId().partition())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private SliceReader reader(int partition) {
    ReadOnlyKeyValueStore<Bytes, byte[]> rows =
        running()
            .store(
                StoreQueryParameters.fromNameAndType(
                        SliceProcessor.SLICES, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                    .withPartition(partition));
    return new SliceReader(rows);
  }

  private KafkaStreams running() {
    KafkaStreams now = streams.get();
    if (now == null) {
      throw unsettled(null);
    }
    return now;
  }

  static RefusedException unsettled(RuntimeException cause) {
    RefusedException refused =
        new RefusedException(
            RefusedException.Kind.NOT_NOW,
            "the evaluator starts, or its instances share out their work anew");
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }

  private static String url(HostInfo host) {
    return "http://" + host.host() + ":" + host.port();
  }

  /** Whether a failure while slices were read means that they moved away. */
  static boolean moved(RuntimeException e) {
    return e instanceof InvalidStateStoreException;
  }
}
