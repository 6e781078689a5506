package dev.tocsin.sla.stream;

import dev.tocsin.events.Definitions;
import dev.tocsin.events.Verdict;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Shows each verdict to those who look at the newest one, as long as its task is here. */
public final class LookProcessor implements Processor<String, Verdict, Void, Void> {
  private final NewestVerdicts newest;
  private final Supplier<Definitions> definitions;
  private Definitions known = Definitions.NONE;
  private ProcessorContext<Void, Void> context;
  private String task;

  public LookProcessor(NewestVerdicts newest, Supplier<Definitions> definitions) {
    this.newest = newest;
    this.definitions = definitions;
  }

  @Override
  public void init(ProcessorContext<Void, Void> processorContext) {
    context = processorContext;
    task = context.taskId().toString();
  }

  @Override
  public void process(Record<String, Verdict> record) {
    if (known != definitions.get()) {
      known = definitions.get();
      newest.keep(task, known);
    }
    newest.put(task, new NewestVerdicts.Look(record.value(), context.currentSystemTimeMs()));
  }

  @Override
  public void close() {
    newest.forget(task);
  }
}
