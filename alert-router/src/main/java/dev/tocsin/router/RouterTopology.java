package dev.tocsin.router;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Topic;
import dev.tocsin.events.Topics;
import dev.tocsin.router.domain.GroupEvent;
import dev.tocsin.router.domain.Rules;
import dev.tocsin.router.stream.AlertProcessor;
import dev.tocsin.router.stream.AlertProcessor.Inhibits;
import dev.tocsin.router.stream.GroupProcessor;
import dev.tocsin.router.stream.RouterMeters;
import dev.tocsin.router.stream.RouterStores;
import dev.tocsin.router.stream.Validator;
import dev.tocsin.streams.CommitPace;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The pipeline: validate → by fingerprint: deduplicate → refuse stale → route → by group: inhibit →
 * silence → intervals → group → escalate → the ledger, and what is to be sent also to the outbox,
 * in one transaction. The dispatcher reads the outbox; no Streams thread waits for the outside
 * world.
 */
public final class RouterTopology implements Supplier<Topology> {
  private final Topics topics;
  private final Supplier<Definitions> definitions;
  private final Rules rules;
  private final RouterMeters meters;
  private final Properties settings;

  /**
   * @param definitions routes, receivers and escalation policies as they are now
   * @param settings the Kafka Streams settings that the topology will run with
   */
  public RouterTopology(
      Topics topics,
      Supplier<Definitions> definitions,
      Rules rules,
      RouterMeters meters,
      Properties settings) {
    this.topics = topics;
    this.definitions = definitions;
    this.rules = rules;
    this.meters = meters;
    this.settings = settings;
  }

  @Override
  public Topology get() {
    // Only through a TopologyConfig are unnamed stores and repartitions refused.
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));

    KStream<String, Object> read =
        alertsAndCommands(builder)
            .process(Validator.supplier(topics, meters), Named.as("validate"));
    to(topics.deadLetters(), "dead-letters", only(byte[].class, read, "refused"));

    CommitPace pace = new CommitPace();
    KStream<String, Object> lived =
        read.filterNot((key, value) -> value instanceof byte[], Named.as("accepted"))
            .process(
                AlertProcessor.supplier(definitions, rules, meters, pace),
                Named.as("deduplicate-and-route"));
    to(topics.notifications(), "ledger", only(Notification.class, lived, "alert-decisions"));
    to(topics.alerts(), "alerts", only(Alert.class, lived, "resolved-by-command"));
    to(
        topics.inhibitors(),
        "inhibitors",
        only(Inhibits.class, lived, "may-inhibit")
            .mapValues(Inhibits::inhibitor, Named.as("inhibitor")));
    inhibitorsOfAllInstances(builder);

    KStream<String, Notification> grouped =
        byGroup(only(GroupEvent.class, lived, "group-events"))
            .process(
                GroupProcessor.supplier(definitions, rules, meters, pace),
                Named.as("group-and-escalate"));
    to(topics.notifications(), "ledger-of-groups", grouped);
    to(topics.dispatch(), "outbox", byReceiver(grouped));

    return builder.build(settings);
  }

  /** One source of two topics with the same partitions: one task owns all about an alert. */
  private KStream<String, byte[]> alertsAndCommands(StreamsBuilder builder) {
    return builder.stream(
        List.of(topics.alerts().name(), topics.commands().name()),
        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("alerts-and-commands"));
  }

  /** An alert may inhibit others whose groups another instance owns. */
  private void inhibitorsOfAllInstances(StreamsBuilder builder) {
    builder.globalTable(
        topics.inhibitors().name(),
        Consumed.with(Serdes.String(), topics.inhibitors().values()).withName("all-inhibitors"),
        Materialized.as(RouterStores.INHIBITORS));
  }

  private static KStream<String, GroupEvent> byGroup(KStream<String, GroupEvent> events) {
    return events.repartition(
        Repartitioned.<String, GroupEvent>as("group-events")
            .withKeySerde(Serdes.String())
            .withValueSerde(RouterStores.groupEvents()));
  }

  /** A receiver's notifications stay in their order. */
  private static KStream<String, Notification> byReceiver(KStream<String, Notification> entries) {
    return entries
        .filter((key, entry) -> entry.decision() == Decision.INTENDED, Named.as("intended"))
        .selectKey((key, entry) -> entry.receiver(), Named.as("by-receiver"));
  }

  private static <T> KStream<String, T> only(
      Class<T> type, KStream<String, Object> from, String name) {
    return from.filter((key, value) -> type.isInstance(value), Named.as("keep-" + name))
        .mapValues(type::cast, Named.as(name));
  }

  private static <V> void to(Topic<V> topic, String name, KStream<String, V> values) {
    values.to(topic.name(), Produced.with(topic.keys(), topic.values()).withName(name));
  }
}
