package dev.tocsin.sla;

import dev.tocsin.streams.BundlingClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Clients that end the process at a given commit of a transaction: before it, while it is on its
 * way, or as soon as it is done. Nothing of the process is cleaned up, as after {@code kill -9}.
 */
public final class HaltingClients extends BundlingClients {
  /** Where in a commit, which one, and the file that tells what was hit. */
  static final String PLAN = "tocsin.test.halt";

  static final int STATUS = 137;

  /** The moment within a commit. */
  enum Moment {
    BEFORE,
    INSIDE,
    AFTER
  }

  /**
   * When to end the process.
   *
   * @param moment where in the commit
   * @param commit which commit of the process, from 1
   * @param micros how long after the commit was begun, for {@link Moment#INSIDE}
   * @param hit the file into which goes what was hit
   */
  record Plan(Moment moment, int commit, int micros, Path hit) {
    static Plan of(String text) {
      String[] parts = text.split(",", 4);
      return new Plan(
          Moment.valueOf(parts[0]),
          Integer.parseInt(parts[1]),
          Integer.parseInt(parts[2]),
          Path.of(parts[3]));
    }

    @Override
    public String toString() {
      return moment + "," + commit + "," + micros + "," + hit;
    }
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new HaltingProducer(config, Plan.of(System.getProperty(PLAN)));
  }

  private static final class HaltingProducer extends KafkaProducer<byte[], byte[]> {
    private final Plan plan;
    private final AtomicInteger commits = new AtomicInteger();

    HaltingProducer(Map<String, Object> config, Plan plan) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
      this.plan = plan;
    }

    @Override
    public void commitTransaction() {
      if (commits.incrementAndGet() != plan.commit()) {
        super.commitTransaction();
        return;
      }
      switch (plan.moment()) {
        case BEFORE -> {
          // Everything is in the log; only the end of the transaction is missing.
          flush();
          halt(Moment.BEFORE);
        }
        case INSIDE -> inside();
        default -> {
          super.commitTransaction();
          halt(Moment.AFTER);
        }
      }
    }

    private void inside() {
      flush();
      AtomicBoolean returned = new AtomicBoolean();
      CountDownLatch begun = new CountDownLatch(1);
      Thread end =
          new Thread(
              () -> {
                begun.countDown();
                long until = System.nanoTime() + plan.micros() * 1_000L;
                while (System.nanoTime() < until) {
                  Thread.onSpinWait();
                }
                halt(returned.get() ? Moment.AFTER : Moment.INSIDE);
              });
      end.start();
      try {
        begun.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      super.commitTransaction();
      returned.set(true);
      LockSupport.park();
    }

    private void halt(Moment hit) {
      try {
        Files.writeString(plan.hit(), hit.name());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        Runtime.getRuntime().halt(STATUS);
      }
    }
  }
}
