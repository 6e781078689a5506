package dev.tocsin.router.dispatch;

import dev.tocsin.events.Definitions;
import dev.tocsin.events.Topics;
import dev.tocsin.router.channel.Channel;
import dev.tocsin.router.channel.Conversations;
import dev.tocsin.router.stream.RouterMeters;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the outbox, on a thread of its own: never a Streams thread, which must not wait for
 * the outside world. At least once, under the notification's id: after a crash between an attempt
 * and its outcome it is made again.
 */
public final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final long PAUSE_SECONDS = 1;
  private static final Duration FINISH = Duration.ofSeconds(5);

  private final DispatchSettings settings;
  private final Topics topics;
  private final Supplier<Definitions> definitions;
  private final Map<String, Channel> channels;
  private final Conversations conversations;
  private final RouterMeters meters;
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "dispatcher");
  private volatile boolean working;

  /**
   * @param definitions receivers as they are now
   * @param channels the ways to reach them, by the names of their contacts
   * @param conversations what receivers call the lives of groups
   */
  public Dispatcher(
      DispatchSettings settings,
      Topics topics,
      Supplier<Definitions> definitions,
      Map<String, Channel> channels,
      Conversations conversations,
      RouterMeters meters,
      Clock clock) {
    this.settings = settings;
    this.topics = topics;
    this.definitions = definitions;
    this.channels = channels;
    this.conversations = conversations;
    this.meters = meters;
    this.clock = clock;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Whether it reads its outbox; false while Kafka is away. */
  public boolean working() {
    return working;
  }

  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join(FINISH.multipliedBy(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (stopped.getCount() > 0) {
      try (Clients clients = new Clients(settings)) {
        session(clients);
      } catch (KafkaException e) {
        LOG.warn("dispatcher starts anew: topic={}", topics.dispatch().name(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        working = false;
      }
      pause();
    }
  }

  private void session(Clients clients) throws InterruptedException {
    // Ends the transaction that a crash may have left open, before the ledger is read.
    clients.outcomes.initTransactions();
    conversations.forget();
    Outbox outbox = new Outbox(clients, topics, conversations);
    Attempts attempts =
        new Attempts(clients.attempts, topics.notifications(), definitions, channels, clock);
    Settlement settlement = new Settlement(clients.outcomes, outbox, topics.notifications());
    Fallbacks fallbacks = new Fallbacks(attempts, topics, conversations);
    Session session = new Session(settings, outbox, attempts, settlement, fallbacks, meters, clock);
    while (stopped.getCount() > 0) {
      session.turn();
      working = true;
    }
    session.finish(FINISH);
  }

  private void pause() {
    try {
      stopped.await(PAUSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
