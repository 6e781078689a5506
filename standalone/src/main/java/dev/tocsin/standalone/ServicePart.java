package dev.tocsin.standalone;

import dev.tocsin.embedded.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One service as a process of its own, configured by its environment. */
final class ServicePart implements Part {
  private static final Duration STOP = Duration.ofSeconds(20);

  /** Small and quick to start; C1 alone costs a third of steady throughput, which a laptop has. */
  private static final List<String> JVM =
      List.of(
          "-Xms32m",
          "-Xmx128m",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData");

  private final Service service;
  private final Layout layout;
  private final int port;
  private final Map<String, String> environment;
  private volatile ChildProcess process;

  /**
   * @param environment what it has to know beside its port and directories
   */
  ServicePart(Service service, Layout layout, int port, Map<String, String> environment) {
    this.service = service;
    this.layout = layout;
    this.port = port;
    this.environment = environment;
  }

  Service service() {
    return service;
  }

  @Override
  public String name() {
    return service.moduleName();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public Path log() {
    return layout.log(service);
  }

  /** Keeps the log of the run before this one beside the new one. */
  void turnLog() {
    try {
      if (Files.exists(log())) {
        Path before = log().resolveSibling(log().getFileName() + ".1");
        Files.move(log(), before, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void start() {
    stopStale();
    Path temporary = layout.temporary(service);
    Layout.delete(temporary);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-jar");
    command.add(service.artefact(Layout.repository()).toString());
    try {
      Files.createDirectories(temporary);
      Files.createDirectories(log().getParent());
      Files.createDirectories(layout.state(service));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(layout.root().toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      builder.environment().putAll(environment);
      builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
      builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
      builder.environment().put("TOCSIN_STATE_DIR", layout.state(service).toString());
      // Everything is on this machine: webhooks to it are what one tries first.
      builder.environment().put("TOCSIN_ROUTER_TARGETS_ALLOW_PRIVATE", "true");
      // glibc keeps an arena for each thread otherwise: tens of megabytes for nothing.
      builder.environment().put("MALLOC_ARENA_MAX", "2");
      process = ChildProcess.start(layout.pidFile(service), builder);
    } catch (IOException e) {
      throw new StandaloneException(name() + " cannot be started: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean ready() {
    return Health.ready(port);
  }

  @Override
  public Optional<ChildProcess> process() {
    return Optional.ofNullable(process);
  }

  @Override
  public void stop() {
    if (process != null) {
      process.stop(STOP);
    }
  }

  @Override
  public boolean stopStale() {
    Optional<ChildProcess> stale = ChildProcess.find(layout.pidFile(service));
    stale.ifPresent(each -> each.stop(STOP));
    return stale.isPresent();
  }
}
