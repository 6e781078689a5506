package dev.tocsin.standalone;

import dev.tocsin.embedded.ChildProcess;
import dev.tocsin.embedded.KafkaNode;
import java.nio.file.Path;
import java.util.Optional;

/** The embedded Kafka. */
final class BrokerPart implements Part {
  private final Path directory;
  private final int port;
  private volatile KafkaNode node;

  BrokerPart(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public Path log() {
    return directory.resolve("kafka.log");
  }

  @Override
  public void start() {
    node = KafkaNode.start(directory, port);
  }

  @Override
  public boolean ready() {
    return alive();
  }

  @Override
  public Optional<ChildProcess> process() {
    return Optional.ofNullable(node).map(KafkaNode::process);
  }

  @Override
  public void stop() {
    if (node != null) {
      node.close();
    }
  }

  @Override
  public boolean stopStale() {
    return KafkaNode.stopStale(directory);
  }
}
