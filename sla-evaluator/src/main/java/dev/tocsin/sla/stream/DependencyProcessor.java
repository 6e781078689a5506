package dev.tocsin.sla.stream;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Definitions;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.Outages;
import dev.tocsin.sla.domain.OutcomeTally;
import dev.tocsin.sla.domain.Relations;
import dev.tocsin.streams.AccumulatingStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The last thing before alerts go out: those of a service whose declared dependency is down say so,
 * and whoever routes them tells nobody. When the dependency is up again they are said anew.
 */
public final class DependencyProcessor implements Processor<String, Object, String, Alert> {
  public static final String OUTAGES = "outages";
  public static final String HELD = "held-alerts";

  private final Supplier<Definitions> definitions;
  private ProcessorContext<String, Alert> context;
  private AccumulatingStore<String, Outages> outages;
  private AccumulatingStore<String, Alert> firing;
  private Relations relations = new Relations(Definitions.NONE);

  public DependencyProcessor(Supplier<Definitions> definitions) {
    this.definitions = definitions;
  }

  @Override
  public void init(ProcessorContext<String, Alert> processorContext) {
    context = processorContext;
    outages = context.getStateStore(OUTAGES);
    firing = context.getStateStore(HELD);
  }

  @Override
  public void process(Record<String, Object> record) {
    relations = relations.at(definitions.get());
    if (record.value() instanceof Alert alert) {
      alert(alert);
    } else if (record.value() instanceof Timeline.Event event
        && event.input() == Input.DEPENDENCIES) {
      String service = record.key();
      Set<String> before = blamed(service, Long.MIN_VALUE);
      long at = change(service, event);
      Set<String> after = blamed(service, at);
      if (!after.equals(before)) {
        told(service, before, after, at);
      }
    }
  }

  private void alert(Alert said) {
    // Never older than what was said of it: that would be no news to whoever routes it.
    Alert last = firing.get(said.fingerprint());
    Alert alert =
        last != null && said.updatedAt() <= last.updatedAt()
            ? said.again(last.updatedAt() + 1, said.reason())
            : said;
    if (relations.dependencies(alert.service()).isEmpty()) {
      firing.remove(alert.fingerprint());
      forward(alert);
      return;
    }
    if (alert.status() == Alert.Status.RESOLVED) {
      firing.remove(alert.fingerprint());
    } else {
      firing.put(alert.fingerprint(), alert);
    }
    forward(alert.suppressedBy(blamed(alert.service(), alert.updatedAt())));
  }

  /** Takes what is new of a dependency; returns the event time. */
  private long change(String service, Timeline event) {
    Outages known = outages.change(service, Outages::new);
    if (event instanceof Timeline.Counted counted) {
      known.take((OutcomeTally) counted.delta().tally());
      return counted.watermark();
    }
    if (event instanceof Timeline.Closed closed) {
      known.forget(closed.keptFrom());
      return closed.watermark();
    }
    outages.remove(service);
    return Long.MIN_VALUE;
  }

  private Set<String> blamed(String service, long at) {
    Outages known = outages.get(service);
    if (known == null) {
      return Set.of();
    }
    Set<String> down = known.down(at);
    down.retainAll(relations.dependencies(service));
    return down;
  }

  private void told(String service, Set<String> before, Set<String> after, long at) {
    List<Alert> own = new ArrayList<>();
    firing.forEach(
        (fingerprint, alert) -> {
          if (alert.service().equals(service)) {
            own.add(alert);
          }
        });
    String why = after.isEmpty() ? "dependencyUp" : "dependencyDown";
    for (Alert each : own) {
      Alert again = each.again(Math.max(at, each.updatedAt() + 1), why);
      firing.put(again.fingerprint(), again);
      forward(again.suppressedBy(after));
    }
  }

  private void forward(Alert alert) {
    context.forward(new Record<>(alert.fingerprint(), alert, context.currentSystemTimeMs()));
  }
}
