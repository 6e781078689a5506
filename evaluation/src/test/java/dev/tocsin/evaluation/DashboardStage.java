package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.standalone.replay.ReplayCommand;
import dev.tocsin.standalone.sample.SampleWorkload;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** The running system with its sample workload, and a browser in front of it. */
final class DashboardStage implements AutoCloseable {
  private static final long SEED = 7;
  private static final Path MEMORY = Path.of("target", "dashboard-sample").toAbsolutePath();
  private static boolean incidentsLoaded;

  final RunningSystem system;
  final Browser browser;
  private final SampleWorkload workload;

  private DashboardStage(RunningSystem system, Browser browser, SampleWorkload workload) {
    this.system = system;
    this.browser = browser;
    this.workload = workload;
  }

  /**
   * Starts all of it, as far as it does not run yet, and waits for the first figures.
   *
   * @param profile an empty folder for the browser
   */
  static synchronized DashboardStage open(Path profile) throws IOException {
    boolean required = System.getenv("CI") != null;
    assumeTrue(required || Browser.available(), "needs the packages chromium and chromium-driver");
    RunningSystem system = RunningSystem.shared();
    if (!incidentsLoaded) {
      Files.deleteIfExists(MEMORY);
      int exit =
          new CommandLine(new ReplayCommand())
              .execute("--sample=incidents", "--url=" + system.ingest("/"));
      assertThat(exit).isZero();
      incidentsLoaded = true;
    }
    SampleWorkload workload = SampleWorkload.start(system.ingest("/"), SEED, MEMORY);
    try {
      system.until("/api/v1/overview", it -> it.path("objectives").path("met").asInt() > 20);
      system.until("/api/v1/scores/latest", it -> it.path("items").size() >= 8);
      return new DashboardStage(system, Browser.start(system.report("/"), profile), workload);
    } catch (RuntimeException e) {
      workload.close();
      throw e;
    }
  }

  /** Declares something; it may exist. */
  void declare(String kind, String name, String spec) throws IOException {
    URI to = system.report("/api/v1/definitions/%s/%s".formatted(kind, name));
    assertThat(system.put(to, "{\"spec\":%s}".formatted(spec)).statusCode()).isIn(200, 201);
  }

  /** Sends an event to the ingest service. */
  void send(String path, String event) throws IOException {
    assertThat(system.post(system.ingest(path), event).statusCode()).isEqualTo(202);
  }

  /** A definition as it is declared. */
  JsonNode declared(String kind, String name) {
    return system.get("/api/v1/definitions/%s/%s".formatted(kind, name));
  }

  @Override
  public void close() {
    workload.close();
    browser.close();
  }
}
