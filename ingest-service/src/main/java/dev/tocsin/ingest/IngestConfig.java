package dev.tocsin.ingest;

import dev.tocsin.events.Topics;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The service's configuration. */
@ConfigMapping(prefix = "tocsin")
public interface IngestConfig {
  Kafka kafka();

  /** What every topic's name begins with. */
  @WithDefault(Topics.DEFAULT_PREFIX)
  String topicPrefix();

  Ingest ingest();

  /** Where Kafka is. */
  interface Kafka {
    @WithDefault("localhost:9092")
    String bootstrapServers();
  }

  /** Limits. */
  interface Ingest {
    /** Largest body as sent. */
    @WithDefault("10M")
    MemorySize maxBody();

    /** Largest body after unpacking. */
    @WithDefault("32M")
    MemorySize maxUnpackedBody();

    /**
     * Memory for all bodies that are being read; beyond it requests get a 503. The largest one
     * takes up to {@code maxBody} and one and a quarter of {@code maxUnpackedBody}.
     */
    @WithDefault("56M")
    MemorySize maxBuffered();

    /** Requests at a time; beyond it they get a 503. */
    @WithDefault("256")
    int maxRequests();

    /** How long a body may take to arrive. */
    @WithDefault("60s")
    Duration bodyTimeout();

    /** How long Kafka may take to acknowledge before the request gets a 503. */
    @WithDefault("8s")
    Duration deliveryTimeout();

    /** How far ahead of the wall clock an event may be. */
    @WithDefault("5m")
    Duration maxClockSkew();
  }
}
