package dev.tocsin.sla;

import dev.tocsin.events.Topics;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The service's configuration. */
@ConfigMapping(prefix = "tocsin")
public interface SlaConfig {
  Kafka kafka();

  /** What every topic's name begins with. */
  @WithDefault(Topics.DEFAULT_PREFIX)
  String topicPrefix();

  /** Where stores live on disk; never a temporary folder. */
  @WithDefault(".tocsin/state/sla-evaluator")
  Path stateDir();

  /** This instance among several. */
  @WithDefault("0")
  String instanceId();

  /** Where other instances reach this one, {@code host:port}. */
  @WithDefault("${quarkus.http.host:127.0.0.1}:${quarkus.http.port:8082}")
  String advertisedAddress();

  /** Replication factor of internal topics; -1 takes the broker's default. */
  @WithDefault("-1")
  int replicationFactor();

  Sla sla();

  /** Where Kafka is. */
  interface Kafka {
    @WithDefault("localhost:9092")
    String bootstrapServers();
  }

  /** How service levels are evaluated. */
  interface Sla {
    /** How far ahead of the wall clock an event may be. */
    @WithDefault("5m")
    Duration maxClockSkew();

    /** How long after its end a slice still counts what comes, before it is final. */
    @WithDefault("1m")
    Duration allowedLateness();

    /** Least time that slices are kept; a longer objective keeps them longer. */
    @WithDefault("25h")
    Duration retention();

    /** How long a request event's id is remembered, event time. */
    @WithDefault("15m")
    Duration dedupHorizon();

    /** How often changed slices and open verdicts are published. */
    @WithDefault("500ms")
    Duration emitInterval();

    /** How often it commits while it catches up; else results become visible at once. */
    @WithDefault("3s")
    Duration commitInterval();

    /** Most series a service may have of one kind of telemetry. */
    @WithDefault("2000")
    int maxSeries();
  }
}
