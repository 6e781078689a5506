package dev.tocsin.standalone;

import dev.tocsin.embedded.ChildProcess;
import dev.tocsin.embedded.PostgresNode;
import java.nio.file.Path;
import java.util.Optional;

/** The embedded PostgreSQL with the one database. */
final class DatabasePart implements Part {
  private static final String DATABASE = "tocsin";

  private final Path directory;
  private final int port;
  private volatile PostgresNode node;

  DatabasePart(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String address() {
    return address(port);
  }

  static String address(int port) {
    return "postgresql://" + PostgresNode.USER + "@127.0.0.1:" + port + "/" + DATABASE;
  }

  @Override
  public Path log() {
    return directory.resolve("postgres.log");
  }

  @Override
  public void start() {
    node = PostgresNode.start(directory, port).createDatabase(DATABASE);
  }

  @Override
  public boolean ready() {
    return alive();
  }

  @Override
  public Optional<ChildProcess> process() {
    return Optional.ofNullable(node).map(PostgresNode::process);
  }

  @Override
  public void stop() {
    if (node != null) {
      node.close();
    }
  }

  @Override
  public boolean stopStale() {
    return PostgresNode.stopStale(directory);
  }
}
