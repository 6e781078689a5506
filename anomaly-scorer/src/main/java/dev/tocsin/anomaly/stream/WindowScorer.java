package dev.tocsin.anomaly.stream;

import dev.tocsin.anomaly.domain.Directive;
import dev.tocsin.anomaly.domain.EntityPart;
import dev.tocsin.anomaly.domain.EntityScorer;
import dev.tocsin.anomaly.domain.EntityScorer.Scored;
import dev.tocsin.anomaly.domain.EntityWindows;
import dev.tocsin.anomaly.domain.EntityWindows.Closed;
import dev.tocsin.anomaly.domain.Health.Seen;
import dev.tocsin.anomaly.domain.Input;
import dev.tocsin.anomaly.domain.ModelPlan;
import dev.tocsin.anomaly.domain.Profile;
import dev.tocsin.anomaly.domain.ScoringPolicy;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Model;
import dev.tocsin.events.Topics;
import dev.tocsin.streams.AccumulatingStore;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Level two, per entity: merges parts, closes windows that are complete, by event time or by
 * silence, and has each scored. Forwards {@code Score}, {@link Alert} and {@link Model}.
 */
public final class WindowScorer implements Processor<String, Input, String, Object> {
  private static final Logger LOG = LoggerFactory.getLogger(WindowScorer.class);
  private static final Duration LOOK = Duration.ofMillis(100);

  /** What is due beyond that waits for the next look: a transaction must not time out. */
  private static final Duration MOST_AT_ONCE = Duration.ofSeconds(1);

  /** After so long without any data an alert is resolved: nobody is there to behave unusually. */
  private static final long GONE_MS = Duration.ofMinutes(15).toMillis();

  private static final long WATCH_MS = Duration.ofSeconds(15).toMillis();

  private final EntityScorer scorer;
  private final long allowedLatenessMs;
  private final ScorerMeters meters;
  private final DueTimes due = new DueTimes();
  private ProcessorContext<String, Object> context;
  private AccumulatingStore<String, EntityWindows> windows;
  private KeyValueStore<String, Profile> profiles;
  private StoredMemory memory;
  private ScorerWatch watch;
  private long watchAt;

  private WindowScorer(EntityScorer scorer, long allowedLatenessMs, ScorerMeters meters) {
    this.scorer = scorer;
    this.allowedLatenessMs = allowedLatenessMs;
    this.meters = meters;
  }

