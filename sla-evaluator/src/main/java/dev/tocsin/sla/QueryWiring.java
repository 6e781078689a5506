package dev.tocsin.sla;

import dev.tocsin.events.Topics;
import dev.tocsin.sla.stream.NewestVerdicts;
import dev.tocsin.sla.whatif.Inquiries;
import dev.tocsin.sla.whatif.Instances;
import dev.tocsin.sla.whatif.Limits;
import dev.tocsin.sla.whatif.Replays;
import dev.tocsin.sla.whatif.WhatIf;
import dev.tocsin.streams.StreamsProcess;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.HostInfo;

/** What answers questions beside the stream. */
@Singleton
class QueryWiring {
  private static final int PATIENCE_MS = 10_000;

  private final SlaConfig config;
  private final SlaWiring wiring;

  QueryWiring(SlaConfig config, SlaWiring wiring) {
    this.config = config;
    this.wiring = wiring;
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  NewestVerdicts newest() {
    return wiring.newest();
  }

  @Produces
  @Singleton
  Instances instances() {
    return new Instances(
        () -> wiring.process().map(StreamsProcess::streams).orElse(null),
        HostInfo.buildFromEndpoint(config.advertisedAddress()));
  }

  @Produces
  @Singleton
  Inquiries inquiries(Instances instances, Clock clock) {
    WhatIf whatIf =
        new WhatIf(
            instances,
            wiring::definitions,
            wiring.settings(),
            SlaTopology.stores(),
            Limits.DEFAULT);
    Replays replays = new Replays(new Topics(config.topicPrefix()), this::producer);
    return new Inquiries(whatIf, replays, instances, Limits.DEFAULT, clock);
  }

  /** A replay is rare: its producer lives as long as its transaction. */
  private Producer<String, byte[]> producer() {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            config.kafka().bootstrapServers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            config.topicPrefix() + "sla-evaluator-replay-" + config.instanceId(),
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            (int) Limits.DEFAULT.time().plusSeconds(30).toMillis(),
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            PATIENCE_MS,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            8L << 20);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }
}
