package dev.tocsin.router;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The service's configuration; defaults run beside a local broker. */
@ConfigMapping(prefix = "tocsin")
public interface RouterConfig {
  Kafka kafka();

  /** What every topic's name begins with. */
  @WithDefault("tocsin.")
  String topicPrefix();

  /** Where RocksDB keeps its files. */
  @WithDefault(".tocsin/state/alert-router")
  Path stateDir();

  /** This instance among several. */
  @WithDefault("0")
  String instanceId();

  /** Of internal topics; -1 takes the broker's default. */
  @WithDefault("-1")
  int replicationFactor();

  Router router();

  /** Where Kafka is. */
  interface Kafka {
    @WithDefault("localhost:9092")
    String bootstrapServers();
  }

  /** How alerts become pages. */
  interface Router {
    /** An alert whose event time is older than this pages nobody. */
    @WithDefault("1h")
    Duration staleAfter();

    /** How long results wait until others see them; an alert waits twice. */
    @WithDefault("100ms")
    Duration commitInterval();

    Dispatch dispatch();

    Targets targets();

    Secrets secrets();

    /** Where people find Tocsin; pages link to it. */
    Optional<String> externalUrl();

    Mail mail();
  }

  /** How pages are sent. */
  interface Dispatch {
    /** How long after it was intended a notification is still attempted. */
    @WithDefault("24h")
    Duration maxAge();

    /**
     * How many notifications for one channel of one receiver are held in memory; those behind them
     * are read again when their turn comes.
     */
    @WithDefault("2000")
    int queuePerReceiver();

    /** How many groups' notifications are under way to it at a time. */
    @WithDefault("16")
    int inFlightPerReceiver();

    /** Wait after the first failed attempt; doubles from there. */
    @WithDefault("1s")
    Duration firstBackoff();

    /** Wait after however many failed attempts. */
    @WithDefault("5m")
    Duration longestBackoff();

    /** For one attempt. */
    @WithDefault("10s")
    Duration deadline();

    /** After how many failures in a row a channel of a receiver is left alone. */
    @WithDefault("5")
    int breakerFailures();

    /** How long it is left alone at first; doubles up to the longest backoff. */
    @WithDefault("30s")
    Duration breakerPause();
  }

  /** Where requests may go, of all channels that speak HTTP. */
  interface Targets {
    @WithDefault("https,http")
    Set<String> schemes();

    /** Whether loopback, link-local, private and other inner addresses are allowed. */
    @WithDefault("false")
    boolean allowPrivate();

    /** If given, only these hosts; {@code *.example.com} is all below that name. */
    Optional<List<String>> allowedHosts();
  }

  /** Where definitions may find secrets. */
  interface Secrets {
    /** What a variable's name must begin with. */
    @WithDefault("TOCSIN_SECRET_")
    String envPrefix();

    /** What a file must lie below. */
    @WithDefault("/run/secrets")
    Path directory();
  }

  /** How mail is sent; the server is {@code quarkus.mailer.*}. */
  interface Mail {
    @WithDefault("tocsin@localhost")
    String from();
  }
}
