package dev.tocsin.streams;

import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store that keeps nothing: it tells a processor that its task is about to commit. What the
 * processor gathered in memory it then forwards, in the same transaction as the offsets of what it
 * was gathered from. So a crash loses nothing and there is nothing to restore or to write twice.
 *
 * <p>Kafka Streams asks only its own cached stores before a commit: hence {@link CachedStateStore},
 * as for {@link AccumulatingStore}.
 */
public final class BeforeCommit implements StateStore, CachedStateStore<Bytes, byte[]> {
  private final String name;
  private InternalProcessorContext<?, ?> context;
  private ProcessorNode<?, ?, ?, ?> node;
  private Runnable action = () -> {};
  private boolean open;

  private BeforeCommit(String name) {
    this.name = name;
  }

  /** Builds the store, always without a changelog. */
  public static StoreBuilder<BeforeCommit> builder(String name) {
    return new Builder(name);
  }

  /**
   * Sets what is done before each commit; it may forward.
   *
   * @param owner the context of the processor that does it, while that is initialised
   */
  public void run(ProcessorContext<?, ?> owner, Runnable before) {
    node = ((InternalProcessorContext<?, ?>) owner).currentNode();
    action = before;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext stateContext, StateStore root) {
    context = (InternalProcessorContext<?, ?>) stateContext;
    context.register(root, (key, value) -> {});
    open = true;
  }

  /** Does now what is done before each commit, because somebody needs it before the next one. */
  public void now() {
    action.run();
  }

  @Override
  public void flushCache() {
    ProcessorNode<?, ?, ?, ?> before = context.currentNode();
    context.setCurrentNode(node);
    try {
      action.run();
    } finally {
      context.setCurrentNode(before);
    }
  }

  @Override
  public void flush() {
    // Nothing is kept.
  }

  @Override
  public boolean setFlushListener(CacheFlushListener<Bytes, byte[]> listener, boolean oldValues) {
    return false;
  }

  @Override
  public void clearCache() {
    // Nothing is kept.
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  private record Builder(String name) implements StoreBuilder<BeforeCommit> {
    @Override
    public BeforeCommit build() {
      return new BeforeCommit(name);
    }

    @Override
    public StoreBuilder<BeforeCommit> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<BeforeCommit> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<BeforeCommit> withLoggingEnabled(Map<String, String> config) {
      throw new UnsupportedOperationException("there is nothing to log");
    }

    @Override
    public StoreBuilder<BeforeCommit> withLoggingDisabled() {
      return this;
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }
  }
}
