package dev.tocsin.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** What can be configured beside Quarkus' own settings. */
@ConfigMapping(prefix = "tocsin")
public interface ReportConfig {
  Kafka kafka();

  /** What every topic's name begins with. */
  @WithDefault("tocsin.")
  String topicPrefix();

  /** This process among several report APIs on one database; a restart keeps it. */
  @WithDefault("0")
  String instanceId();

  Report report();

  /** The brokers. */
  interface Kafka {
    @WithDefault("localhost:9092")
    String bootstrapServers();
  }

  /** The report API's own. */
  interface Report {
    /** How long an owner that is not seen any more keeps the right to write. */
    @WithDefault("10s")
    Duration lease();

    /** Most records in one transaction. */
    @WithDefault("2000")
    int batchSize();

    /** How far ahead of the wall clock an incident event may be. */
    @WithDefault("5m")
    Duration maxClockSkew();

    /** Most clients of the live events; further ones get 503. */
    @WithDefault("100")
    int liveClients();

    /** Any instance of the SLA evaluator: it knows the newest figures, and where the others are. */
    @WithDefault("http://127.0.0.1:8082")
    URI evaluatorUrl();

    /** Most rows of minutes, hours and days that one telemetry report reads. */
    @WithDefault("1000000")
    int maxSlices();

    Retention retention();
  }

  /** How long rows stay, by the time when Kafka took their record. */
  interface Retention {
    /** Minutes of requests; their hours and days stay longer. */
    @WithDefault("14d")
    Duration slices();

    @WithDefault("400d")
    Duration hours();

    @WithDefault("1825d")
    Duration days();

    @WithDefault("14d")
    Duration scores();

    @WithDefault("90d")
    Duration verdicts();

    @WithDefault("14d")
    Duration deadLetters();

    /** How often the old ones are deleted. */
    @WithDefault("10m")
    Duration every();
  }
}
