package dev.tocsin.router.stream;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Inhibitor;
import dev.tocsin.router.domain.AlertLife;
import dev.tocsin.router.domain.AlertPipeline;
import dev.tocsin.router.domain.Correlations;
import dev.tocsin.router.domain.GroupEvent;
import dev.tocsin.router.domain.InhibitionRules;
import dev.tocsin.router.domain.LifeStep;
import dev.tocsin.router.domain.Policies;
import dev.tocsin.router.domain.RouteTree;
import dev.tocsin.router.domain.Rules;
import dev.tocsin.streams.CommitPace;
import dev.tocsin.streams.PromptCommit;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * An alert's life, by fingerprint. Out go records of the ledger, events for groups (keyed by
 * group), changes that this service makes to alerts, and which of them may inhibit others.
 */
public final class AlertProcessor extends ContextualProcessor<String, Object, String, Object> {
  private static final Duration FORGETTING = Duration.ofMinutes(1);
  private static final int AT_ONCE = 1_000;

  /** Whoever is told after a longer wait does not notice the commit's. */
  private static final Duration URGENT = Duration.ofSeconds(1);

  private static final Duration LOOK = Duration.ofSeconds(1);

  /**
   * What is under a key of the topic of inhibitors from now on.
   *
   * @param inhibitor null for nothing any more
   */
  public record Inhibits(Inhibitor inhibitor) {}

  private final Supplier<Definitions> definitions;
  private final Rules rules;
  private final RouterMeters meters;
  private final CommitPace pace;
  private KeyValueStore<String, AlertLife> lives;
  private Timers timers;
  private PromptCommit commits;
  private Inhibiting inhibiting;
  private Definitions known;
  private RouteTree tree;
  private Policies policies = Policies.NONE;
  private InhibitionRules inhibitions;
  private Correlations correlations;

  private AlertProcessor(
      Supplier<Definitions> definitions, Rules rules, RouterMeters meters, CommitPace pace) {
    this.definitions = definitions;
    this.rules = rules;
    this.meters = meters;
    this.pace = pace;
  }

  public static ProcessorSupplier<String, Object, String, Object> supplier(
      Supplier<Definitions> definitions, Rules rules, RouterMeters meters, CommitPace pace) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, Object, String, Object> get() {
        return new AlertProcessor(definitions, rules, meters, pace);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            RouterStores.lives(),
            RouterStores.timers(RouterStores.LIFE_TIMERS),
            RouterStores.inhibiting());
      }
    };
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    super.init(context);
    commits = new PromptCommit(context, pace);
    lives = context.getStateStore(RouterStores.LIVES);
    timers = new Timers(context.getStateStore(RouterStores.LIFE_TIMERS));
    inhibiting =
        new Inhibiting(
            context.getStateStore(RouterStores.INHIBITING),
            (key, now) -> context().forward(new Record<>(key, new Inhibits(now), time())));
    context.schedule(FORGETTING, PunctuationType.WALL_CLOCK_TIME, this::forget);
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::followRules);
  }

  /** Whether its group may tell of it at once. */
  private static boolean isUrgent(GroupEvent event) {
    return event instanceof GroupEvent.Placed placed
        && placed.route().groupWait().compareTo(URGENT) < 0;
  }

  @Override
  public void process(Record<String, Object> record) {
    long now = context().currentSystemTimeMs();
    AlertLife life = lives.get(record.key());
    RouteTree routes = tree();
    LifeStep step =
        record.value() instanceof Alert alert
            ? AlertPipeline.step(life, alert, routes, correlations, rules, now)
            : AlertPipeline.step(life, (Command) record.value(), now);
    boolean inhibits = step.life() != null && remember(record.key(), life, step.life());
    tell(record, step);
    if (inhibits) {
      commits.wantNow(record.timestamp());
    }
  }

  /** Whether groups have to know, that would tell of what this alert inhibits. */
  private boolean remember(String fingerprint, AlertLife before, AlertLife now) {
    timers.move(fingerprint, due(before), due(now));
    if (now == null) {
      lives.delete(fingerprint);
      return false;
    }
    lives.put(fingerprint, now);
    return inhibiting.update(now, policies.inhibitions());
  }

  private void tell(Record<String, Object> record, LifeStep step) {
    step.ledger().forEach(entry -> forward(record, entry.fingerprint(), entry));
    step.ledger().forEach(meters::decided);
    step.toGroups().forEach(to -> forward(record, to.groupKey(), to.event()));
    if (step.toGroups().stream().anyMatch(to -> isUrgent(to.event()))) {
      commits.wantNow(record.timestamp());
    }
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
      policies = Policies.of(now);
      correlations = Correlations.of(now);
      known = now;
    }
    return tree;
  }

  /** When inhibition rules change, alerts that fire already begin or cease to inhibit. */
  private void followRules(long now) {
    tree();
    InhibitionRules next = policies.inhibitions();
    if (inhibitions != null && inhibitions.sameAs(next)) {
      return;
    }
    try (KeyValueIterator<String, AlertLife> each = lives.all()) {
      each.forEachRemaining(row -> inhibiting.update(row.value, next));
    }
    commits.want();
    inhibitions = next;
  }

  private long time() {
    return context().currentSystemTimeMs();
  }

  /** What is over is forgotten, and what flapped may be calm by now. */
  private void forget(long now) {
    for (String fingerprint : timers.due(now, AT_ONCE)) {
      AlertLife life = lives.get(fingerprint);
      LifeStep step = AlertPipeline.step(life, now);
      remember(fingerprint, life, step.life());
      tell(new Record<>(fingerprint, life.alert(), now), step);
    }
  }
}
