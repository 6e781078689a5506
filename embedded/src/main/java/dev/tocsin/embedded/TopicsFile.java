package dev.tocsin.embedded;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The topics file: what topics there are, with how many partitions, and how long they keep. */
public final class TopicsFile {
  private final Map<String, DeclaredTopic> topics;

  private TopicsFile(Map<String, DeclaredTopic> topics) {
    this.topics = topics;
  }

  /** Reads the file. */
  public static TopicsFile read(Path file) throws IOException {
    Form form = JsonMapper.builder(new YAMLFactory()).build().readValue(file.toFile(), Form.class);
    Map<String, DeclaredTopic> topics = new LinkedHashMap<>();
    form.topics.forEach((name, entry) -> topics.put(name, entry.over(form.defaults).topic(name)));
    return new TopicsFile(topics);
  }

  /** The topics by name, without prefix, in the file's order. */
  public Map<String, DeclaredTopic> topics() {
    return topics;
  }

  /**
   * Creates what is missing and changes nothing that exists.
   *
   * @param prefix put before every name
   * @return what was created, and in what the existing ones differ from the file
   */
  public Applied apply(Admin admin, String prefix) {
    try {
      List<String> existing = List.copyOf(admin.listTopics().names().get(30, TimeUnit.SECONDS));
      List<String> created = new ArrayList<>();
      List<NewTopic> missing = new ArrayList<>();
      List<DeclaredTopic> present = new ArrayList<>();
      for (DeclaredTopic topic : topics.values()) {
        if (existing.contains(prefix + topic.name())) {
          present.add(topic);
        } else {
          created.add(prefix + topic.name());
          missing.add(topic.newTopic(prefix));
        }
      }
      admin.createTopics(missing).all().get(60, TimeUnit.SECONDS);
      return new Applied(created, differences(admin, prefix, present));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedException("interrupted while the topics were created", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new EmbeddedException("the topics cannot be created: " + e.getMessage(), e);
    }
  }

  private static List<String> differences(Admin admin, String prefix, List<DeclaredTopic> topics)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<String> names = topics.stream().map(t -> prefix + t.name()).toList();
    Map<String, TopicDescription> described =
        admin.describeTopics(names).allTopicNames().get(30, TimeUnit.SECONDS);
    List<ConfigResource> resources =
        names.stream().map(n -> new ConfigResource(ConfigResource.Type.TOPIC, n)).toList();
    Map<ConfigResource, Config> configs =
        admin.describeConfigs(resources).all().get(30, TimeUnit.SECONDS);
    List<String> differences = new ArrayList<>();
    for (DeclaredTopic topic : topics) {
      String name = prefix + topic.name();
      int partitions = described.get(name).partitions().size();
      if (partitions != topic.partitions()) {
        differences.add(name + ": partitions " + partitions + ", declared " + topic.partitions());
      }
      Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name));
      topic
          .config()
          .forEach(
              (key, declared) -> {
                ConfigEntry entry = config.get(key);
                if (entry != null && !declared.equals(entry.value())) {
                  differences.add(
                      name + ": " + key + " " + entry.value() + ", declared " + declared);
                }
              });
    }
    return differences;
  }

  /**
   * What {@link #apply} did.
   *
   * @param created full names of the new topics
   * @param differences where an existing topic is not as declared, one sentence each
   */
  public record Applied(List<String> created, List<String> differences) {}

  /**
   * One topic as it is declared.
   *
   * @param name without prefix
   * @param config Kafka's topic settings
   */
  public record DeclaredTopic(String name, int partitions, Map<String, String> config) {
    NewTopic newTopic(String prefix) {
      return new NewTopic(prefix + name, Optional.of(partitions), Optional.empty()).configs(config);
    }
  }

  /** The file's form. */
  private record Form(Entry defaults, Map<String, Entry> topics) {}

  private record Entry(
      Integer partitions, String cleanup, String retention, Map<String, String> config) {

    Entry over(Entry defaults) {
      Map<String, String> merged = new TreeMap<>(defaults.configOrEmpty());
      merged.putAll(configOrEmpty());
      return new Entry(
          partitions == null ? defaults.partitions : partitions,
          cleanup == null ? defaults.cleanup : cleanup,
          retention == null ? defaults.retention : retention,
          merged);
    }

    DeclaredTopic topic(String name) {
      Map<String, String> settings = new TreeMap<>(config);
      settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup);
      if (cleanup.contains(TopicConfig.CLEANUP_POLICY_DELETE)) {
        settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(millis(retention)));
      }
      return new DeclaredTopic(name, partitions, settings);
    }

    private Map<String, String> configOrEmpty() {
      return config == null ? Map.of() : config;
    }

    private static long millis(String text) {
      long count = Long.parseLong(text.substring(0, text.length() - 1));
      return switch (text.charAt(text.length() - 1)) {
        case 'd' -> Duration.ofDays(count).toMillis();
        case 'h' -> Duration.ofHours(count).toMillis();
        case 'm' -> Duration.ofMinutes(count).toMillis();
        default -> throw new IllegalArgumentException("retention must end with d, h or m: " + text);
      };
    }
  }
}
