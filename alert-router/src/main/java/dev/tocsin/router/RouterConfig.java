package dev.tocsin.router;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

    Webhook webhook();

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

    /** For one attempt by webhook or mail. */
    @WithDefault("10s")
    Duration deadline();
  }

  /** Where webhooks may go. */
  interface Webhook {
    /** Whether loopback, link-local and private addresses are allowed. */
    @WithDefault("false")
    boolean allowPrivate();

    /** If given, only these hosts. */
    Optional<List<String>> allowedHosts();
  }

  /** How mail is sent; the server is {@code quarkus.mailer.*}. */
  interface Mail {
    @WithDefault("tocsin@localhost")
    String from();
  }
}
