package dev.tocsin.ingest;

import dev.tocsin.ingest.domain.Pack;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts packs on Kafka. Done means that Kafka has all of them, by acks=all.
 *
 * <p>After a failure everything else fails at once for a second: while Kafka is away a send blocks
 * its thread, and a queue of such sends would make every request wait for all those before it.
 */
public final class EventPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Producer<String, byte[]> producer;
  private volatile long failedAt = System.nanoTime() - PAUSE_NANOS;

  public EventPublisher(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Sends all packs in their order. May block for the producer's {@code max.block.ms}.
   *
   * @return done when Kafka has acknowledged all of them; fails with {@link NotAcknowledged} as
   *     soon as all that were sent are settled and one of them was not acknowledged
   */
  public CompletionStage<Void> publish(String topic, List<Pack> packs) {
    Delivery delivery = new Delivery(packs);
    if (System.nanoTime() - failedAt < PAUSE_NANOS) {
      return CompletableFuture.failedFuture(new NotAcknowledged(delivery.events, 0, null));
    }
    Iterator<Pack> rest = packs.iterator();
    while (rest.hasNext() && !delivery.hasFailed()) {
      send(topic, rest.next(), delivery);
    }
    delivery.settled();
    return delivery.result;
  }

  private void send(String topic, Pack pack, Delivery delivery) {
    delivery.open.incrementAndGet();
    try {
      producer.send(
          new ProducerRecord<>(topic, pack.key(), pack.value()),
          (metadata, failure) -> {
            if (failure == null) {
              delivery.acknowledged.addAndGet(pack.events());
            } else {
              failedAt = System.nanoTime();
              delivery.failed(failure);
            }
            delivery.settled();
          });
    } catch (KafkaException | IllegalStateException e) {
      delivery.failed(e);
      delivery.settled();
    }
  }

  /** What became of one request's packs. {@code open} counts sends, and one for the sender. */
  private static final class Delivery {
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger(1);
    private final int events;

    Delivery(List<Pack> packs) {
      events = packs.stream().mapToInt(Pack::events).sum();
    }

    boolean hasFailed() {
      return failure.get() != null;
    }

    void failed(Exception cause) {
      failure.compareAndSet(null, cause);
    }

    void settled() {
      if (open.decrementAndGet() > 0) {
        return;
      }
      Exception cause = failure.get();
      if (cause == null) {
        result.complete(null);
      } else {
        LOG.warn(
            "not acknowledged: events={} acknowledged={} reason={}",
            events,
            acknowledged,
            cause.toString());
        result.completeExceptionally(new NotAcknowledged(events, acknowledged.get(), cause));
      }
    }
  }

  /** Kafka did not take everything in time. */
  public static final class NotAcknowledged extends RuntimeException {
    private final int events;
    private final int acknowledged;

    NotAcknowledged(int events, int acknowledged, Exception cause) {
      super(cause);
      this.events = events;
      this.acknowledged = acknowledged;
    }

    /** How many events there were. */
    public int events() {
      return events;
    }

    /** How many of them Kafka is known to have. */
    public int acknowledged() {
      return acknowledged;
    }
  }
}
