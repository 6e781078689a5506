package dev.tocsin.router.stream;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.Definitions;
import dev.tocsin.router.domain.AlertLife;
import dev.tocsin.router.domain.AlertPipeline;
import dev.tocsin.router.domain.LifeStep;
import dev.tocsin.router.domain.RouteTree;
import dev.tocsin.router.domain.Rules;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * An alert's life, by fingerprint. Out go records of the ledger, events for groups (keyed by
 * group), and changes that this service makes to alerts.
 */
public final class AlertProcessor extends ContextualProcessor<String, Object, String, Object> {
  private static final Duration FORGETTING = Duration.ofMinutes(1);
  private static final int AT_ONCE = 1_000;

  private final Supplier<Definitions> definitions;
  private final Rules rules;
  private final RouterMeters meters;
  private KeyValueStore<String, AlertLife> lives;
  private Timers timers;
  private Definitions known;
  private RouteTree tree;

  private AlertProcessor(Supplier<Definitions> definitions, Rules rules, RouterMeters meters) {
    this.definitions = definitions;
    this.rules = rules;
    this.meters = meters;
  }

  public static ProcessorSupplier<String, Object, String, Object> supplier(
      Supplier<Definitions> definitions, Rules rules, RouterMeters meters) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, Object, String, Object> get() {
        return new AlertProcessor(definitions, rules, meters);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(RouterStores.lives(), RouterStores.timers(RouterStores.LIFE_TIMERS));
      }
    };
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    super.init(context);
    lives = context.getStateStore(RouterStores.LIVES);
    timers = new Timers(context.getStateStore(RouterStores.LIFE_TIMERS));
    context.schedule(FORGETTING, PunctuationType.WALL_CLOCK_TIME, this::forget);
  }

  @Override
  public void process(Record<String, Object> record) {
    long now = context().currentSystemTimeMs();
    AlertLife life = lives.get(record.key());
    LifeStep step =
        record.value() instanceof Alert alert
            ? AlertPipeline.step(life, alert, tree(), rules, now)
            : AlertPipeline.step(life, (Command) record.value(), now);
    if (step.life() != null) {
      lives.put(record.key(), step.life());
      timers.move(record.key(), due(life), due(step.life()));
    }
    step.ledger().forEach(entry -> forward(record, entry.fingerprint(), entry));
    step.ledger().forEach(meters::decided);
    step.toGroups().forEach(to -> forward(record, to.groupKey(), to.event()));
    if (step.published() != null) {
      forward(record, record.key(), step.published());
    }
  }

  private void forward(Record<String, Object> cause, String key, Object value) {
    context().forward(cause.withKey(key).withValue(value));
  }

  private Long due(AlertLife life) {
    return life == null ? null : life.due(rules.forgetAfter());
  }

  private RouteTree tree() {
    Definitions now = definitions.get();
    if (now != known) {
      tree = RouteTree.of(now);
      known = now;
    }
    return tree;
  }

  private void forget(long now) {
    for (String fingerprint : timers.due(now, AT_ONCE)) {
      timers.move(fingerprint, due(lives.delete(fingerprint)), null);
    }
  }
}
