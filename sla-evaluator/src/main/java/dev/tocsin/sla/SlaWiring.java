package dev.tocsin.sla;

import dev.tocsin.events.Definitions;
import dev.tocsin.events.Rejected;
import dev.tocsin.events.Topics;
import dev.tocsin.sla.domain.MaintenancePlan;
import dev.tocsin.sla.domain.Relations;
import dev.tocsin.sla.rest.EvaluatorStatus;
import dev.tocsin.sla.stream.EvaluatorMetrics;
import dev.tocsin.sla.stream.NewestVerdicts;
import dev.tocsin.sla.stream.Settings;
import dev.tocsin.streams.DefinitionsFollower;
import dev.tocsin.streams.StreamsProcess;
import dev.tocsin.streams.StreamsSettings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.StreamsConfig;
import org.jboss.logging.Logger;

/** Brings the topology to life: the only class that knows both CDI and Kafka Streams. */
@Startup
@Singleton
class SlaWiring {
  private static final Logger LOG = Logger.getLogger(SlaWiring.class);
  private static final long RETRY_SECONDS = 1;

  private final SlaConfig config;
  private final MeterRegistry registry;
  private final EvaluatorMetrics metrics = new EvaluatorMetrics();
  private final List<FunctionCounter> counters = new ArrayList<>();
  private final NewestVerdicts newest = new NewestVerdicts();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread starter = new Thread(this::start, "sla-start");
  private volatile DefinitionsFollower definitions;
  private volatile StreamsProcess process;
  private volatile KafkaStreamsMetrics streamsMetrics;

  SlaWiring(SlaConfig config, MeterRegistry registry) {
    this.config = config;
    this.registry = registry;
    for (EvaluatorMetrics.Figure each : EvaluatorMetrics.Figure.values()) {
      counters.add(
          FunctionCounter.builder(each.metric(), metrics, m -> m.get(each))
              .description(each.description())
              .register(registry));
    }
    starter.setDaemon(true);
    starter.setUncaughtExceptionHandler(
        (thread, cause) -> {
          LOG.error("the evaluator cannot start", cause);
          Quarkus.asyncExit(1);
        });
    starter.start();
  }

  /** The definitions that are in force, none before they were read. */
  Definitions definitions() {
    DefinitionsFollower follower = definitions;
    return follower == null ? Definitions.NONE : follower.get();
  }

  /** What the topology judged last. */
  NewestVerdicts newest() {
    return newest;
  }

  /** The running topology, once there is one. */
  Optional<StreamsProcess> process() {
    return Optional.ofNullable(process);
  }

  @Produces
  @Singleton
  Supplier<EvaluatorStatus> status() {
    return () -> {
      Definitions now = definitions();
      Map<String, Long> counters = new TreeMap<>();
      for (EvaluatorMetrics.Figure each : EvaluatorMetrics.Figure.values()) {
        counters.put(each.metric(), metrics.get(each));
      }
      return new EvaluatorStatus(
          now.size(),
          Integer.toHexString(now.fingerprint()),
          invalid(now),
          process().map(StreamsProcess::readiness).orElse(null),
          counters);
    };
  }

  private static Map<String, Rejected> invalid(Definitions now) {
    Map<String, Rejected> all = new TreeMap<>(now.invalid());
    all.putAll(new MaintenancePlan(now).invalid());
    all.putAll(new Relations(now).problems());
    return all;
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped.countDown();
    // The registry may outlive this application, in tests: it would show the counts of this one.
    counters.forEach(registry::remove);
    starter.join(TimeUnit.SECONDS.toMillis(2));
    if (streamsMetrics != null) {
      streamsMetrics.close();
    }
    if (process != null) {
      process.close();
    }
    if (definitions != null) {
      definitions.close();
    }
  }

  /** Kafka may come later than this process: tries until it is there. */
  private void start() {
    Topics topics = new Topics(config.topicPrefix());
    try {
      while (stopped.getCount() > 0 && !read(topics)) {
        if (stopped.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (stopped.getCount() == 0) {
      return;
    }
    Properties settings = SlaTopology.properties(streamsSettings(), topics);
    settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, config.advertisedAddress());
    SlaTopology topology =
        new SlaTopology(topics, settings(), definitions, metrics, newest, settings);
    StreamsProcess started =
        new StreamsProcess(topology, settings, Clock.systemUTC(), () -> Quarkus.asyncExit(1));
    started.start();
    streamsMetrics = new KafkaStreamsMetrics(started.streams());
    streamsMetrics.bindTo(registry);
    process = started;
  }

  private boolean read(Topics topics) {
    DefinitionsFollower follower = null;
    try {
      follower = new DefinitionsFollower(config.kafka().bootstrapServers(), topics.definitions());
      follower.start();
      definitions = follower;
      return true;
    } catch (KafkaException | IllegalStateException e) {
      LOG.warnf("definitions cannot be read yet: reason=%s", e.getMessage());
      if (follower != null) {
        follower.close();
      }
      return false;
    }
  }

  Settings settings() {
    SlaConfig.Sla sla = config.sla();
    return new Settings(
        sla.maxClockSkew(),
        sla.allowedLateness(),
        sla.retention(),
        sla.dedupHorizon(),
        sla.emitInterval(),
        sla.maxSeries());
  }

  private StreamsSettings streamsSettings() {
    String application = config.topicPrefix().replaceFirst("\\.$", "") + "-sla-evaluator";
    return new StreamsSettings(
        application,
        config.kafka().bootstrapServers(),
        config.stateDir(),
        config.instanceId(),
        config.sla().commitInterval(),
        config.replicationFactor());
  }
}
