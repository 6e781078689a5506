package dev.tocsin.standalone;

import dev.tocsin.embedded.Ports;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What a {@link Standalone} is made of; everything has a default. */
public final class StandaloneBuilder {
  static final int KAFKA_PORT = 9092;
  static final int POSTGRES_PORT = 15432;

  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private Path data = Layout.defaultData();
  private boolean fresh;
  private String kafka;
  private String postgres;
  private boolean definitions = true;
  private boolean sample = true;
  private Consumer<String> say = line -> {};

  StandaloneBuilder() {
    ports.put("kafka", KAFKA_PORT);
    ports.put("postgres", POSTGRES_PORT);
    for (Service service : Service.values()) {
      ports.put(service.moduleName(), service.defaultPort());
    }
  }

  /** Where everything is kept (default: {@code .tocsin} in the repository). */
  public StandaloneBuilder data(Path directory) {
    data = directory.toAbsolutePath().normalize();
    return this;
  }

  /** Whether to delete what the data directory holds first (default: no). */
  public StandaloneBuilder fresh(boolean yes) {
    fresh = yes;
    return this;
  }

  /**
   * Where a part listens.
   *
   * @param part {@code kafka}, {@code postgres} or a service's name
   * @param port 0 for a free one
   */
  public StandaloneBuilder port(String part, int port) {
    if (ports.replace(part, port == 0 ? Ports.free() : port) == null) {
      throw new IllegalArgumentException(part + " is none of " + ports.keySet());
    }
    return this;
  }

  /** A free port for every part. */
  public StandaloneBuilder freePorts() {
    ports.keySet().forEach(part -> port(part, 0));
    return this;
  }

  /** Uses a Kafka that runs already, instead of an embedded one. */
  public StandaloneBuilder kafka(String bootstrapServers) {
    kafka = bootstrapServers;
    return this;
  }

  /** Uses a database that exists already, instead of an embedded one. */
  public StandaloneBuilder postgres(String url) {
    postgres = url;
    return this;
  }

  /** Whether to load the default definitions (default: yes). */
  public StandaloneBuilder definitions(boolean yes) {
    definitions = yes;
    return this;
  }

  /** Whether to start the sample workload (default: yes). */
  public StandaloneBuilder sample(boolean yes) {
    sample = yes;
    return this;
  }

  /** Takes each line of progress (default: nobody). */
  public StandaloneBuilder say(Consumer<String> line) {
    say = line;
    return this;
  }

  public Standalone build() {
    return new Standalone(settings());
  }

  /** The processes that would be started. */
  Parts parts() {
    return Parts.of(settings(), new Layout(data));
  }

  private Settings settings() {
    return new Settings(data, fresh, Map.copyOf(ports), kafka, postgres, definitions, sample, say);
  }
}
