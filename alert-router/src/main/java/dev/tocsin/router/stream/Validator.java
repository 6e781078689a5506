package dev.tocsin.router.stream;

import dev.tocsin.events.Command;
import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.Topics;
import dev.tocsin.router.domain.Read;
import dev.tocsin.router.domain.RecordReader;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Turns bytes into alerts and commands; what is neither leaves as the bytes of a dead letter. */
public final class Validator extends ContextualProcessor<String, byte[], String, Object> {
  /** Feedback on scores and what is to become of models is the scorer's. */
  private static final Set<Command.Action> OTHERS =
      Set.of(
          Command.Action.FALSE_ALARM,
          Command.Action.MISSED,
          Command.Action.TRAIN,
          Command.Action.PROMOTE,
          Command.Action.ROLLBACK);

  private static final byte[] NOTHING = {};

  private final String alerts;
  private final RouterMeters meters;

  private Validator(String alerts, RouterMeters meters) {
    this.alerts = alerts;
    this.meters = meters;
  }

  public static ProcessorSupplier<String, byte[], String, Object> supplier(
      Topics topics, RouterMeters meters) {
    return () -> new Validator(topics.alerts().name(), meters);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata from = context().recordMetadata().orElseThrow();
    long now = context().currentSystemTimeMs();
    Read<?> read =
        from.topic().equals(alerts)
            ? RecordReader.alert(record.key(), record.value(), now)
            : RecordReader.command(record.key(), record.value());
    if (!read.accepted()) {
      meters.refused(from.topic());
      DeadLetter letter =
          new DeadLetter(from.topic(), from.partition(), from.offset(), 0, read.rejected());
      byte[] value = record.value() == null ? NOTHING : record.value();
      context().forward(record.<Object>withValue(value).withHeaders(letter.headers()));
    } else if (!(read.value() instanceof Command command && OTHERS.contains(command.action()))) {
      context().forward(record.withValue(read.value()));
    }
  }
}
