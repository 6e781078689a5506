package dev.tocsin.standalone;

import dev.tocsin.embedded.EmbeddedException;
import dev.tocsin.embedded.TopicsFile;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Applies the topics file before any service starts: a missing source topic keeps it from work. */
final class TopicsSetup {
  private static final String PREFIX = "tocsin.";

  private TopicsSetup() {}

  /**
   * @throws StandaloneException when the brokers do not answer or refuse
   */
  static void apply(String bootstrapServers, Consumer<String> say) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      TopicsFile file =
          TopicsFile.read(Layout.repository().resolve("deploy").resolve("topics.yaml"));
      TopicsFile.Applied applied = file.apply(admin, PREFIX);
      say.accept(
          "%-16s  %d created, %d there already"
              .formatted(
                  "topics",
                  applied.created().size(),
                  file.topics().size() - applied.created().size()));
      applied.differences().forEach(each -> say.accept("  differs: " + each));
    } catch (IOException | KafkaException | EmbeddedException e) {
      throw new StandaloneException("Kafka at " + bootstrapServers + ": " + e.getMessage(), e);
    }
  }
}
