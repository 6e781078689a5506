package dev.tocsin.testkit;

import dev.tocsin.events.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.UUID;

/**
 * Gives a Quarkus test the shared broker, with topics of its own. A field of this type in the test
 * class is set.
 */
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {
  private TestBroker broker;
  private Topics topics;
  private String prefix;

  @Override
  public Map<String, String> start() {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    prefix = "test-" + unique + ".";
    broker = TestBroker.shared();
    topics = broker.topics(prefix);
    return Map.of(
        "tocsin.kafka.bootstrap-servers", broker.bootstrapServers(),
        "tocsin.topic-prefix", prefix,
        "tocsin.state-dir", Workspace.target("state-" + unique).toString());
  }

  @Override
  public void stop() {
    // The broker ends with the JVM.
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(BrokerResource.class));
  }

  public TestBroker broker() {
    return broker;
  }

  /** The topics under this test's prefix. */
  public Topics topics() {
    return topics;
  }

  public String prefix() {
    return prefix;
  }
}
