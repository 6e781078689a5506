package dev.tocsin.standalone;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is to be started, and where.
 *
 * @param data the data directory, absolute
 * @param fresh whether to delete what is in it first
 * @param ports by part: {@code kafka}, {@code postgres} and the services' names
 * @param kafka bootstrap servers of a Kafka that runs already, or null for an embedded one
 * @param postgres a database that exists already, or null for an embedded one
 * @param definitions whether to load the default definitions
 * @param sample whether to start the sample workload
 * @param say takes a line for whoever watches
 */
record Settings(
    Path data,
    boolean fresh,
    Map<String, Integer> ports,
    String kafka,
    String postgres,
    boolean definitions,
    boolean sample,
    Consumer<String> say) {

  int port(String part) {
    return ports.get(part);
  }

  /** The brokers, embedded or given. */
  String bootstrapServers() {
    return kafka == null ? "127.0.0.1:" + port("kafka") : kafka;
  }

  /** The database, embedded or given. */
  DatabaseUrl database() {
    return DatabaseUrl.parse(postgres == null ? DatabasePart.address(port("postgres")) : postgres);
  }
}
