package dev.tocsin.testkit;

import dev.tocsin.embedded.PostgresNode;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The real PostgreSQL of this test JVM: started at the first call, stopped with the JVM. Tests keep
 * apart by databases.
 */
public final class TestDatabase {
  private static PostgresNode node;

  private TestDatabase() {}

  /** The server of this JVM. */
  public static TestDatabase shared() {
    synchronized (TestDatabase.class) {
      if (node == null) {
        Path directory =
            Workspace.target(
                "test-postgres-"
                    + ProcessHandle.current().pid()
                    + "-"
                    + UUID.randomUUID().toString().substring(0, 4));
        PostgresNode started = PostgresNode.start(directory, 0);
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                      started.close();
                      Workspace.delete(directory);
                    }));
        node = started;
      }
      return new TestDatabase();
    }
  }

  /**
   * Creates an empty database.
   *
   * @param name how its name begins; the rest is unique
   */
  public Database create(String name) {
    String unique = name + "_" + UUID.randomUUID().toString().substring(0, 8);
    node.createDatabase(unique);
    return new Database(
        node.jdbcUrl(unique), node.reactiveUrl(unique), PostgresNode.USER, "unused");
  }

  /**
   * One database's addresses.
   *
   * @param password any will do: the server trusts whoever comes from this machine
   */
  public record Database(String jdbcUrl, String reactiveUrl, String user, String password) {}
}
