package dev.tocsin.anomaly;

import dev.tocsin.anomaly.domain.GroupPicture;
import dev.tocsin.anomaly.domain.Groups;
import dev.tocsin.anomaly.domain.ModelCard;
import dev.tocsin.anomaly.domain.Profile;
import dev.tocsin.anomaly.rest.ModelRegistry;
import dev.tocsin.anomaly.stream.StoredCards;
import dev.tocsin.events.Command;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topics;
import dev.tocsin.streams.StreamsProcess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The registry as the stream has it; what people want goes to the topic of commands. */
final class StreamsRegistry implements ModelRegistry, AutoCloseable {
  private final StreamsProcess process;
  private final Topics topics;
  private final Groups groups;
  private final Producer<String, byte[]> producer;

  StreamsRegistry(StreamsProcess process, Topics topics, Groups groups, String bootstrapServers) {
    this.process = process;
    this.topics = topics;
    this.groups = groups;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "tocsin-anomaly-scorer-commands"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  @Override
  public List<ModelCard> champions() {
    return StoredCards.of(process.streams());
  }

  @Override
  public EntityModels of(String entity) {
    Profile profile = StoredCards.of(process.streams(), entity);
    return profile == null
        ? null
        : new EntityModels(
            entity,
            profile.windows(),
            profile.card(),
            profile.challenger(),
            profile.comparison(),
            profile.otherCards(),
            profile.drift());
  }

  @Override
  public GroupPicture picture() {
    return picture(entity -> true);
  }

  @Override
  public GroupPicture picture(String service) {
    return picture(entity -> entity.equals(service) || entity.startsWith(service + "/"));
  }

  @Override
  public GroupPicture pictureOfGroup(String group) {
    return picture(entity -> group.equals(groups.ofEntity(entity)));
  }

  private GroupPicture picture(Predicate<String> wanted) {
    return GroupPicture.of(StoredCards.recent(process.streams(), wanted), groups::ofEntity);
  }

  @Override
  public void order(Command command) {
    try {
      producer
          .send(
              new ProducerRecord<>(topics.commands().name(), command.target(), Json.write(command)))
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("stopped while a command was sent", e);
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka does not take the command", e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
