package dev.tocsin.report;

import dev.tocsin.events.Topics;
import dev.tocsin.testkit.BrokerResource;
import dev.tocsin.testkit.DatabaseResource;
import dev.tocsin.testkit.TestBroker;
import io.quarkus.test.common.QuarkusTestResource;
import org.junit.jupiter.api.BeforeEach;

/** A test of the whole service on a real broker and a real database. */
@QuarkusTestResource(BrokerResource.class)
@QuarkusTestResource(DatabaseResource.class)
abstract class RunningService {
  BrokerResource brokerResource;
  DatabaseResource databaseResource;

  TestBroker broker;
  Topics topics;

  @BeforeEach
  void findBroker() {
    broker = brokerResource.broker();
    topics = brokerResource.topics();
  }
}
