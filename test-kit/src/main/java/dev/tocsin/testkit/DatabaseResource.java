package dev.tocsin.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives a Quarkus test an empty database on the shared PostgreSQL, which wants no password: so a
 * service is seen to start without one. A field of this type in the test class is set.
 */
public final class DatabaseResource implements QuarkusTestResourceLifecycleManager {
  private TestDatabase.Database database;

  @Override
  public Map<String, String> start() {
    database = TestDatabase.shared().create("test");
    return Map.of(
        "quarkus.datasource.jdbc.url", database.jdbcUrl(),
        "quarkus.datasource.reactive.url", database.reactiveUrl(),
        "quarkus.datasource.username", database.user());
  }

  @Override
  public void stop() {
    // The server ends with the JVM.
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(DatabaseResource.class));
  }

  public TestDatabase.Database database() {
    return database;
  }
}
