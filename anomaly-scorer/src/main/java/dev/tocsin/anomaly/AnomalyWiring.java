package dev.tocsin.anomaly;

import dev.tocsin.anomaly.domain.Groups;
import dev.tocsin.anomaly.domain.ModelPlan;
import dev.tocsin.anomaly.domain.ScoringPolicy;
import dev.tocsin.anomaly.stream.ScorerMeters;
import dev.tocsin.anomaly.stream.TrainingThread;
import dev.tocsin.events.Model.Kind;
import dev.tocsin.events.Topics;
import dev.tocsin.streams.StreamsProcess;
import dev.tocsin.streams.StreamsSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Properties;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Puts the topology into a process: the only class that knows both CDI and Kafka Streams. */
@ApplicationScoped
class AnomalyWiring {
  @Produces
  @Singleton
  StreamsProcess process(AnomalyConfig config, MeterRegistry registry, TrainingThread trainer) {
    Properties settings =
        new StreamsSettings(
                "tocsin-anomaly-scorer",
                config.kafka().bootstrapServers(),
                config.stateDir(),
                config.instanceId(),
                AnomalyTopology.COMMIT,
                config.replicationFactor())
            .toProperties();
    AnomalyTopology topology =
        new AnomalyTopology(
            new Topics(config.topicPrefix()),
            policy(config.anomaly()),
            plan(config.anomaly()),
            config.anomaly().allowedLateness(),
            trainer,
            new ScorerMeters(registry),
            settings);
    return new StreamsProcess(topology, settings, Clock.systemUTC(), () -> Quarkus.asyncExit(1));
  }

  private static ScoringPolicy policy(AnomalyConfig.Anomaly anomaly) {
    return new ScoringPolicy(
        anomaly.trainAfter(),
        anomaly.retrainEvery(),
        anomaly.sustainedWindows(),
        anomaly.ofWindows(),
        anomaly.alertsPerDay());
  }

  private static ModelPlan plan(AnomalyConfig.Anomaly anomaly) {
    return new ModelPlan(Kind.ENSEMBLE, anomaly.challengers(), new Groups(anomaly.groups()));
  }

  void start(@Observes StartupEvent event, StreamsProcess process, MeterRegistry registry) {
    new KafkaStreamsMetrics(process.streams()).bindTo(registry);
    process.start();
  }

  void stop(
      @Observes ShutdownEvent event,
      StreamsProcess process,
      TrainingThread trainer,
      StreamsRegistry registry) {
    process.close();
    trainer.close();
    registry.close();
  }

  @Produces
  @Singleton
  TrainingThread trainer() {
    return new TrainingThread();
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  StreamsRegistry registry(StreamsProcess process, AnomalyConfig config) {
    return new StreamsRegistry(
        process,
        new Topics(config.topicPrefix()),
        new Groups(config.anomaly().groups()),
        config.kafka().bootstrapServers());
  }

  @Produces
  @Liveness
  HealthCheck alive(StreamsProcess process) {
    return () -> HealthCheckResponse.named("topology").status(process.alive()).build();
  }

  @Produces
  @Readiness
  HealthCheck ready(StreamsProcess process) {
    return () -> {
      StreamsProcess.Readiness now = process.readiness();
      return HealthCheckResponse.named("topology")
          .status(now.ready())
          .withData("state", now.state())
          .withData("tasks", now.tasks())
          .withData("lag", now.lag())
          .build();
    };
  }
}
