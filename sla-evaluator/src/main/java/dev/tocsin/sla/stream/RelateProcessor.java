package dev.tocsin.sla.stream;

import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.Outcome;
import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.OutcomeTally;
import dev.tocsin.sla.domain.Relations;
import dev.tocsin.sla.domain.SliceKey;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Brings outcomes to the services that are made of them or depend on them, as deltas like any
 * others.
 *
 * <p>A composite's event time stays behind its members' by the allowed lateness: what is in time
 * for a member is in time for the composite.
 */
public final class RelateProcessor implements Processor<String, byte[], String, Deltas> {
  private final long latenessMs;
  private final Supplier<Definitions> definitions;
  private final EvaluatorMetrics metrics;
  private ProcessorContext<String, Deltas> context;
  private Relations relations = new Relations(Definitions.NONE);

  public RelateProcessor(
      Settings settings, Supplier<Definitions> definitions, EvaluatorMetrics metrics) {
    this.metrics = metrics;
    this.latenessMs = settings.lateness().toMillis();
    this.definitions = definitions;
  }

  @Override
  public void init(ProcessorContext<String, Deltas> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    Outcome outcome = read(record.value());
    if (outcome == null) {
      metrics.add(EvaluatorMetrics.Figure.REJECTED, 1);
      return;
    }
    RecordMetadata from = context.recordMetadata().orElseThrow();
    relations = relations.at(definitions.get());
    for (SliceKey target : relations.targets(outcome)) {
      OutcomeTally tally = OutcomeTally.of(outcome);
      long behind = target.input() == Input.MEMBERS ? latenessMs : 0;
      tally.seen(outcome.start() - behind, from.partition(), from.offset());
      context.forward(
          record
              .withKey(target.service())
              .withValue(new Deltas(List.of(new Delta(target, tally)), Deltas.Source.DERIVED)));
    }
  }

  /** What somebody else may have written there is nobody's outcome. */
  private static Outcome read(byte[] value) {
    try {
      return value == null ? null : Json.read(value, Outcome.class);
    } catch (SerializationException e) {
      return null;
    }
  }
}
