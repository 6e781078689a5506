package dev.tocsin.embedded;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * One KRaft node, broker and controller, as a child process on 127.0.0.1. Its data survive a
 * restart, also on another port.
 */
public final class KafkaNode implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(20);

  /** Soon up and small; under heavy load it takes more processor time than it could. */
  private static final List<String> SMALL =
      List.of("-Xms64m", "-Xmx256m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final ChildProcess process;
  private final Path log;
  private final int port;

  private KafkaNode(ChildProcess process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts the node and returns when it answers. A node that an earlier, crashed run left behind on
   * the same directory is stopped first.
   *
   * @param directory data, settings and log; made when absent
   * @param port the port for clients, 0 for a free one
   * @throws EmbeddedException when the port is taken or the node does not come up
   */
  public static KafkaNode start(Path directory, int port) {
    return start(directory, port, SMALL);
  }

  /**
   * The same with other options of the JVM.
   *
   * @param jvm such as its heap
   * @throws EmbeddedException when the port is taken or the node does not come up
   */
  public static KafkaNode start(Path directory, int port, List<String> jvm) {
    Path home = directory.toAbsolutePath();
    stopStale(home);
    if (port != 0 && Ports.taken(port)) {
      throw new EmbeddedException("Kafka's port " + port + " is taken");
    }
    try {
      Files.createDirectories(home);
      KafkaNode node = launch(home, Ports.orFree(port), jvm);
      node.awaitAnswer();
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops a node that was left behind on this directory; true if there was one. */
  public static boolean stopStale(Path directory) {
    return ChildProcess.find(pidFile(directory))
        .map(
            stale -> {
              stale.stop(STOP);
              return true;
            })
        .orElse(false);
  }

  /** Where the id of the node's process is kept. */
  public static Path pidFile(Path directory) {
    return directory.resolve("kafka.pid");
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.stop(STOP);
  }

  private static KafkaNode launch(Path home, int port, List<String> jvm) throws IOException {
    Path log = home.resolve("kafka.log");
    Path settings = home.resolve("server.properties");
    Path logging = home.resolve("logging.properties");
    Files.writeString(settings, settings(home, port, Ports.free()));
    Files.writeString(
        logging,
        """
        handlers=java.util.logging.ConsoleHandler
        .level=WARNING
        java.util.logging.SimpleFormatter.format=%1$tFT%1$tT %4$s %3$s %5$s%6$s%n
        """);
    format(home);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.add("-Djava.util.logging.config.file=" + logging);
    command.add("-cp");
    command.add(classPath());
    command.add(GuardedBroker.class.getName());
    command.add(settings.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    return new KafkaNode(ChildProcess.start(pidFile(home), builder), log, port);
  }

  /** This process's class path holds Kafka; relative entries would be looked up elsewhere. */
  private static String classPath() {
    StringBuilder path = new StringBuilder();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.append(path.isEmpty() ? "" : File.pathSeparator).append(Path.of(entry).toAbsolutePath());
    }
    return path.toString();
  }

  private static void format(Path home) {
    if (Files.exists(home.resolve("data/meta.properties"))) {
      return;
    }
    try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream())) {
      new Formatter()
          .setPrintStream(quiet)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setNodeId(1)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(home.resolve("data").toString())
          .addDirectory(home.resolve("data").toString())
          .run();
    } catch (Exception e) {
      throw new EmbeddedException("Kafka's storage in " + home + " cannot be formatted", e);
    }
  }

  private static String settings(Path home, int port, int controllerPort) throws IOException {
    try (var in = KafkaNode.class.getResourceAsStream("server.properties")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@data@", home.resolve("data").toString())
          .replace("@port@", Integer.toString(port))
          .replace("@controller-port@", Integer.toString(controllerPort));
    }
  }

  /** An open port is not yet a broker: only a cluster with a registered node counts. */
  private void awaitAnswer() {
    Instant deadline = Instant.now().plus(START);
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2_000))) {
      while (!answers(admin)) {
        if (!process.alive() || Instant.now().isAfter(deadline)) {
          process.stop(Duration.ofSeconds(1));
          throw new EmbeddedException(
              "Kafka did not start; the end of " + log + ":\n" + ChildProcess.tail(log, 15));
        }
      }
    }
  }

  private boolean answers(Admin admin) {
    try {
      if (process.ended(Duration.ofMillis(50))) {
        return false;
      }
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedException("interrupted while Kafka started", e);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }
}
