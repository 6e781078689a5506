package dev.tocsin.router;

import dev.tocsin.events.Definitions;
import dev.tocsin.events.Topics;
import dev.tocsin.router.channel.Channel;
import dev.tocsin.router.channel.Conversations;
import dev.tocsin.router.dispatch.Backoff;
import dev.tocsin.router.dispatch.Breaker;
import dev.tocsin.router.dispatch.DispatchSettings;
import dev.tocsin.router.dispatch.Dispatcher;
import dev.tocsin.router.domain.Rules;
import dev.tocsin.router.rest.Groups;
import dev.tocsin.router.stream.RouterMeters;
import dev.tocsin.router.stream.StoredGroups;
import dev.tocsin.streams.DefinitionsFollower;
import dev.tocsin.streams.StreamsProcess;
import dev.tocsin.streams.StreamsSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Brings topology and dispatcher to life: the only class that knows both CDI and Kafka Streams. */
@Startup
@Singleton
class RouterWiring {
  private static final Logger LOG = Logger.getLogger(RouterWiring.class);
  private static final long RETRY_SECONDS = 1;
  private static final int SENDERS = 4;

  private final RouterConfig config;
  private final MeterRegistry registry;
  private final MailClient mail;
  private final Vertx vertx;
  private final Topics topics;
  private final Rules rules;
  private final ExecutorService senders =
      Executors.newFixedThreadPool(SENDERS, work -> daemon(work, "sender"));
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread starter = daemon(this::start, "router-start");
  private volatile DefinitionsFollower definitions;
  private volatile StreamsProcess process;
  private volatile Dispatcher dispatcher;
  private volatile KafkaStreamsMetrics streamsMetrics;
  private volatile Admin admin;

  RouterWiring(RouterConfig config, MeterRegistry registry, MailClient mail, Vertx vertx) {
    this.config = config;
    this.registry = registry;
    this.mail = mail;
    this.vertx = vertx;
    this.topics = new Topics(config.topicPrefix());
    this.rules = Rules.staleAfter(config.router().staleAfter());
    starter.start();
  }

  /** The definitions that are in force, none before they were read. */
  Definitions definitions() {
    DefinitionsFollower follower = definitions;
    return follower == null ? Definitions.NONE : follower.get();
  }

  /** The running topology, once there is one. */
  Optional<StreamsProcess> process() {
    return Optional.ofNullable(process);
  }

  /** Whether the dispatcher reads its outbox. */
  boolean dispatching() {
    Dispatcher running = dispatcher;
    return running != null && running.working();
  }

  @Produces
  @Singleton
  Groups groups() {
    return () -> process().flatMap(p -> StoredGroups.of(p.streams(), rules.forgetAfter()));
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped.countDown();
    starter.join(TimeUnit.SECONDS.toMillis(2));
    if (dispatcher != null) {
      dispatcher.close();
    }
    if (streamsMetrics != null) {
      streamsMetrics.close();
    }
    if (process != null) {
      process.close();
    }
    if (definitions != null) {
      definitions.close();
    }
    if (admin != null) {
      admin.close();
    }
    senders.shutdownNow();
  }

  /** Kafka may come later than this process: tries until it is there. */
  private void start() {
    try {
      while (stopped.getCount() > 0 && !read()) {
        if (stopped.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (stopped.getCount() > 0) {
      RouterMeters meters = new RouterMeters(registry);
      startTopology(meters);
      startDispatcher(meters);
    }
  }

  private boolean read() {
    DefinitionsFollower follower =
        new DefinitionsFollower(config.kafka().bootstrapServers(), topics.definitions());
    try {
      follower.start();
      definitions = follower;
      return true;
    } catch (KafkaException e) {
      LOG.warnf("definitions cannot be read yet: reason=%s", e.getMessage());
      follower.close();
      return false;
    }
  }

  private void startTopology(RouterMeters meters) {
    Properties settings =
        new StreamsSettings(
                application(),
                config.kafka().bootstrapServers(),
                config.stateDir(),
                config.instanceId(),
                config.router().commitInterval(),
                config.replicationFactor())
            .toProperties();
    RouterTopology topology = new RouterTopology(topics, definitions, rules, meters, settings);
    StreamsProcess started =
        new StreamsProcess(topology, settings, Clock.systemUTC(), () -> Quarkus.asyncExit(1));
    started.start();
    streamsMetrics = new KafkaStreamsMetrics(started.streams());
    streamsMetrics.bindTo(registry);
    process = started;
  }

  private void startDispatcher(RouterMeters meters) {
    RouterConfig.Dispatch dispatch = config.router().dispatch();
    DispatchSettings settings =
        new DispatchSettings(
            config.kafka().bootstrapServers(),
            application() + "-dispatcher",
            config.instanceId(),
            dispatch.maxAge(),
            dispatch.queuePerReceiver(),
            dispatch.inFlightPerReceiver(),
            new Backoff(dispatch.firstBackoff(), dispatch.longestBackoff()),
            new Breaker.Rule(
                dispatch.breakerFailures(), dispatch.breakerPause(), dispatch.longestBackoff()));
    Conversations conversations = new Conversations(topics.conversations().name());
    Dispatcher started =
        new Dispatcher(
            settings,
            topics,
            definitions,
            channels(conversations),
            conversations,
            meters,
            Clock.systemUTC());
    started.start();
    dispatcher = started;
  }

  private Map<String, Channel> channels(Conversations conversations) {
    admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers()));
    return new Channels(config.router(), vertx, mail, senders, Clock.systemUTC())
        .all(admin, topics, conversations);
  }

  private String application() {
    return config.topicPrefix().replaceFirst("\\.$", "") + "-alert-router";
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
