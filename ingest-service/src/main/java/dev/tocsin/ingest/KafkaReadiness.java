package dev.tocsin.ingest;

import dev.tocsin.events.Topics;
import dev.tocsin.ingest.domain.EventKind;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while Kafka answers and has the topics that we write to. */
@Readiness
@Singleton
class KafkaReadiness implements HealthCheck {
  private static final long PATIENCE_MS = 2_000;

  private final Admin admin;
  private final List<String> names;

  KafkaReadiness(Admin admin, IngestConfig config) {
    this.admin = admin;
    Topics topics = new Topics(config.topicPrefix());
    this.names = Arrays.stream(EventKind.values()).map(kind -> kind.topic(topics)).toList();
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("kafka");
    try {
      admin.describeTopics(names).allTopicNames().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
      return answer.up().build();
    } catch (ExecutionException e) {
      return answer.down().withData("reason", e.getCause().getMessage()).build();
    } catch (TimeoutException e) {
      return answer.down().withData("reason", "no answer within 2 s").build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return answer.down().build();
    }
  }
}
