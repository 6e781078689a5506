package dev.tocsin.report;

import dev.tocsin.embedded.PostgresNode;
import dev.tocsin.testkit.Workspace;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL of one test's own, which may be killed. A field of this type in it is set. */
public final class CrashingDatabase implements QuarkusTestResourceLifecycleManager {
  private static final String NAME = "crashing";

  private Path directory;
  private PostgresNode node;

  @Override
  public Map<String, String> start() {
    directory = Workspace.target("crashing-postgres-" + ProcessHandle.current().pid());
    node = PostgresNode.start(directory, 0);
    node.createDatabase(NAME);
    return Map.of(
        "quarkus.datasource.jdbc.url", jdbcUrl(),
        "quarkus.datasource.reactive.url", node.reactiveUrl(NAME),
        "quarkus.datasource.username", PostgresNode.USER);
  }

  String jdbcUrl() {
    return node.jdbcUrl(NAME);
  }

  /**
   * Kills all its processes at once: what was committed and is not written to the log yet, is lost.
   */
  void crash() {
    ProcessHandle server = ProcessHandle.of(node.process().pid()).orElseThrow();
    List<ProcessHandle> all = Stream.concat(Stream.of(server), server.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
  }

  /** Starts it again on its data, where it was. */
  void recover() {
    node = PostgresNode.start(directory, node.port());
  }

  @Override
  public void stop() {
    node.close();
    Workspace.delete(directory);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(CrashingDatabase.class));
  }
}
