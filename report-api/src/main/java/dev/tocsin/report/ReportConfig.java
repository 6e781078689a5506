package dev.tocsin.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.ext.mail.StartTLSOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /** About how many records are written in one transaction while there is a backlog. */
    @WithDefault("12000")
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

    /** The instances of the anomaly scorer: the picture of each has the entities that it owns. */
    @WithDefault("http://127.0.0.1:8083")
    List<URI> scorerUrl();

    /** Any instance of the alert router: it knows what its templates may say. */
    @WithDefault("http://127.0.0.1:8084")
    URI routerUrl();

    /** Most rows of minutes, hours and days that one telemetry report reads. */
    @WithDefault("1000000")
    int maxSlices();

    Retention retention();

    Deliveries deliveries();

    Fleet fleet();
  }

  /** Devices and metrics, added up from telemetry itself. */
  interface Fleet {
    /** Whether they are: it reads all requests once more. */
    @WithDefault("true")
    boolean enabled();

    /** How often sums are written. */
    @WithDefault("5s")
    Duration every();
  }

  /** The mail server of scheduled reports. */
  interface Smtp {
    @WithDefault("localhost")
    String host();

    @WithDefault("25")
    int port();

    /** Whether TLS begins with the connection. */
    @WithDefault("false")
    boolean tls();

    /** STARTTLS: {@code DISABLED}, {@code OPTIONAL} or {@code REQUIRED}. */
    @WithDefault("OPTIONAL")
    StartTLSOptions startTls();

    Optional<String> username();

    Optional<String> password();

    /** The sender. */
    @WithDefault("tocsin@localhost")
    String from();
  }

  /** How scheduled reports are sent. */
  interface Deliveries {
    /** How often is looked what is due. */
    @WithDefault("15s")
    Duration every();

    Smtp smtp();

    /** Of addresses that reports are posted to. */
    @WithDefault("https,http")
    Set<String> schemes();

    /** Whether loopback, link-local, private and other inner addresses are allowed. */
    @WithDefault("false")
    boolean allowPrivate();

    /** If given, only these hosts; {@code *.example.com} is all below that name. */
    Optional<List<String>> allowedHosts();

    Secrets secrets();
  }

  /** Where schedules may find the keys of signatures. */
  interface Secrets {
    /** What a variable's name must begin with. */
    @WithDefault("TOCSIN_SECRET_")
    String envPrefix();

    /** What a file must lie below. */
    @WithDefault("/run/secrets")
    Path directory();
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

    /** Of devices that are not seen any more, and of their days. */
    @WithDefault("90d")
    Duration devices();

    /** How often the old ones are deleted. */
    @WithDefault("10m")
    Duration every();
  }
}