  /** The processor and its stores. */
  public static ProcessorSupplier<String, Input, String, Object> supplier(
      Topics topics,
      ScoringPolicy policy,
      ModelPlan plan,
      Duration allowedLateness,
      Executor trainer,
      ScorerMeters meters) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, Input, String, Object> get() {
        return new WindowScorer(
            new EntityScorer(policy, trainer, plan), allowedLateness.toMillis(), meters);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        // In a fixed order: the description of the topology depends on it.
        return new LinkedHashSet<>(
            List.of(
                ScorerStores.windowsStore(),
                ScorerStores.profilesStore(),
                ScorerStores.rowsStore(),
                ScorerStores.modelsStore(),
                ScorerStores.groupsStore(),
                ScorerStores.watchStore(topics)));
      }
    };
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    windows = context.getStateStore(ScorerStores.WINDOWS);
    profiles = context.getStateStore(ScorerStores.PROFILES);
    memory =
        new StoredMemory(
            context.getStateStore(ScorerStores.MODELS),
            context.getStateStore(ScorerStores.ROWS),
            context.getStateStore(ScorerStores.GROUPS));
    long now = context.currentSystemTimeMs();
    watch =
        new ScorerWatch(
            context.getStateStore(ScorerStores.WATCH), context.taskId().partition(), now);
    meters.watch(watch);
    windows.forEach(
        (entity, each) -> {
          each.listenFrom(now);
          due.at(now, entity);
        });
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::look);
  }

  @Override
  public void process(Record<String, Input> record) {
    if (record.value() instanceof EntityPart part) {
      add(record.key(), part);
    } else if (record.value() instanceof Directive.Order order) {
      obey(order);
    } else if (record.value() instanceof Directive.Incident incident) {
      leaveOut(incident);
    }
  }

  private void add(String entity, EntityPart part) {
    long now = context.currentSystemTimeMs();
    EntityWindows mine = windows.change(entity, () -> new EntityWindows(part.service()));
    if (!mine.merge(part.source(), part.start(), part.window(), now)) {
      meters.late();
    }
    close(entity, mine, now);
    due.at(lookAgainAt(mine), entity);
  }

  private void obey(Directive.Order order) {
    windows.forEach(
        (entity, each) -> {
          if (order.concerns(entity, each.service())) {
            change(
                entity,
                profile -> {
                  scorer
                      .order(order, profile, memory.of(entity, profile))
                      .forEach(model -> forward(entity, model));
                  LOG.info(
                      "order: entity={} action={} modelId={}",
                      entity,
                      order.action(),
                      profile.card() == null ? null : profile.card().modelId());
                });
          }
        });
  }

  private void leaveOut(Directive.Incident incident) {
    windows.forEach(
        (entity, each) -> {
          if (each.service().equals(incident.service())) {
            change(entity, profile -> profile.leaveOut(incident));
          }
        });
  }

  private void change(String entity, Consumer<Profile> change) {
    Profile profile = profiles.get(entity);
    if (profile != null) {
      change.accept(profile);
      profiles.put(entity, profile);
    }
  }

  private long lookAgainAt(EntityWindows mine) {
    return Math.min(mine.dueAt(allowedLatenessMs), mine.heardAt() + GONE_MS);
  }

  private void look(long now) {
    if (now >= watchAt) {
      watchAt = now + WATCH_MS;
      Alert changed = watch.look(now);
      if (changed != null) {
        forward(changed, now);
      }
    }
    long stop = System.nanoTime() + MOST_AT_ONCE.toNanos();
    String entity = due.next(now);
    for (; entity != null; entity = System.nanoTime() < stop ? due.next(now) : null) {
      EntityWindows mine = windows.get(entity);
      if (mine != null) {
        close(entity, mine, now);
        resolveWhenGone(entity, mine, now);
        if (now < mine.heardAt() + GONE_MS) {
          due.at(lookAgainAt(mine), entity);
        }
      }
    }
  }

  private void close(String entity, EntityWindows mine, long now) {
    Closed closed = mine.close(now, allowedLatenessMs);
    while (closed != null) {
      windows.touch(entity);
      score(entity, mine.service(), closed, now);
      closed = mine.close(now, allowedLatenessMs);
    }
  }

  private void score(String entity, String service, Closed closed, long now) {
    long began = System.nanoTime();
    Profile known = profiles.get(entity);
    Profile profile = known == null ? new Profile() : known;
    Scored scored =
        scorer.score(
            entity, service, closed.start(), closed.window(), profile, memory.of(entity, profile));
    profiles.put(entity, profile);
    context.forward(new Record<>(entity, (Object) scored.score(), now));
    if (scored.alert() != null) {
      forward(scored.alert(), now);
    }
    for (Model model : scored.models()) {
      meters.trained(model);
      LOG.info(
          "model trained: entity={} modelId={} kind={} trigger={} state={} reason={}",
          entity,
          model.modelId(),
          model.kind(),
          model.trigger(),
          model.state(),
          model.reason());
      forward(entity, model);
    }
    watch.saw(entity, Seen.of(now, scored.score(), profile));
    meters.scored(scored.score(), now, System.nanoTime() - began);
  }

  @Override
  public void close() {
    if (watch != null) {
      meters.unwatch(watch);
    }
  }

  private void resolveWhenGone(String entity, EntityWindows mine, long now) {
    if (now - mine.heardAt() < GONE_MS) {
      return;
    }
    Profile profile = profiles.get(entity);
    if (profile != null && profile.alerting()) {
      forward(scorer.silent(profile, mine.newest() + GONE_MS), now);
      profiles.put(entity, profile);
    }
  }

  /** No other may take the champion's place in the compacted topic. */
  private void forward(String entity, Model model) {
    String key =
        switch (model.state()) {
          case CHAMPION -> entity;
          case CHALLENGER -> entity + "#challenger";
          case REFUSED -> entity + "#refused";
        };
    context.forward(new Record<>(key, (Object) model, context.currentSystemTimeMs()));
  }

  private void forward(Alert alert, long now) {
    context.forward(new Record<>(alert.fingerprint(), (Object) alert, now));
  }
}
