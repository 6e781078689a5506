package dev.tocsin.anomaly;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The service's configuration; defaults run beside a local broker. */
@ConfigMapping(prefix = "tocsin")
public interface AnomalyConfig {
  Kafka kafka();

  /** What every topic's name begins with. */
  @WithDefault("tocsin.")
  String topicPrefix();

  /** Where RocksDB keeps its files. */
  @WithDefault(".tocsin/state/anomaly-scorer")
  Path stateDir();

  /** This instance among several. */
  @WithDefault("0")
  String instanceId();

  /** Of internal topics; -1 takes the broker's default. */
  @WithDefault("-1")
  int replicationFactor();

  Anomaly anomaly();

  /** Where Kafka is. */
  interface Kafka {
    @WithDefault("localhost:9092")
    String bootstrapServers();
  }

  /** How scoring goes. */
  interface Anomaly {
    /** How long a window waits for events out of order. */
    @WithDefault(AnomalyTopology.ALLOWED_LATENESS)
    Duration allowedLateness();

    /** Windows with data before an entity's first model. */
    @WithDefault("120")
    int trainAfter();

    /** Windows from one model to the next, once there is as much history. */
    @WithDefault("960")
    int retrainEvery();

    /** How many of the last windows must be elevated before an alert. */
    @WithDefault("3")
    int sustainedWindows();

    /** Of how many. */
    @WithDefault("5")
    int ofWindows();

    /** How many alerts a day of an entity its threshold settles at, at most. */
    @WithDefault("2")
    double alertsPerDay();

    /** Whether each model has a challenger. */
    @WithDefault("true")
    boolean challengers();

    /** Services that are alike, by the name of their group: names, with * for anything. */
    Map<String, List<String>> groups();
  }
}
